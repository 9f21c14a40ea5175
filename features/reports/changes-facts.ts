import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { DifferenceFacts, ReportedChanges } from '#domain/report/changes-facts.ts'
import type { Service } from '#domain/service.ts'
import { type InventoryService, inventoryBeside } from '#features/inventory/queries.ts'
import { completeReading } from '#features/readings/compared-readings.ts'
import { differenceBetween } from '#features/readings/difference.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { isSome } from './narrowed.ts'
import { type Composing, headOf, reportedHead, reportedOrganisation, reportedReading } from './report-head.ts'

/** Two moments, the earlier first. */
export type Period = { from: Date; to: Date }

/** More connections than any report lists; each is looked at once. */
const mostCompared = 5_000

/** What changed between two moments, as one report. It can be approved where a reading speaks of both. */
export const gatherDifferenceFacts = async (
  tx: Transaction,
  actor: Actor,
  { period, services }: { period: Period; services: readonly Service[] },
  composing: Composing,
): Promise<DifferenceFacts> => {
  const changes = await changesBetween(tx, actor, period, services)
  return {
    kind: 'difference',
    ...headOf(actor, composing),
    isComplete: changes.from.reading !== null,
    organisation: await reportedOrganisation(tx),
    reading: changes.to.reading,
    ...(isSome(services) && { chosen: services }),
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
  const then = (await inventoryBeside(tx, 'en', from)).inventory.services
  const now = (await inventoryBeside(tx, 'en', to)).inventory.services
  return {
    from: { at: from.toISOString(), reading: reportedReading(before) },
    to: { at: to.toISOString(), reading: reportedReading(after) },
    services: now.filter(isMeant).flatMap((service) => {
      const earlier = then.find((each) => each.service === service.service)
      return earlier
        ? [{ service: service.service, before: standingOf(earlier), after: standingOf(service) }]
        : []
    }),
    ...(await differences(tx, organisationId, { before, after }, isMeant)),
  }
}

const standingOf = ({ state, population: { value, source } }: InventoryService) => ({
  state,
  devices: { value: value.devices, source },
  people: { value: value.people, source },
})

type Differences = Omit<ReportedChanges, 'from' | 'to' | 'services'>

const nothing: Differences = {
  connections: [],
  accounts: { appeared: [], vanished: [], missing: [] },
  attachments: [],
  isCut: false,
  shares: [],
  handedOver: 0,
}

const differences = async (
  tx: Transaction,
  organisationId: string,
  { before, after }: { before: CompleteReading | null; after: CompleteReading | null },
  isMeant: (of: { service: Service }) => boolean,
): Promise<Differences> => {
  const from = before && (await completeReading(tx, before.id))
  const to = after && (await completeReading(tx, after.id))
  if (!from || !to || from.id === to.id) return nothing
  const all = { page: 1, perPage: mostCompared }
  const found = await differenceBetween(tx, organisationId, { from, to }, all)
  return {
    connections: found.connections
      .filter(({ connection }) => isMeant(connection))
      .map(({ connection: { name, service }, change, facts }) => ({ name, service, change, facts })),
    accounts: found.accounts,
    attachments: found.attachments.map(({ kind, name, of, change, fields: facts }) => ({
      ...{ kind, name, of, change, facts },
    })),
    isCut: found.isCut || found.pages > 1,
    shares: found.shares
      .filter(({ connection }) => isMeant(connection))
      .map(({ connection: { name, service }, devices, people }) => ({ name, service, devices, people })),
    handedOver: found.handedOver,
  }
}
