import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Span } from '#domain/difference.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { type ComparedReadings, comparedReadings } from './compared-readings.ts'
import { type ShareTable, shareTables } from './moved-shares.ts'

export type Way = 'appeared' | 'vanished'
/** Where a list goes on: behind this reading's sequence and this id. */
export type Cursor = { sequence: number; id: string }

export type MovedDevice = { id: string; serial: string | null; name: string | null }
export type MovedPerson = { id: string; upn: string | null; name: string | null }
/** Whose a device was at the earlier reading and whose at the later one. */
export type HandedOver = MovedDevice & { before: string; after: string }

export type MovedPage<Row> = ComparedReadings & { rows: Row[]; next: Cursor | null }

type Asked = { id: string; from: string | undefined; after: Cursor | null; most: number }
type AskedShares = Asked & { connectionId: string; way: Way }

/** A page looks at no more rows than this, and may then end early: what came and went in between is not listed. */
const mostLookedAt = 5000

/** Devices that a connection began or ceased to share between two readings. Throws Missing. */
export const movedDevices = (
  actor: Actor,
  asked: AskedShares,
): Promise<MovedPage<MovedDevice> & { connection: string }> => {
  demand(actor, 'readings:read')
  demand(actor, 'devices:read')
  return movedSubjects(actor, asked, shareTables.devices, async (tx, ids) =>
    tx.device.findMany({ where: { id: { in: ids } }, select: { id: true, serial: true, name: true } }),
  )
}

/** People whom a connection began or ceased to share between two readings. Throws Missing. */
export const movedPeople = (
  actor: Actor,
  asked: AskedShares,
): Promise<MovedPage<MovedPerson> & { connection: string }> => {
  demand(actor, 'readings:read')
  demand(actor, 'people:read')
  return movedSubjects(actor, asked, shareTables.people, async (tx, ids) =>
    tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, upn: true, name: true } }),
  )
}

/** Devices that had another person at the later reading than at the earlier one. Throws Missing. */
export const handedOver = (actor: Actor, asked: Asked): Promise<MovedPage<HandedOver>> => {
  demand(actor, 'readings:read')
  demand(actor, 'people:read')
  const { organisationId } = actor
  return between(actor, asked, async (tx, span) => {
    const after = asked.after ?? beginning
    const rows = await tx.$queryRaw<(Candidate & { then: string; now: string | null })[]>`
      select u.device_id as id, u.until as sequence, u.person_id as then, coalesce(
        (select v.person_id from device_past_user v where v.organisation_id = u.organisation_id
          and v.device_id = u.device_id and v.since <= ${span.to}::int and v.until > ${span.to}::int),
        (select d.person_id from device d where d.organisation_id = u.organisation_id and d.id = u.device_id
          and d.person_since <= ${span.to}::int)) as now, true as "isNet"
      from device_past_user u where u.organisation_id = ${organisationId}::uuid and u.until > ${span.from}::int
        and u.until <= ${span.to}::int and u.since <= ${span.from}::int
        and (u.until, u.device_id) > (${after.sequence}::int, ${after.id}::uuid)
      order by u.until, u.device_id limit ${mostLookedAt}::int`
    const judged = rows.map((row) => ({ ...row, isNet: row.now !== null && row.now !== row.then }))
    const { shown, next } = pageOf(judged, asked.most)
    const devices = await tx.device.findMany({
      where: { id: { in: shown.map(({ id }) => id) } },
      select: { id: true, serial: true, name: true },
    })
    const people = await tx.person.findMany({
      where: { id: { in: shown.flatMap(({ then, now }) => [then, now ?? then]) } },
      select: { id: true, upn: true, name: true },
    })
    const deviceOf = new Map(devices.map((device) => [device.id, device]))
    const personOf = new Map(people.map(({ id, upn, name }) => [id, upn ?? name ?? id]))
    const listed = shown.flatMap(({ id, then, now }) => {
      const device = deviceOf.get(id)
      const [before, later] = [personOf.get(then), personOf.get(now ?? then)]
      return device && before !== undefined && later !== undefined
        ? [{ ...device, before, after: later }]
        : []
    })
    return { rows: listed, next }
  })
}

type Candidate = { id: string; sequence: number; isNet: boolean }

const beginning: Cursor = { sequence: 0, id: '00000000-0000-0000-0000-000000000000' }

