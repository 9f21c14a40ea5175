import { inOrganisation, sqlPart, type Transaction } from '#adapters/db.ts'
import { type Actor, can } from '#domain/actor.ts'
import { bestMatches } from '#domain/match.ts'
import type { Service } from '#domain/service.ts'
import { openAt } from '#features/connections/list-stated.ts'
import { first, soughtDevices } from '#features/devices/list-devices.ts'
import { connectedBy } from '#features/devices/shared-fields.ts'
import { soughtPeople } from '#features/people/list-people.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { type FieldFound, fieldsFound } from './fields-found.ts'

export type Found = {
  people: { id: string; name: string | null; upn: string | null }[]
  devices: { id: string; serial: string | null; name: string | null; model: string | null }[]
  accounts: { id: string; appleId: string }[]
  /** Those that readings found, and those that a member stated. */
  connections: { id: string; name: string; service: Service; isStated: boolean }[]
  fields: FieldFound[]
  /** Of which kinds there is more than is told. */
  more: Listed[]
}
const listed = ['people', 'devices', 'accounts', 'connections'] as const
type Listed = (typeof listed)[number]

/** Shorter texts find half of everything. */
export const leastSought = 2
export const mostInGroup = 5

/** Looked at to find the best few of them: an index answers in an order of its own. */
const candidates = 25

const nothing: Found = { people: [], devices: [], accounts: [], connections: [], fields: [], more: [] }

/**
 * What a few letters may mean, of each kind the best few that the actor may see, as known at a moment (now, unless `asOf`
 * names a past one). People and devices come from the indexes behind their lists, so their number does not matter.
 */
export const search = (
  actor: Actor,
  text: string,
  { asOf = new Date() }: { asOf?: Date } = {},
): Promise<Found> => {
  const sought = text.trim()
  if (sought.length < leastSought) return Promise.resolve(nothing)
  return inOrganisation(actor.organisationId, async (tx) => {
    const reading = await readingInForce(tx, asOf)
    const at = { sought, asOf, sequence: reading?.sequence ?? 0 }
    const people = can(actor, 'people:read') ? await peopleFound(tx, at) : []
    const devices = can(actor, 'devices:read') ? await devicesFound(tx, at) : []
    const accounts = can(actor, 'accounts:read') ? await accountsFound(tx, at) : []
    const connections = can(actor, 'connections:read') ? await connectionsFound(tx, at) : []
    const connected = can(actor, 'inventory:read') ? await connectedBy(tx, at.sequence) : null
    const found = { people, devices, accounts, connections }
    return {
      people: people.slice(0, mostInGroup),
      devices: devices.slice(0, mostInGroup),
      accounts: accounts.slice(0, mostInGroup),
      connections: connections.slice(0, mostInGroup),
      fields: connected ? fieldsFound(sought, connected, mostInGroup) : [],
      more: listed.filter((kind) => found[kind].length > mostInGroup),
    }
  })
}

type At = { sought: string; asOf: Date; sequence: number }

const peopleFound = async (tx: Transaction, { sought, sequence }: At): Promise<Found['people']> => {
  const rows = await tx.person.findMany({
    where: await soughtPeople(tx, {
      text: sought,
      sequence,
      after: first,
      most: candidates,
      isExactFirst: true,
    }),
    select: { id: true, name: true, upn: true },
  })
  const local = (upn: string | null) => upn?.split('@')[0] ?? null
  return bestFirst(sought, rows, ({ name, upn }) => [name, upn, local(upn)])
}

const devicesFound = async (tx: Transaction, { sought, sequence }: At): Promise<Found['devices']> => {
  const rows = await tx.device.findMany({
    where: await soughtDevices(tx, {
      text: sought,
      sequence,
      after: first,
      most: candidates,
      isExactFirst: true,
    }),
    select: { id: true, serial: true, name: true, model: true, intuneId: true },
  })
  return bestFirst(sought, rows, ({ serial, name, intuneId }) => [serial, name, intuneId]).map(
    ({ intuneId: _, ...device }) => device,
  )
}

/** What is called exactly so, then what begins so, then by the alphabet: what is left out is the least like it. */
const exactFirst = (column: 'apple_id' | 'name', sought: string) => {
  const text = column === 'name' ? sqlPart`lower(name)` : sqlPart`lower(apple_id)`
  return sqlPart`${text} <> lower(${sought}::text), not starts_with(${text}, lower(${sought}::text)), ${text}`
}

/** Of accounts and connections there are thousands at most. */
const accountsFound = async (tx: Transaction, { sought, asOf, sequence }: At): Promise<Found['accounts']> => {
  const rows = await tx.$queryRaw<Found['accounts']>`
    select id, apple_id as "appleId" from account
    where strpos(lower(apple_id), lower(${sought}::text)) > 0 and (0 < since and since <= ${sequence}::int
      or exists (select from stated_connection s
        where s.organisation_id = account.organisation_id and s.account_id = account.id and ${openAt(asOf)}))
    order by ${exactFirst('apple_id', sought)}, id limit ${candidates}::int`
  return bestFirst(sought, rows, ({ appleId }) => [appleId])
}

/** Of the stays of one token, the latest known then; and what a member stated and no reading has found yet. */
const connectionsFound = async (
  tx: Transaction,
  { sought, asOf, sequence }: At,
): Promise<Found['connections']> => {
  const rows = await tx.$queryRaw<Found['connections']>`
    select id, name, service, "isStated" from (
      (select distinct on (tenant_link_id, lower(external_id)) id, name, service, false as "isStated" from connection
      where since <= ${sequence}::int and strpos(lower(name), lower(${sought}::text)) > 0
      order by tenant_link_id, lower(external_id), since desc)
      union all
      select id, name, service, true from stated_connection s
      where ${openAt(asOf)} and strpos(lower(name), lower(${sought}::text)) > 0) as known
    order by ${exactFirst('name', sought)}, id limit ${candidates}::int`
  return bestFirst(sought, rows, ({ name }) => [name])
}

/** What an index found stays found, in whatever way it matched. */
const bestFirst = <One>(
  sought: string,
  rows: readonly One[],
  textsOf: (one: One) => readonly (string | null)[],
): One[] => {
  const best = bestMatches(sought, rows, textsOf, rows.length)
  return [...new Set([...best, ...rows])]
}
