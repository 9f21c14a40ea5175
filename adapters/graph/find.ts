import { done, type Outcome } from '#domain/outcome.ts'
import type { PushCertificate } from '#domain/tenant.ts'
import { permissionNeeds } from '#domain/tenant-permission.ts'
import { type Collection, segment } from './collection.ts'
import { hostOf } from './next-link.ts'
import { type GraphReason, graphRefusal } from './reason.ts'
import { type GraphAnswer, refusalOf, type Session } from './session.ts'
import { pushCertificate, sharingAuthorisations } from './tenant-collections.ts'
import { readWhole } from './whole-list.ts'
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
    const listed = await readWhole(session, collection, null)
    if (!listed.ok) return listed
    const row = listed.value.find((each) => each.externalId.toLowerCase() === externalId.toLowerCase())
    return done(row ? { state: 'present', row, evidence } : { state: 'gone', evidence })
  }
  if (one.value.error) return refusalOf(one.value, permissionNeeds[collection.permission])

  const row = isWireRecord(one.value.body) ? collection.rowOf(one.value.body, null) : 'malformed'
  if (row === 'malformed' || row === 'skipped') {
    return graphRefusal('malformedAnswer', { host: hostOf(one.value.url) })
  }
  return done({ state: 'present', row, evidence })
}

/**
 * Looks for the tenant's push certificate, of which there is one at most and no list. A tenant whose Intune licence has
 * lapsed answers 404 too, so it counts as gone only when that is said twice while another list of Intune's answers.
 */
export const findPushCertificate = async (
  session: Session,
): Promise<Outcome<Found<PushCertificate>, GraphReason>> => {
  const path = pushCertificate.path(null) + (pushCertificate.queries(null)[0] ?? '')
  const first = await session.get(path)
  if (!first.ok) return first
  if (first.value.status !== 404) return pushCertificateIn(first.value)
  const listed = await readWhole(session, sharingAuthorisations, null)
  if (!listed.ok) return listed
  const again = await session.get(path)
  if (!again.ok) return again
  if (again.value.status !== 404) return pushCertificateIn(again.value)
  return done({ state: 'gone', evidence: evidenceOf(again.value) })
}

const pushCertificateIn = (answer: GraphAnswer): Outcome<Found<PushCertificate>, GraphReason> => {
  if (answer.error) return refusalOf(answer, permissionNeeds[pushCertificate.permission])
  const row = isWireRecord(answer.body) ? pushCertificate.rowOf(answer.body, null) : 'malformed'
  if (row === 'malformed' || row === 'skipped') {
    return graphRefusal('malformedAnswer', { host: hostOf(answer.url) })
  }
  return done({ state: 'present', row, evidence: evidenceOf(answer) })
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
