import { lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { Credential } from '#adapters/graph/credential.ts'
import { fingerprint } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import { isCountry } from '#domain/country.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { nextErasure } from '#domain/retention.ts'
import { demand } from '#features/access/actor.ts'
import { found, isNameTaken } from '#features/access/founding.ts'
import { change } from '#features/audit/change.ts'
import { organisation } from './queries.ts'
import { type OrganisationInput, organisationFields, type TenantInput } from './schema.ts'
import { credentialOf, type Inspection, inspectTenant } from './tenant-inspection.ts'
import { isSameTenant, sealCredential, type TenantReason } from './tenant-link.ts'

/**
 * Founds an organisation from the terminal. The actor must have been minted for the new organisation's id, which
 * is the value of the outcome.
 */
export const addOrganisation = async (
  actor: Actor,
  { name, country, language = 'en' }: { name: string; country: string; language?: string },
): Promise<Outcome<{ id: string }, 'organisationNameTaken' | 'unknownCountry' | 'organisationUnnamed'>> => {
  demand(actor, 'organisations:change')
  const [trimmed, code] = [name.trim(), country.trim().toUpperCase()]
  if (trimmed === '') return refused('organisationUnnamed')
  if (!isCountry(code)) return refused('unknownCountry', { country })
  const id = actor.organisationId
  return change(actor, async ({ tx, record }) => {
    if (await isNameTaken(tx, trimmed, id)) return refused('organisationNameTaken', { name: trimmed })
    await found(tx, record, id, { name: trimmed, country: code, language })
    return done({ id })
  })
}

/** Changes what reports say about the organisation, and how it is spoken to. Saving it as it is leaves no event. */
export const changeOrganisation = async (
  actor: Actor,
  input: OrganisationInput,
): Promise<Outcome<null, 'organisationNameTaken'>> => {
  demand(actor, 'organisations:change')
  const id = actor.organisationId
  const before = await organisation(actor)
  const fields = organisationFields.filter((field) => before[field] !== input[field])
  if (fields.length === 0) return done(null)
  return change(actor, async ({ tx, record }) => {
    const { name } = input
    if (fields.includes('name') && (await isNameTaken(tx, name, id))) {
      return refused('organisationNameTaken', { name })
    }
    const moved = fields.includes('timeZone') ? { erasesAt: await erasureIn(tx, id, input.timeZone) } : {}
    await tx.organisation.update({ where: { id }, data: { ...input, ...moved }, select: { id: true } })
    record({
      kind: 'organisation.changed',
      subject: { kind: 'organisation', id },
      facts: { fields: fields.join(' ') },
    })
    return done(null)
  })
}

/** The night of another time zone, and never an earlier one than was announced. */
const erasureIn = async (tx: Transaction, id: string, timeZone: string): Promise<Date> => {
  const { erasesAt } = await tx.organisation.findFirstOrThrow({ where: { id }, select: { erasesAt: true } })
  return nextErasure(new Date(Math.max(Date.now(), erasesAt.getTime() - 1)), timeZone, id)
}

/** What a registration could do, without keeping anything of it. */
export const testTenant = async (
  actor: Actor,
  input: TenantInput,
): Promise<Outcome<Inspection, TenantReason>> => {
  demand(actor, 'tenantLinks:connect')
  const credential = credentialOf(input)
  return credential.ok ? inspectTenant(input, credential.value) : credential
}

export type ConnectReason = TenantReason | 'missingPermissions'

/**
 * Connects a tenant for reading: tried first, refused in words, then kept with its credential sealed. A tenant that
 * is or was connected keeps its row and so its history: this is also how an expired secret is replaced. A registration
 * that could do more than read is taken, because some tenants have only one, and told wherever it is shown.
 */
export const connectTenant = async (
  actor: Actor,
  input: TenantInput,
): Promise<Outcome<{ id: string } & Inspection, ConnectReason>> => {
  demand(actor, 'tenantLinks:connect')
  const credential = credentialOf(input)
  if (!credential.ok) return credential
  const inspected = await inspectTenant(input, credential.value)
  if (!inspected.ok) return inspected
  const { tenantId, name, permissions } = inspected.value
  if (permissions.known && permissions.missingForReading.length > 0) {
    return refused('missingPermissions', { permissions: permissions.missingForReading.join(', ') })
  }
  const { cloud, client } = input
  const tenant = input.tenant.toLowerCase()
  const { organisationId } = actor
  const data = {
    tenant,
    tenantId,
    client,
    name: name ?? tenant,
    credentialKind: input.kind,
    credential: sealCredential(organisationId, credential.value),
    fingerprint: fingerprintOf(credential.value),
    permissions: permissions.known ? permissions.found : [],
    createdBy: actor.name,
    createdAt: new Date(),
    forgottenAt: null,
  }
  return change<{ id: string } & Inspection, ConnectReason>(actor, async ({ tx, record }) => {
    // Two who connect the same tenant at once would make two rows of it: the organisation's row makes them queue.
    await lockOrganisation(tx, organisationId)
    const links = await tx.tenantLink.findMany({
      where: { purpose: 'reading', cloud },
      select: { id: true, tenantId: true, tenant: true },
    })
    const known = links.find((link) => isSameTenant(link, { tenantId, tenant }))
    const { id } = known
      ? await tx.tenantLink.update({
          where: { organisationId_id: { organisationId, id: known.id } },
          data,
          select: { id: true },
        })
      : await tx.tenantLink.create({
          data: { ...data, organisationId, purpose: 'reading', cloud },
          select: { id: true },
        })
    const facts = {
      ...{ cloud, tenant, client, credential: data.fingerprint, isRenewal: known !== undefined },
      beyondReading: permissions.known ? permissions.beyondReading.join(' ') || null : null,
    }
    record({ kind: 'tenantLink.connected', subject: { kind: 'tenantLink', id }, facts })
    return done({ id, ...inspected.value })
  })
}

const fingerprintOf = (credential: Credential): string =>
  fingerprint(credential.kind === 'secret' ? credential.secret : credential.certificatePem)

/** Destroys a tenant's credential. What was read stays; nothing more can be read through this link. */
export const forgetTenant = async (
  actor: Actor,
  { link }: { link: string },
): Promise<Outcome<null, never>> => {
  demand(actor, 'tenantLinks:connect')
  return change<null, never>(actor, async ({ tx, record }) => {
    const { count } = await tx.tenantLink.updateMany({
      where: { id: link, purpose: 'reading', forgottenAt: null },
      data: { credential: null, forgottenAt: new Date() },
    })
    if (count === 0) throw new Missing('tenant link')
    record({ kind: 'tenantLink.forgotten', subject: { kind: 'tenantLink', id: link } })
    return done(null)
  })
}
