import type { Transaction } from '#adapters/db.ts'
import { storedDay } from '#domain/day.ts'
import { decisions, legalBases, necessities, type ReviewVersion } from '#domain/review.ts'
import { fieldKey } from '#features/inventory/inventory-rows.ts'

type Row = Awaited<ReturnType<Transaction['elementReview']['findMany']>>[number]

const number = (value: bigint | null) => (value === null ? null : Number(value))
const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text)

/** A stored row as it stood at a moment: a decision taken later is none yet. */
const versionOf = (row: Row, at: Date): ReviewVersion => {
  const { basisNote, retention, note, dpia, edition, decidedAt } = row
  const decision = oneOf(decisions, row.decision)
  const basis = oneOf(legalBases, row.basis)
  const necessity = oneOf(necessities, row.necessity)
  if (!basis || !necessity) throw new Error(`a stored review says ${row.basis}, ${row.necessity}`)
  const isDecided = decision && decidedAt && decidedAt <= at && row.decidedBy !== null
  return {
    version: row.version,
    terms: { basis, basisNote, retention, necessity, note, dpia, reviewOn: storedDay(row.reviewOn) },
    proposed: { by: row.proposedBy, name: row.proposedByName, at: row.proposedAt },
    decided: isDecided
      ? {
          decision,
          by: row.decidedBy ?? '',
          name: row.decidedByName ?? '',
          at: decidedAt,
          note: row.decisionNote,
        }
      : null,
    ground: {
      edition,
      numbers: {
        devices: number(row.devices),
        people: number(row.people),
        administrators: number(row.administrators),
      },
    },
  }
}

/** Every version that was proposed by a moment, by field. There are as many fields as the page has rows: all are read. */
export const versionsAt = async (
  tx: Transaction,
  at: Date,
  field: { service?: string; element?: string } = {},
): Promise<ReadonlyMap<string, ReviewVersion[]>> => {
  const rows = await tx.elementReview.findMany({
    where: { proposedAt: { lte: at }, ...field },
    orderBy: { version: 'asc' },
  })
  const versions = new Map<string, ReviewVersion[]>()
  for (const [key, of] of Map.groupBy(rows, fieldKey))
    versions.set(
      key,
      of.map((row) => versionOf(row, at)),
    )
  return versions
}
