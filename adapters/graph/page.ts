import { done, type Outcome } from '#domain/outcome.ts'
import { permissionNeeds } from '#domain/tenant-permission.ts'
import type { Collection, Completeness } from './collection.ts'
import { hostOf } from './next-link.ts'
import { type Page, type Part, partOf } from './page-part.ts'
import { canAskForLess, type QueryForms } from './query-forms.ts'
import { type GraphReason, type GraphRefusal, graphRefusal } from './reason.ts'
import { type GraphAnswer, refusalOf, type Session } from './session.ts'

/**
 * The server turned out, in the middle of the list, not to have taken the query the way it was meant: the list is to
 * be read again from its first page, which will be asked for in other words. No sentence for people: whoever reads
 * pages starts over. It comes at most once for each of the collection's queries, and once more for a kept link.
 */
export type StartOver = { ok: false; reason: 'startOver' }

export type PageOutcome<Row> = Outcome<Page<Row>, GraphReason> | StartOver

/** Reads one page: the first, or the one a link given earlier leads to. */
export const readPage = <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
  link: string | null,
  forms: QueryForms,
): Promise<PageOutcome<Row>> =>
  link === null
    ? firstPage(session, collection, scope, forms)
    : laterPage(session, collection, scope, link, forms)

/**
 * No whole answer in time, or a failure of the server's that outlasted all tries: a large page may be what it cannot
 * make. Graph's pages for Intune name no upper limit of `$top`.
 */
const isTooMuch = (answer: Outcome<GraphAnswer, GraphReason>): boolean =>
  answer.ok ? answer.value.status >= 500 : answer.reason === 'timedOut'

/**
 * A later page is judged as the first one was: a list may well begin with rows that lack nothing, such as licences of
 * people, and go on with others that do.
 */
const laterPage = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
  link: string,
  forms: QueryForms,
): Promise<PageOutcome<Row>> => {
  const answer = await session.get(link)
  const queries = collection.queries(scope)
  const query = forms.behind(link)
  if (query !== null && isTooMuch(answer) && canAskForLess(queries, query)) {
    forms.judge(queries, query, 'refused')
    return { ok: false, reason: 'startOver' }
  }
  if (!answer.ok) return answer
  // A 404 in the middle says nothing about the whole list: it is a refusal whatever the collection.
  if (answer.value.error) return refusalOf(answer.value, permissionNeeds[collection.permission])
  const part = partOf(answer.value, session, collection, scope)
  if (!part.ok) return part
  forms.follow(query, link, part.value.page.next)
  if (collection.completeness(part.value.records, scope) !== 'lacking') return done(part.value.page)

  if (query !== null) forms.judge(queries, query, 'lacking')
  return query === forms.inOrder(queries)[0]
    ? asFullAsItGets(part.value, answer.value, collection, scope)
    : { ok: false, reason: 'startOver' }
}

/**
 * Tries the collection's queries in order: the next one follows a 400, or rows that lack the very properties
 * they were asked for. Where all lack them the fullest one stands.
 */
const firstPage = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
  forms: QueryForms,
  tries = 2,
): Promise<Outcome<Page<Row>, GraphReason>> => {
  const queries = collection.queries(scope)
  let fullest: { query: string; part: Part<Row>; answer: GraphAnswer } | null = null
  let refused: { refusal: GraphRefusal; answer: GraphAnswer } | null = null

  for (const query of forms.inOrder(queries)) {
    const earlier = forms.verdictOn(queries, query)
    if (fullest && earlier !== null) break
    const answer = await session.get(collection.path(scope) + query)
    if (isTooMuch(answer) && canAskForLess(queries, query)) {
      forms.judge(queries, query, 'refused')
      continue
    }
    if (!answer.ok) return answer
    if (answer.value.status === 400) {
      const refusal = refusalOf(answer.value, permissionNeeds[collection.permission])
      if (refusal.reason === 'noIntuneLicence') return refusal
      refused = { refusal, answer: answer.value }
      forms.judge(queries, query, 'refused')
      continue
    }
    if (answer.value.error) {
      const found = await unwantedFirst(session, answer.value, collection, scope)
      if (found !== 'present') return found
      // It said so itself a moment ago: what it says now stands.
      return tries > 0 ? firstPage(session, collection, scope, forms, tries - 1) : graphRefusal('notFound')
    }

    const part = partOf(answer.value, session, collection, scope)
    if (!part.ok) return part
    // Nothing to judge by, and the answer stands, but teaches nothing: `undetermined`.
    if ((await judged(session, collection, scope, part.value)) !== 'lacking') {
      forms.follow(query, null, part.value.page.next)
      return done(part.value.page)
    }
    forms.judge(queries, query, 'lacking')
    fullest = { query, part: part.value, answer: answer.value }
    if (earlier === 'lacking') break
  }

  if (fullest) {
    forms.follow(fullest.query, null, fullest.part.page.next)
    return asFullAsItGets(fullest.part, fullest.answer, collection, scope)
  }
  if (!refused) throw new Error('a collection has no query')
  return collection.whenRefused(scope) === 'absent' ? done(missing(refused.answer, true)) : refused.refusal
}

/** What lacks something whichever way it is asked for stands as it is, unless it says nothing without it. */
const asFullAsItGets = <Row, Scope>(
  { page, records }: Part<Row>,
  { url }: GraphAnswer,
  collection: Collection<Row, Scope>,
  scope: Scope,
): Outcome<Page<Row>, GraphReason> =>
  records.some((record) => collection.isUseless(record, scope))
    ? graphRefusal('malformedAnswer', { host: hostOf(url) })
    : done(page)

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

const unwantedFirst = async <Row, Scope>(
  session: Session,
  answer: GraphAnswer,
  collection: Collection<Row, Scope>,
  scope: Scope,
): Promise<Outcome<Page<Row>, GraphReason> | 'present'> => {
  if (answer.status !== 404) return refusalOf(answer, permissionNeeds[collection.permission])
  const { whenNotFound } = collection
  if (typeof whenNotFound === 'function') {
    const found = await whenNotFound(session, scope)
    if (!found.ok) return found
    return found.value === 'present' ? 'present' : done(missing(answer, found.value === 'absent'))
  }
  return whenNotFound === 'absent' ? done(missing(answer, true)) : graphRefusal(whenNotFound)
}

const missing = ({ requestId, at }: GraphAnswer, absent: boolean): Page<never> => ({
  rows: [],
  next: null,
  seen: 0,
  absent,
  requestId,
  at,
})
