import type { Transaction } from '#adapters/db.ts'
import { currentEdition } from '#domain/catalogue/catalogue.ts'
import { refused } from '#domain/outcome.ts'
import type { Recorder } from '#features/audit/change.ts'
import { fieldKey } from '#features/inventory/inventory-rows.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { fieldsNow, type ReviewedField } from './queries.ts'
import type { SeenField } from './schema.ts'

/** A field as it stands, and the version its form was made from. */
export type Field = ReviewedField & { seen: number }

/** The fields of a form as they stand now. */
export const fieldsSeen = async (
  tx: Transaction,
  seen: readonly SeenField[],
  now: Date,
): Promise<Field[]> => {
  const fields = await fieldsNow(tx, now)
  return seen.flatMap(({ seen, ...field }) => {
    const found = fields.get(fieldKey(field))
    return found ? [{ ...found, seen }] : []
  })
}

/** Refuses whoever began from another version than the newest, by the name of whoever wrote that one. */
export const overtaken = <Reason extends string>(reason: Reason, { row, standing }: Field) =>
  standing.latestBy === null
    ? refused('reviewChanged')
    : refused(reason, { field: row.text.label, service: row.service, by: standing.latestBy })

/** What a review rests on this moment. */
export const groundNow = async (tx: Transaction, now: Date) => {
  const readingId = (await readingInForce(tx, now))?.id ?? null
  return ({ population: { value } }: ReviewedField['row']) => ({
    ...{ edition: currentEdition.id, readingId },
    ...{ devices: value.devices, people: value.people, administrators: value.administrators },
  })
}

/** Writes a decision onto a version that has none; false where another one came first. */
export const settle = async (
  tx: Transaction,
  { row, version }: { row: ReviewedField['row']; version: number },
  data: Parameters<Transaction['elementReview']['updateMany']>[0]['data'],
): Promise<boolean> => {
  const where = { service: row.service, element: row.element.key, version, decision: null }
  return (await tx.elementReview.updateMany({ where, data })).count === 1
}

/** Puts an event of one field's review on record. */
export const recordOf = (
  record: Recorder,
  kind: 'review.proposed' | 'review.adopted' | 'review.declined' | 'review.withdrawn' | 'review.advised',
  key: string,
  facts: Record<string, string | number>,
  personal: Record<string, string>,
): void => record({ kind, subject: { kind: 'review', id: key }, facts, personal })
