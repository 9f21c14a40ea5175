import { done, type Outcome } from '#domain/outcome.ts'
import { permissionNeeds } from '#domain/tenant-permission.ts'
import type { Collection, Completeness } from './collection.ts'
import { hostOf, pinnedLink } from './next-link.ts'
import { type GraphReason, type GraphRefusal, graphRefusal } from './reason.ts'
import { type GraphAnswer, refusalOf, type Session } from './session.ts'
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

/** Which query each collection's server understood, so that only the first page ever has to find out. */
export type Learned = Map<string, string>

type Part<Row> = { page: Page<Row>; records: WireRecord[] }

/** Reads one page: the first, or the one a link given earlier leads to. */
export const readPage = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
  link: string | null,
  learned: Learned,
): Promise<Outcome<Page<Row>, GraphReason>> => {
  if (link === null) return firstPage(session, collection, scope, learned)
  const answer = await session.get(link)
  if (!answer.ok) return answer
  // A 404 in the middle says nothing about the whole list: it is a refusal whatever the collection.
  if (answer.value.error) return refusalOf(answer.value, permissionNeeds[collection.permission])
  const part = partOf(answer.value, session, collection, scope)
  return part.ok ? done(part.value.page) : part
}

/**
 * Tries the collection's queries in order: the next one follows a 400, or rows that lack the very properties
 * they were asked for. Where all lack them the last one stands, which asks for the most.
 */
const firstPage = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
  learned: Learned,
): Promise<Outcome<Page<Row>, GraphReason>> => {
  const queries = collection.queries(scope)
  const form = queries.join()
  const known = learned.get(form)
  const inOrder = known === undefined ? queries : [known, ...queries.filter((query) => query !== known)]
  let fullest: { query: string; page: Page<Row> } | null = null
  let refused: { refusal: GraphRefusal; answer: GraphAnswer } | null = null

  for (const query of inOrder) {
    const answer = await session.get(collection.path(scope) + query)
    if (!answer.ok) return answer
    if (answer.value.status === 400) {
      const refusal = refusalOf(answer.value, permissionNeeds[collection.permission])
      if (refusal.reason === 'noIntuneLicence') return refusal
      refused = { refusal, answer: answer.value }
      continue
    }
    if (answer.value.error) return unwantedFirst(answer.value, collection)

    const part = partOf(answer.value, session, collection, scope)
    if (!part.ok) return part
    const completeness = await judged(session, collection, scope, part.value)
    // Nothing to judge by: the answer stands, but teaches nothing.
    if (completeness === 'undetermined') return done(part.value.page)
    fullest = { query, page: part.value.page }
    if (completeness === 'complete' || query === known) break
  }

  if (fullest) {
    learned.set(form, fullest.query)
    return done(fullest.page)
  }
  if (!refused) throw new Error('a collection has no query')
  return collection.whenRefused(scope) === 'absent' ? done(absentPage(refused.answer)) : refused.refusal
}

/** Pages looked at ahead, to judge a list that begins with empty pages or with rows of no concern. */
const mostGlances = 3

const judged = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
  { page, records }: Part<Row>,
): Promise<Completeness> => {
  let completeness = collection.completeness(records, scope)
  let link = page.next
  for (let glances = 0; glances < mostGlances; glances += 1) {
    if (completeness !== 'undetermined' || link === null) break
    const answer = await session.get(link)
    // Whatever is wrong with that page is met again, and told, when it is read in its turn.
    if (!answer.ok || answer.value.error) break
    const part: Outcome<Part<Row>, GraphReason> = partOf(answer.value, session, collection, scope)
    if (!part.ok) break
    completeness = collection.completeness(part.value.records, scope)
    link = part.value.page.next
  }
  return completeness
}

const unwantedFirst = <Row, Scope>(
  answer: GraphAnswer,
  collection: Collection<Row, Scope>,
): Outcome<Page<Row>, GraphReason> => {
  if (answer.status !== 404) return refusalOf(answer, permissionNeeds[collection.permission])
  if (collection.whenNotFound === 'absent') return done(absentPage(answer))
  return graphRefusal(collection.whenNotFound)
}

const absentPage = ({ requestId, at }: GraphAnswer): Page<never> => ({
  rows: [],
  next: null,
  seen: 0,
  absent: true,
  requestId,
  at,
})

const partOf = <Row, Scope>(
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
