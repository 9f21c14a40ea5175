import { randomInt, randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { hashPassword } from '#adapters/passwords.ts'
import { done } from '#domain/outcome.ts'
import { type Role, roles } from '#domain/permission.ts'
import { found } from '#features/access/founding.ts'
import { terminalActor } from '#features/access/minting.ts'
import { stateCustody } from '#features/accounts/custody-commands.ts'
import { change } from '#features/audit/change.ts'
import { requestReading } from '#features/readings/commands.ts'
import { readClient, tenantDomain, tenantId } from '#sandbox/registrations.ts'
import { makeAccount, makeMember, makeTenantLink } from './factories.ts'
import { owner } from './owner.ts'

/** Fictional, each in one role. */
const people: Record<Role, { name: string; login: string }> = {
  owner: { name: 'Astrid Lindegaard', login: 'astrid@lindegaard.example' },
  admin: { name: 'Jonas Bruun', login: 'jonas@lindegaard.example' },
  privacyOfficer: { name: 'Mette Holm', login: 'mette@lindegaard.example' },
  decider: { name: 'Søren Kjær', login: 'soren@lindegaard.example' },
  auditor: { name: 'Camille Garnier', login: 'camille@lindegaard.example' },
}

/** An auditor is let in until a set day. */
const auditorStaysMs = 180 * 86_400_000

export type SignIn = { role: Role; name: string; login: string; password: string }

/**
 * The demonstration: Lindegaard Group, one member in each role, a link to the sandbox tenant and a first reading
 * asked for. Every part is made once; an interrupted seed goes on where it stopped. The members share one password,
 * kept in the data folder's `demo.json`; without that file they get a new one.
 */
export const seed = async (dataDir: string): Promise<SignIn[]> => {
  const { password, isNew } = await demoPassword(join(dataDir, 'demo.json'))
  const organisationId = await ensureOrganisation()
  await ensureMembers(organisationId, password, isNew)
  await ensureCustody(organisationId)
  await ensureReading(organisationId)
  return roles.map((role) => ({ role, ...people[role], password }))
}

const ensureOrganisation = async (): Promise<string> => {
  const known = await owner().organisation.findFirst({ where: { isDemo: true }, select: { id: true } })
  if (known) return known.id
  const id = randomUUID()
  await change(terminalActor('Pomona', id), async ({ tx, record }) => {
    const place = { country: 'DK', timeZone: 'Europe/Copenhagen' }
    await found(tx, record, id, { name: 'Lindegaard Group', language: 'en', ...place })
    const details = { controllerName: 'Lindegaard Group A/S', address: 'Havnegade 1, 1058 København K' }
    await tx.organisation.update({ where: { id }, data: { isDemo: true, ...details } })
    return done(null)
  })
  return id
}

const ensureMembers = async (organisationId: string, password: string, isNew: boolean): Promise<void> => {
  const logins = roles.map((role) => people[role].login)
  const known = await owner().member.findMany({ where: { login: { in: logins } }, select: { login: true } })
  const missing = roles.filter((role) => !known.some(({ login }) => login === people[role].login))
  if (!isNew && missing.length === 0) return
  const passwordHash = await hashPassword(password)
  for (const role of missing) {
    const endsAt = role === 'auditor' ? new Date(Date.now() + auditorStaysMs) : undefined
    await makeMember(organisationId, role, { ...people[role], endsAt, passwordHash })
  }
  if (!isNew) return
  await owner().memberPassword.updateMany({
    where: { member: { login: { in: logins } } },
    data: { hash: passwordHash, failures: 0, lockedUntil: null },
  })
}

/** What is stated of one account, known before the first reading names it: who keeps it, and that nobody else can. */
const ensureCustody = async (organisationId: string): Promise<void> => {
  if ((await owner().account.count({ where: { organisationId } })) > 0) return
  const { id } = await makeAccount(organisationId, { appleId: 'apps@lindegaard.example' })
  await stateCustody(terminalActor(people.admin.name, organisationId), {
    account: id,
    version: 0,
    mailbox: 'apps@lindegaard.example',
    phone: '+45 55 55 01 42',
    holder: people.admin.name,
    secondHolder: null,
    note: 'The password is in the safe of the service desk.',
  })
}

const ensureReading = async (organisationId: string): Promise<void> => {
  const actor = terminalActor('Pomona', organisationId)
  if ((await owner().tenantLink.count({ where: { organisationId } })) === 0) {
    const link = await makeTenantLink(organisationId, {
      name: 'Lindegaard',
      tenant: tenantDomain,
      tenantId,
      client: readClient.clientId,
      secret: readClient.secret,
      permissions: [...readClient.roles],
      createdBy: people.admin.name,
    })
    await change(actor, async ({ record }) => {
      record({ kind: 'tenantLink.connected', subject: { kind: 'tenantLink', id: link.id } })
      return done(null)
    })
  }
  if ((await owner().reading.count({ where: { organisationId } })) === 0) await requestReading(actor)
}

const demoShape = z.object({ password: z.string().min(12) })

const demoPassword = async (file: string): Promise<{ password: string; isNew: boolean }> => {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return { ...demoShape.parse(JSON.parse(text)), isNew: false }
  const password = Array.from({ length: 5 }, word).join('-')
  const signIns = roles.map((role) => ({ role, ...people[role] }))
  await writeFile(file, `${JSON.stringify({ password, signIns }, null, 2)}\n`, { mode: 0o600 })
  return { password, isNew: true }
}

/** Two syllables, easy to read out and to type: five words hold 61 bits. */
const word = (): string => `${syllable()}${syllable()}`
const syllable = (): string => pick('bdfghklmnprstv') + pick('aeiou')
const pick = (letters: string): string => letters.charAt(randomInt(letters.length))
