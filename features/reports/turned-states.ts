import type { Transaction } from '#adapters/db.ts'
import type { ChangedFact } from '#domain/report/changes-facts.ts'
import type { DisclosedConnection } from '#domain/report/disclosure-facts.ts'
import type { Service } from '#domain/service.ts'
import { connectionList } from '#features/connections/list-connections.ts'
import { type CompleteReading, observedBy } from '#features/readings/queries.ts'
import { disclosedState, statedDeletions } from './disclosed-ends.ts'

/** More connections than any report lists; each is looked at once. */
export const mostCompared = 5_000

type End = { at: Date; reading: CompleteReading }
export type Turned = { id: string; name: string; service: Service; fact: ChangedFact }

/**
 * The connections known at both moments that stand otherwise at the later one. A token expires, and the end of its account
 * is stated or decided, without a reading in between.
 */
export const turnedStates = async (tx: Transaction, from: End, to: End): Promise<Turned[]> => {
  const then = new Map((await statesAt(tx, from)).map((each) => [each.id, each]))
  return (await statesAt(tx, to)).flatMap(({ id, name, service, state }): Turned[] => {
    const before = then.get(id)?.state.value
    if (before === undefined || before === state.value) return []
    return [
      { id, name, service, fact: { key: 'standing', before, after: state.value, source: state.source } },
    ]
  })
}

type Stood = { id: string; name: string; service: Service; state: DisclosedConnection['state'] }

const statesAt = async (tx: Transaction, { at, reading }: End): Promise<Stood[]> => {
  const moment = { at, sequence: reading.sequence }
  const { connections } = await connectionList(tx, moment, {}, { most: mostCompared })
  const deletions = await statedDeletions(tx, at)
  return connections.map((connection) => ({
    ...{ id: connection.id, name: connection.name, service: connection.service },
    state: disclosedState(connection, observedBy(reading), reading, deletions),
  }))
}
