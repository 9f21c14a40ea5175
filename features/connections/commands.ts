import type { Transaction } from '#adapters/db.ts'
import type { TokenFile } from '#adapters/token-file/token-file.ts'
import type { Actor } from '#domain/actor.ts'
import { midnightOf } from '#domain/day.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { isSame, sameConnection } from '#domain/same-connection.ts'
import { kindOf, type Service } from '#domain/service.ts'
import type { Origin } from '#domain/stated-connection.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { openFileRead } from './read-file.ts'
import type { ByHandInput, FromFileInput } from './schema.ts'
import { foundTraits, isOpen, type StatedConnection, statedAt, traitsOf } from './stated.ts'

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

type StateReason = 'alreadyStated' | 'membersOnly'

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
  const opened = await openFileRead(actor, read)
  if (!opened) return refused('fileNotRead')
  const { file } = opened
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
    await inTurn(tx, organisationId)
    const open = (await statedAt(tx, new Date())).filter(isOpen)
    const renewed = open.find(({ topic }) => topic !== null && topic === said.topic)
    const isRepeated = (known: StatedConnection) =>
      known === renewed
        ? said.certificateSerial === null || said.certificateSerial === known.certificateSerial
        : kindOf(known.service) === kindOf(said.service) && isSame(known.name, said.name)
    const repeated = open.find(isRepeated)
    if (repeated) return refused('alreadyStated', { name: repeated.name, stated: repeated.id })
    if (renewed) await withdraw(tx, actor, record, renewed.id)
    const { appleId, name, organisationName, validFrom, expiresAt, ...facts } = said
    const { id } = await tx.statedConnection.create({
      data: { organisationId, statedBy: actor.name, ...said },
      select: { id: true },
    })
    record({
      kind: 'connection.stated',
      subject: { kind: 'statedConnection', id },
      facts: {
        ...facts,
        validFrom: validFrom?.toISOString() ?? null,
        expires: expiresAt?.toISOString() ?? null,
        renews: renewed?.id ?? null,
      },
      personal: { name, ...(appleId && { appleId }), ...(organisationName && { organisationName }) },
    })
    return done({ id })
  })
}

/** Two who state the same at once would state it twice: the organisation's row makes them queue. */
const inTurn = (tx: Transaction, organisationId: string): Promise<unknown> =>
  tx.$queryRaw`select id from organisation where id = ${organisationId}::uuid for update`

/** Takes back what was stated. It stays readable, with who took it back. */
export const withdrawStated = (
  actor: Actor,
  { stated }: { stated: string },
): Promise<Outcome<null, 'alreadyWithdrawn'>> => {
  demand(actor, 'connections:state')
  return change<null, 'alreadyWithdrawn'>(actor, async ({ tx, record }) => {
    const { withdrawn } = await locked(tx, actor, stated)
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

type JoinReason = 'alreadyWithdrawn' | 'alreadyJoined' | 'notSameConnection'

/** Joins what a member stated to the connection that a reading found, where a rule holds the two to be the same. */
export const joinStated = (
  actor: Actor,
  { stated, connection }: { stated: string; connection: string },
): Promise<Outcome<null, JoinReason>> => {
  demand(actor, 'connections:state')
  const { organisationId } = actor
  return change<null, JoinReason>(actor, async ({ tx, record }) => {
    const known = await locked(tx, actor, stated)
    if (known.withdrawn) return refused('alreadyWithdrawn')
    if (known.joined) return refused('alreadyJoined')
    const [found] = await foundTraits(tx, { id: connection })
    if (!found) throw new Missing('connection')
    const ground = sameConnection(traitsOf(known), found.traits)
    if (!ground) return refused('notSameConnection')
    await tx.statedConnection.update({
      where: { organisationId_id: { organisationId, id: stated } },
      data: { joinedTo: connection, joinedBy: actor.name, joinedAt: new Date() },
    })
    const facts = { connectionId: connection, ground }
    record({ kind: 'connection.joined', subject: { kind: 'statedConnection', id: stated }, facts })
    return done(null)
  })
}

/** Undoes a joining: the two are told apart again. */
export const unjoinStated = (
  actor: Actor,
  { stated }: { stated: string },
): Promise<Outcome<null, 'notJoined'>> => {
  demand(actor, 'connections:state')
  const { organisationId } = actor
  return change<null, 'notJoined'>(actor, async ({ tx, record }) => {
    const { joined } = await locked(tx, actor, stated)
    if (!joined) return refused('notJoined')
    await tx.statedConnection.update({
      where: { organisationId_id: { organisationId, id: stated } },
      data: { joinedTo: null, joinedBy: null, joinedAt: null },
    })
    const facts = { connectionId: joined.connectionId }
    record({ kind: 'connection.unjoined', subject: { kind: 'statedConnection', id: stated }, facts })
    return done(null)
  })
}

/** One stated connection, which nobody else changes until this is over. Throws Missing. */
const locked = async (tx: Transaction, actor: Actor, id: string): Promise<StatedConnection> => {
  await inTurn(tx, actor.organisationId)
  const [stated] = await statedAt(tx, new Date(), { ids: [id] })
  if (!stated) throw new Missing('stated connection')
  return stated
}
