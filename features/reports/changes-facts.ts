import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Source } from '#domain/grade.ts'
import type { DifferenceFacts, ReportedChanges, ReportedStanding } from '#domain/report/changes-facts.ts'
import { type Service, services } from '#domain/service.ts'
import { connectionList } from '#features/connections/list-connections.ts'
import { licencesUnlisted, unlistedLicencesAt } from '#features/connections/unlisted-licences.ts'
import { type InventoryService, inventoryBeside } from '#features/inventory/queries.ts'
import { completeReading } from '#features/readings/compared-readings.ts'
import { differenceBetween } from '#features/readings/difference.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'
import { type Deletion, disclosedState, statedDeletions } from './disclosed-ends.ts'
import { isSome } from './narrowed.ts'
import { type Composing, headOf, reportedHead, reportedOrganisation, reportedReading } from './report-head.ts'
import { mostCompared, type Turned, turnedStates } from './turned-states.ts'

/** Two moments, the earlier first. */
export type Period = { from: Date; to: Date }

/** What changed between two moments, as one report. It can be approved where a reading speaks of both. */
export const gatherDifferenceFacts = async (
  tx: Transaction,
  actor: Actor,
  { period, services: chosen }: { period: Period; services: readonly Service[] },
  composing: Composing,
): Promise<DifferenceFacts> => {
  const changes = await changesBetween(tx, actor, period, chosen)
  return {
    kind: 'difference',
    ...headOf(actor, composing),
    isComplete: changes.from.reading !== null,
    organisation: await reportedOrganisation(tx),
    reading: changes.to.reading,
    ...(isSome(chosen) && { chosen }),
    changes,
    auditHead: await reportedHead(tx),
  }
}

/** What stood otherwise at the later moment than at the earlier one, of all services or of those named. */
export const changesBetween = async (
  tx: Transaction,
  { organisationId }: Actor,
  { from, to }: Period,
  chosen: readonly Service[],
): Promise<ReportedChanges> => {
  const before = await readingInForce(tx, from)
  const after = await readingInForce(tx, to)
  const isMeant = ({ service }: { service: Service }) => chosen.length === 0 || chosen.includes(service)
  const then = await standingsAt(tx, from, before)
  const now = await standingsAt(tx, to, after)
  const turned =
    before && after
      ? (await turnedStates(tx, { at: from, reading: before }, { at: to, reading: after })).filter(isMeant)
      : []
  return {
    from: { at: from.toISOString(), reading: reportedReading(before) },
    to: { at: to.toISOString(), reading: reportedReading(after) },
    services: services
      .map((service) => ({ service }))
      .filter(isMeant)
      .flatMap(({ service }) => {
        const [was, is] = [then.get(service), now.get(service)]
        return was && is ? [{ service, before: was, after: is }] : []
      }),
    ...(await differences(
      tx,
      organisationId,
      { before, after },
      { isMeant, isNarrowed: isSome(chosen) },
      turned,
    )),
  }
}

/** How each service stood at a moment, whom it concerned, and how both are known. */
const standingsAt = async (
  tx: Transaction,
  at: Date,
  reading: CompleteReading | null,
): Promise<ReadonlyMap<Service, ReportedStanding>> => {
  const { inventory } = await inventoryBeside(tx, 'en', at)
  const deletions = await statedDeletions(tx, at)
  const standings = new Map<Service, ReportedStanding>()
  for (const { service, state, population } of inventory.services) {
    const { devices, people } = population.value
    standings.set(service, {
      state,
      stateSource: await stateSource(tx, { service, state }, { at, reading, deletions }),
      devices: { value: devices, source: population.source },
      people: { value: people, source: population.source },
    })
  }
  return standings
}

type Known = { at: Date; reading: CompleteReading | null; deletions: readonly Deletion[] }

/** What has ended is known as the first of its connections that stands so: where an account was deleted, on a member's word. */
const stateSource = async (
  tx: Transaction,
  { service, state }: Pick<InventoryService, 'service' | 'state'>,
  { at, reading, deletions }: Known,
): Promise<Source> => {
  const observed = observedBy(reading)
  if (state === 'none' || state === 'sharing') return observed
  const moment = { at, sequence: reading?.sequence ?? 0 }
  const { connections } = await connectionList(tx, moment, { service, standing: state }, { most: 1 })
  const [first] = connections
  return first ? disclosedState(first, observed, reading, deletions).source : observed
}

type Differences = Omit<ReportedChanges, 'from' | 'to' | 'services'>

const noAccounts = { appeared: [], vanished: [], missing: [] }
const nothingOf: Differences = {
  connections: [],
  attachments: [],
  isCut: false,
  shares: [],
  handedOver: 0,
}

const differences = async (
  tx: Transaction,
  organisationId: string,
  { before, after }: { before: CompleteReading | null; after: CompleteReading | null },
  { isMeant, isNarrowed }: { isMeant: (of: { service: Service }) => boolean; isNarrowed: boolean },
  turned: readonly Turned[],
): Promise<Differences> => {
  const nothing = isNarrowed ? nothingOf : { ...nothingOf, accounts: noAccounts }
  const from = before && (await completeReading(tx, before.id))
  const to = after && (await completeReading(tx, after.id))
  if (!from || !to || from.id === to.id) return { ...nothing, connections: withTurned([], turned) }
  const all = { page: 1, perPage: mostCompared }
  const found = await differenceBetween(tx, organisationId, { from, to }, all)
  const [then, now] = [await unlistedLicencesAt(tx, from.sequence), await unlistedLicencesAt(tx, to.sequence)]
  const isWhole = ({ id }: { id: string }) => !then.has(id) && !now.has(id)
  return {
    connections: withTurned(
      found.connections
        .filter(({ connection }) => isMeant(connection))
        .map(({ connection: { id, name, service }, change, facts }) => ({
          ...{ id, name, service, change, facts },
        })),
      turned,
    ),
    ...(isNarrowed ? {} : { accounts: found.accounts }),
    attachments: found.attachments
      .filter(({ service }) => service === null || isMeant({ service }))
      .map(({ kind, name, of, change, fields: facts }) => ({ ...{ kind, name, of, change, facts } })),
    isCut: found.isCut || found.pages > 1,
    shares: found.shares
      .filter(({ connection }) => isMeant(connection))
      .map(({ connection, devices, people }) => ({
        ...{ name: connection.name, service: connection.service, devices, people },
        ...(!isWhole(connection) && { source: licencesUnlisted }),
      })),
    handedOver: found.handedOver,
  }
}

type Change = ReportedChanges['connections'][number]

/** How a connection stands now, after whatever else changed of it. */
const withTurned = (changes: readonly (Change & { id: string })[], turned: readonly Turned[]): Change[] => [
  ...changes.map(({ id, facts, ...change }) => ({
    ...change,
    facts: [...facts, ...turned.filter((each) => each.id === id).map(({ fact }) => fact)],
  })),
  ...turned
    .filter(({ id }) => changes.every((change) => change.id !== id))
    .map(({ name, service, fact }) => ({ name, service, change: 'changed' as const, facts: [fact] })),
]
