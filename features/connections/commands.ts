import { lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { TokenFile } from '#adapters/token-file/token-file.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { midnightOf, storedDay } from '#domain/day.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { isSame } from '#domain/same-connection.ts'
import { kindOf, type Service } from '#domain/service.ts'
import type { Origin } from '#domain/stated-connection.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { openFileRead } from './read-file.ts'
import type { ByHandInput, FromFileInput } from './schema.ts'
import { isOpen, type StatedConnection, statedAt } from './stated.ts'
import { lockedStated } from './stated-lock.ts'

type Said = {
  service: Service
  name: string
  appleId: string | null
  topic: string | null
  certificateSerial: string | null
  organisationName: string | null
  validFrom: Date | null
  expiresAt: Date | null
  origin: Origin
  fileKind: TokenFile['kind'] | null
}

type StateReason = 'alreadyStated' | 'membersOnly' | 'olderThanStated'

/** Records a connection from what a member knows of it. */
export const stateByHand = (
  actor: Actor,
  { service, name, appleId, topic, expiresOn }: ByHandInput,
): Promise<Outcome<{ id: string }, StateReason>> =>
  state(actor, {
    service,
    name,
    appleId,
    topic,
    certificateSerial: null,
    organisationName: null,
    validFrom: null,
    expiresAt: expiresOn === null ? null : midnightOf(expiresOn),
    origin: 'hand',
    fileKind: null,
  })

/** Records a connection with what its file told; a member adds what the file does not know. */
export const stateFromFile = async (
  actor: Actor,
  { read, name, appleId }: FromFileInput,
): Promise<Outcome<{ id: string }, StateReason | 'fileNotRead'>> => {
  demand(actor, 'connections:state')
  const file = await openFileRead(actor, read)
  if (!file) return refused('fileNotRead')
  const isPush = file.kind === 'pushCertificate'
  return state(actor, {
    service: isPush ? 'apns' : 'vpp',
    name,
    appleId,
    topic: isPush ? file.topic : null,
    certificateSerial: isPush ? file.certificateSerial : null,
    organisationName: isPush ? null : file.organisationName,
    validFrom: isPush ? new Date(file.validFrom) : null,
    expiresAt: new Date(file.expiresAt),
    origin: 'file',
    fileKind: file.kind,
  })
}

/**
 * A connection is stated once. A push certificate that was renewed keeps its topic: what was stated of it before is
 * withdrawn, because one topic is one connection.
 */
const state = async (actor: Actor, said: Said): Promise<Outcome<{ id: string }, StateReason>> => {
  demand(actor, 'connections:state')
  if (actor.kind !== 'member') return refused('membersOnly')
  const { organisationId } = actor
  return change<{ id: string }, StateReason>(actor, async ({ tx, record }) => {
    // Two who state the same at once would state it twice.
    await lockOrganisation(tx, organisationId)
    const open = (await statedAt(tx, new Date())).filter(isOpen)
    const renewed = open.find(({ topic }) => topic !== null && topic === said.topic)
    const isRepeated = (known: StatedConnection) =>
      known === renewed
        ? said.certificateSerial === null || said.certificateSerial === known.certificateSerial
        : kindOf(known.service) === kindOf(said.service) && isSame(known.name, said.name)
    const repeated = open.find(isRepeated)
    if (repeated) return refused('alreadyStated', { name: repeated.name, stated: repeated.id })
    if (renewed && isOlder(said, renewed)) return refused('olderThanStated', { name: renewed.name })
    if (renewed) await withdraw(tx, actor, record, renewed.id)
    const accountId = said.appleId === null ? null : await accountNamed(tx, organisationId, said.appleId)
    const { id } = await tx.statedConnection.create({
      data: { organisationId, statedBy: actor.name, accountId, ...said },
      select: { id: true },
    })
    record({
      kind: 'connection.stated',
      subject: { kind: 'statedConnection', id },
      ...toRecord(said, renewed?.id ?? null),
    })
    return done({ id })
  })
}

/** The account of an Apple ID, made where there is none yet; one that was deleted is another one's past. */
const accountNamed = async (tx: Transaction, organisationId: string, appleId: string): Promise<string> => {
  const [known] = await tx.$queryRaw<{ id: string }[]>`
    select id from account a where lower(apple_id) = lower(${appleId}::text) and not exists (select from account_deletion d
      where d.organisation_id = a.organisation_id and d.account_id = a.id)
    order by since desc limit 1`
  if (known) return known.id
  const made = await tx.account.create({
    data: { organisationId, appleId, since: 0, until: 0 },
    select: { id: true },
  })
  return made.id
}

/** A certificate of an earlier year renews nothing. */
const isOlder = ({ expiresAt }: Said, known: StatedConnection): boolean =>
  expiresAt !== null && known.expiry !== null && expiresAt < known.expiry.at

/** What an event tells of it, without what nobody knows; a name may be a person's. */
const toRecord = (said: Said, renews: string | null): Pick<AuditEntry, 'facts' | 'personal'> => {
  const { service, origin, fileKind, topic, certificateSerial, validFrom, expiresAt } = said
  const { name, appleId, organisationName } = said
  const expires = expiresAt && (origin === 'hand' ? storedDay(expiresAt) : expiresAt.toISOString())
  return {
    facts: known({
      ...{ service, origin, fileKind, topic, certificateSerial, expires, renews },
      validFrom: validFrom?.toISOString() ?? null,
    }),
    personal: known({ name, appleId, organisationName }),
  }
}

const known = (fields: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null))

/** Takes back what was stated. It stays readable, with who took it back. */
export const withdrawStated = (
  actor: Actor,
  { stated }: { stated: string },
): Promise<Outcome<null, 'alreadyWithdrawn'>> => {
  demand(actor, 'connections:state')
  return change<null, 'alreadyWithdrawn'>(actor, async ({ tx, record }) => {
    const { withdrawn } = await lockedStated(tx, actor, stated)
    if (withdrawn) return refused('alreadyWithdrawn')
    await withdraw(tx, actor, record, stated)
    return done(null)
  })
}

const withdraw = async (
  tx: Transaction,
  { organisationId, name }: Actor,
  record: Recorder,
  id: string,
): Promise<void> => {
  await tx.statedConnection.update({
    where: { organisationId_id: { organisationId, id } },
    data: { withdrawnBy: name, withdrawnAt: new Date() },
  })
  record({ kind: 'connection.statementWithdrawn', subject: { kind: 'statedConnection', id } })
}
