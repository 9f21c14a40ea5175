import { done, type Outcome } from '#domain/outcome.ts'
import type { Collection } from './collection.ts'
import { hostOf, pinnedLink } from './next-link.ts'
import { type GraphReason, graphRefusal } from './reason.ts'
import type { GraphAnswer, Session } from './session.ts'
import { isWireRecord, type WireRecord } from './wire-record.ts'

/**
 * One page. `next`: where to go on, null at the end; a page may be empty and still have one. `seen`: rows on
 * the wire before ours were picked. `absent`: Microsoft answered that there is no such thing, which is not the
 * same as an empty list.
 */
export type Page<Row> = {
  rows: Row[]
  next: string | null
  seen: number
  absent: boolean
  requestId: string
  at: string
}

/** A page with the records it was made of, which tell whether the query was understood. */
export type Part<Row> = { page: Page<Row>; records: WireRecord[] }

/** Understands a good answer as a page of the collection; refuses whole what is not of the documented form. */
export const partOf = <Row, Scope>(
  answer: GraphAnswer,
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
): Outcome<Part<Row>, GraphReason> => {
  const malformed = graphRefusal('malformedAnswer', { host: hostOf(answer.url) })
  const list = listOf(answer.body, collection.isSingle)
  if (!list) return malformed

  const rows: Row[] = []
  for (const record of list.records) {
    const row = collection.rowOf(record, scope)
    if (row === 'malformed') return malformed
    if (row !== 'skipped') rows.push(row)
  }

  let next: string | null = null
  if (list.next !== null) {
    const pinned = pinnedLink(list.next, session.graphBase, answer.url)
    if (!pinned.ok) return pinned
    // A page that leads to itself would be read for ever.
    if (pinned.value === answer.url) return malformed
    next = pinned.value
  }
  const { requestId, at } = answer
  return done({
    page: { rows, next, seen: list.records.length, absent: false, requestId, at },
    records: list.records,
  })
}

/** The records of an answer, or null when it is not of the documented form. */
const listOf = (body: unknown, isSingle: boolean): { records: WireRecord[]; next: string | null } | null => {
  if (!isWireRecord(body)) return null
  if (isSingle) {
    // Some servers wrap a single object in `value`, as functions do.
    return { records: [isWireRecord(body.value) ? body.value : body], next: null }
  }
  const { value } = body
  const next = body['@odata.nextLink'] ?? null
  if (!Array.isArray(value) || !value.every(isWireRecord)) return null
  if (next !== null && typeof next !== 'string') return null
  return { records: value, next: next === '' ? null : next }
}
