import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Credential } from '#adapters/graph/credential.ts'
import { openEffects } from '#adapters/graph/effects.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import { fingerprint } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import { cloudUrls } from '#domain/cloud.ts'
import { hasWritten } from '#domain/offboarding/run.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { missingPermissions } from '#domain/tenant-permission.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { sealCredential } from '#features/organisations/tenant-link.ts'
import { type Access, accessOf, forgetAccess } from './access.ts'
import { type Case, kindsOf, loadCase, lockCase, tenantLinksOf, touchCase } from './case.ts'

/** How long a person waits in front of the form. */
const patienceMs = 30_000

/**
 * Enters the second registration, which may write, for this case alone. It is tried first: Microsoft must accept it
 * and it must hold the permissions. The tenant and its cloud are those the connection was read from, so it cannot
 * reach another. A registration entered earlier for the same tenant is forgotten.
 */
export const enterWriteAccess = async (
  actor: Actor,
  offboardingId: string,
  { tenantLinkId, client, credential }: { tenantLinkId: string; client: string; credential: Credential },
): Promise<
  Outcome<null, GraphReason | 'missingPermissions' | 'noCustomCloud' | 'notThisStepYet' | 'accessNotNeeded'>
> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  const before = await inOrganisation(organisationId, async (tx) => {
    const found = await loadCase(tx, offboardingId, new Date())
    return {
      refusal: whyNoAccess(found),
      access: await accessTo(tx, found, tenantLinkId),
      kinds: kindsOf(found.plan, tenantLinkId),
    }
  })
  if (before.refusal) return refused(before.refusal)
  const { tenant } = before.access
  const urls = cloudUrls(tenant.cloud, settings().cloud)
  if (!urls) return refused('noCustomCloud')

  const opened = await openEffects({
    cloudUrls: urls,
    tenant: tenant.tenant,
    client,
    credential,
    signal: AbortSignal.timeout(patienceMs),
    limits: { requestMs: 15_000, busyTries: 2, totalWaitMs: 10_000 },
  })
  if (!opened.ok) return opened
  const { permissions } = opened.value
  // A token we cannot read may hold everything: then Microsoft's own 403 tells during the run.
  const missing = permissions.known ? missingPermissions(before.kinds, permissions.found) : []
  if (missing.length > 0) return refused('missingPermissions', { permissions: missing.join(', ') })

  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    const refusal = whyNoAccess(found)
    if (refusal) return refused(refusal)
    const { entered } = await accessTo(tx, found, tenantLinkId)
    if (entered) await forgetAccess(tx, record, offboardingId, { id: entered.link.id })
    const { id } = await tx.tenantLink.create({
      data: {
        organisationId,
        offboardingId,
        purpose: 'offboarding',
        name: tenant.name,
        cloud: tenant.cloud,
        tenant: tenant.tenant,
        tenantId: tenant.tenantId,
        client,
        credentialKind: credential.kind,
        credential: sealCredential(organisationId, credential),
        fingerprint: fingerprint(
          credential.kind === 'secret' ? credential.secret : credential.certificatePem,
        ),
        permissions: permissions.known ? permissions.found : [],
        createdBy: actor.name,
      },
      select: { id: true },
    })
    await touchCase(tx, found)
    record({
      kind: 'tenantLink.connected',
      subject: { kind: 'tenantLink', id },
      facts: { purpose: 'offboarding', offboardingId, credentialKind: credential.kind },
    })
    return done(null)
  })
}

const accessTo = async (tx: Transaction, { id, plan }: Case, tenantLinkId: string): Promise<Access> => {
  const all = await accessOf(tx, id, tenantLinksOf(plan))
  const found = all.find((each) => each.tenantLinkId === tenantLinkId)
  if (!found) throw new Missing('tenantLink')
  return found
}

/** Until the token is gone a credential may have to be replaced; before the approval nobody has a use for one. */
const whyNoAccess = ({ state, journey }: Case): 'notThisStepYet' | 'accessNotNeeded' | null => {
  if (hasWritten(state)) return 'accessNotNeeded'
  return journey.canVisit('access') ? null : 'notThisStepYet'
}