const between = <Found>(
  { organisationId }: Actor,
  { id, from: fromId }: Asked,
  find: (tx: Transaction, span: Span) => Promise<Found>,
): Promise<ComparedReadings & Found> =>
  inOrganisation(organisationId, async (tx) => {
    const { from, to } = await comparedReadings(tx, id, fromId)
    if (!from) throw new Missing('reading')
    return { from, to, ...(await find(tx, { from: from.sequence, to: to.sequence })) }
  })

const movedSubjects = <Row extends { id: string }>(
  actor: Actor,
  asked: AskedShares,
  table: ShareTable,
  load: (tx: Transaction, ids: string[]) => Promise<Row[]>,
) =>
  between(actor, asked, async (tx, span) => {
    const connection = await tx.connection.findFirst({
      where: { id: asked.connectionId },
      select: { name: true },
    })
    if (!connection) throw new Missing('connection')
    const stays = await staysOf(tx, asked.connectionId)
    const look = asked.way === 'appeared' ? opened : closed
    const candidates = await look(tx, actor.organisationId, { ...asked, stays }, span, table)
    const { shown, next } = pageOf(candidates, asked.most)
    const found = await load(
      tx,
      shown.map(({ id }) => id),
    )
    const of = new Map(found.map((row) => [row.id, row]))
    return { connection: connection.name, rows: shown.flatMap(({ id }) => of.get(id) ?? []), next }
  })

/** All stays of the same thing in Intune: what it shared before it was gone and shares again has not come. */
const staysOf = async (tx: Transaction, id: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select other.id from connection c join connection other on other.organisation_id = c.organisation_id
      and other.tenant_link_id = c.tenant_link_id and other.service = c.service
      and lower(other.external_id) = lower(c.external_id)
    where c.id = ${id}::uuid`
  return rows.map((row) => row.id)
}

type LookedAt = AskedShares & { stays: string[] }

const opened = (
  tx: Transaction,
  organisationId: string,
  { connectionId, stays, after }: LookedAt,
  { from, to }: Span,
  { table, subject }: ShareTable,
): Promise<Candidate[]> => {
  const { sequence, id } = after ?? beginning
  return tx.$queryRaw<Candidate[]>`
    select s.${subject} as id, s.since as sequence, (s.until is null or s.until > ${to}::int) and not exists (
      select from ${table} o where o.organisation_id = s.organisation_id and o.connection_id = any(${stays}::uuid[])
        and o.${subject} = s.${subject} and o.since <= ${from}::int
        and (o.until is null or o.until > ${from}::int)) as "isNet"
    from ${table} s where s.organisation_id = ${organisationId}::uuid and s.connection_id = ${connectionId}::uuid
      and s.since > 1 and s.since > ${from}::int and s.since <= ${to}::int
      and (s.since, s.${subject}) > (${sequence}::int, ${id}::uuid)
    order by s.since, s.${subject} limit ${mostLookedAt}::int`
}

const closed = (
  tx: Transaction,
  organisationId: string,
  { connectionId, stays, after }: LookedAt,
  { from, to }: Span,
  { table, subject }: ShareTable,
): Promise<Candidate[]> => {
  const { sequence, id } = after ?? beginning
  return tx.$queryRaw<Candidate[]>`
    select s.${subject} as id, s.until as sequence, s.since <= ${from}::int and not exists (
      select from ${table} o where o.organisation_id = s.organisation_id and o.connection_id = any(${stays}::uuid[])
        and o.${subject} = s.${subject} and o.since <= ${to}::int
        and (o.until is null or o.until > ${to}::int)) as "isNet"
    from ${table} s where s.organisation_id = ${organisationId}::uuid and s.connection_id = ${connectionId}::uuid
      and s.until > ${from}::int and s.until <= ${to}::int
      and (s.until, s.${subject}) > (${sequence}::int, ${id}::uuid)
    order by s.until, s.${subject} limit ${mostLookedAt}::int`
}

/** The first of the candidates that count, and where to go on: behind the last one shown or looked at. */
const pageOf = <Row extends Candidate>(
  candidates: readonly Row[],
  most: number,
): { shown: Row[]; next: Cursor | null } => {
  const net = candidates.filter(({ isNet }) => isNet)
  const shown = net.slice(0, most)
  const last = net.length > most ? shown.at(-1) : candidates[mostLookedAt - 1]
  return { shown, next: last ? { sequence: last.sequence, id: last.id } : null }
}
