import type { Transaction } from '#adapters/db.ts'
import { Missing } from '#domain/outcome.ts'
import { numberIn } from './queries.ts'

export type ComparedReading = {
  id: string
  sequence: number
  finishedAt: Date
  /** Shared in all, each counted once. */
  devices: number | null
  people: number | null
}

/** Two complete readings, the earlier as `from`. */
export type ComparedReadings = { from: ComparedReading; to: ComparedReading }

const mostOffered = 20

/**
 * A reading and the one to compare it with: the one asked for, or else the last complete one before it. `offered` are
 * the latest of those it may be compared with; `from` is null where there is none. Throws Missing where either is no
 * complete reading, or `from` is not the earlier one.
 */
export const comparedReadings = async (tx: Transaction, id: string, fromId: string | undefined) => {
  const to = await completeReading(tx, id)
  if (!to) throw new Missing('reading')
  const earlier = await tx.reading.findMany({
    where: { state: 'finished', sequence: { lt: to.sequence } },
    orderBy: { sequence: 'desc' },
    take: mostOffered,
    select,
  })
  const offered = earlier.flatMap((row) => comparedReading(row) ?? [])
  const from = fromId === undefined ? (offered[0] ?? null) : await completeReading(tx, fromId)
  if (fromId !== undefined && (!from || from.sequence >= to.sequence)) throw new Missing('reading')
  return { to, from, offered }
}

const select = { id: true, sequence: true, finishedAt: true, totals: true } as const

/** A complete reading by its id, with its numbers; null where there is none. */
export const completeReading = async (tx: Transaction, id: string): Promise<ComparedReading | null> => {
  const row = await tx.reading.findFirst({ where: { id, state: 'finished' }, select })
  return row && comparedReading(row)
}

const comparedReading = ({ finishedAt, totals, ...row }: ComparedRow): ComparedReading | null =>
  finishedAt && {
    ...row,
    finishedAt,
    devices: numberIn(totals, 'devices'),
    people: numberIn(totals, 'people'),
  }

type ComparedRow = { id: string; sequence: number; finishedAt: Date | null; totals: unknown }
