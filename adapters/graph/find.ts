import { done, type Outcome } from '#domain/outcome.ts'
import { permissionNeeds } from '#domain/tenant-permission.ts'
import { type Collection, segment } from './collection.ts'
import { hostOf } from './next-link.ts'
import { type Learned, readPage } from './page.ts'
import { type GraphReason, graphRefusal } from './reason.ts'
import { type GraphAnswer, refusalOf, type Session } from './session.ts'
import { isWireRecord } from './wire-record.ts'

/** What was asked, and what came back: proof without a body, so without a secret. `at` is ISO 8601. */
export type GraphEvidence = { method: string; path: string; status: number; requestId: string; at: string }

export type Found<Row> =
  | { state: 'present'; row: Row; evidence: GraphEvidence }
  | { state: 'gone'; evidence: GraphEvidence }

export const evidenceOf = ({ method, url, status, requestId, at }: GraphAnswer): GraphEvidence => ({
  method,
  path: new URL(url).pathname,
  status,
  requestId,
  at,
})

/**
 * Looks one token up by its key. A tenant whose Intune licence has lapsed also answers 404, so a 404 counts as
 * gone only when the list still answers and does not hold the token.
 */
export const findIn = async <Row extends { externalId: string }>(
  session: Session,
  collection: Collection<Row, null>,
  externalId: string,
): Promise<Outcome<Found<Row>, GraphReason>> => {
  const one = await getOne(session, collection, externalId)
  if (!one.ok) return one
  const evidence = evidenceOf(one.value)
  if (one.value.status === 404) {
    const listed = await searchList(session, collection, externalId)
    if (!listed.ok) return listed
    return done(
      listed.value ? { state: 'present', row: listed.value, evidence } : { state: 'gone', evidence },
    )
  }
  if (one.value.error) return refusalOf(one.value, permissionNeeds[collection.permission])

  const row = isWireRecord(one.value.body) ? collection.rowOf(one.value.body, null) : 'malformed'
  if (row === 'malformed' || row === 'skipped') {
    return graphRefusal('malformedAnswer', { host: hostOf(one.value.url) })
  }
  return done({ state: 'present', row, evidence })
}

/** The first answer that is not a 400 to our `$select`, else that 400. */
const getOne = async <Row>(
  session: Session,
  collection: Collection<Row, null>,
  externalId: string,
): Promise<Outcome<GraphAnswer, GraphReason>> => {
  const path = `${collection.path(null)}/${segment(externalId)}`
  const [first, ...others] = collection.queries(null)
  let answer = await session.get(path + (first ?? ''))
  for (const query of others) {
    if (!answer.ok || answer.value.status !== 400) break
    answer = await session.get(path + query)
  }
  return answer
}

/** An Intune tenant holds at most 3,000 tokens of a kind; an endless list is somebody's fault. */
const mostPages = 3000

const searchList = async <Row extends { externalId: string }>(
  session: Session,
  collection: Collection<Row, null>,
  externalId: string,
): Promise<Outcome<Row | null, GraphReason>> => {
  const learned: Learned = new Map()
  let link: string | null = null
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: Awaited<ReturnType<typeof readPage<Row, null>>> = await readPage(
      session,
      collection,
      null,
      link,
      learned,
    )
    if (!page.ok) return page
    const row = page.value.rows.find((each) => each.externalId.toLowerCase() === externalId.toLowerCase())
    if (row) return done(row)
    if (page.value.next === null) return done(null)
    link = page.value.next
  }
  return graphRefusal('malformedAnswer', { host: hostOf(session.graphBase) })
}
