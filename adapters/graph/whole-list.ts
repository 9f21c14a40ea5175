import { done, type Outcome } from '#domain/outcome.ts'
import type { Collection } from './collection.ts'
import { hostOf } from './next-link.ts'
import { type PageOutcome, readPage } from './page.ts'
import type { Page } from './page-part.ts'
import { makeQueryForms } from './query-forms.ts'
import { type GraphReason, graphRefusal } from './reason.ts'
import type { Session } from './session.ts'

/** An Intune tenant holds at most 3,000 tokens of a kind; an endless list is somebody's fault. */
const mostPages = 3000

/** Every row of a list short enough to be held whole; none where Microsoft answers that there is no such list. */
export const readWhole = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
): Promise<Outcome<Row[], GraphReason>> => {
  const read = await readToTheEnd(session, collection, scope)
  return read.ok ? done(read.value.rows) : read
}

/** The same, with the page it ended with: by it Microsoft finds the call in its own logs. */
export const readToTheEnd = async <Row, Scope>(
  session: Session,
  collection: Collection<Row, Scope>,
  scope: Scope,
): Promise<Outcome<{ rows: Row[]; last: Page<Row> }, GraphReason>> => {
  const forms = makeQueryForms()
  let rows: Row[] = []
  let link: string | null = null
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: PageOutcome<Row> = await readPage(session, collection, scope, link, forms)
    if (page.ok) {
      rows.push(...page.value.rows)
      if (page.value.next === null) return done({ rows, last: page.value })
      link = page.value.next
    } else if (page.reason === 'startOver') {
      rows = []
      link = null
    } else return page
  }
  return graphRefusal('malformedAnswer', { host: hostOf(session.graphBase) })
}
