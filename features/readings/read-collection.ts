import type { CollectionName, CollectionRows, CollectionScopes } from '#adapters/graph/collection.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { Checkpoint, Staging, StagingRow } from '#adapters/staging/staging.ts'
import type { StagingTable } from '#adapters/staging/tables.ts'
import { done, type Outcome, type Refusal, refused } from '#domain/outcome.ts'
import { objectRow } from './staged-rows.ts'

/** One collection under one scope, and how its rows are staged. */
export type CollectionRequest<Name extends CollectionName> = {
  name: Name
  scope: CollectionScopes[Name]
  /** The scope as its checkpoint names it. */
  key: string
  table: StagingTable
  rowsOf(rows: CollectionRows[Name][]): StagingRow[]
}

export type ReadCollection = <Name extends CollectionName>(
  request: CollectionRequest<Name>,
) => Promise<Outcome<null, GraphReason>>

/** What Microsoft may answer to a next link that has lapsed; anything else would meet a first page just as well. */
const mayHaveLapsed: ReadonlySet<GraphReason> = new Set([
  'refusedByMicrosoft',
  'notFound',
  'noIntuneLicence',
  'serverFault',
  'malformedAnswer',
])

/** An empty page may have a next link; links that lead in a circle, or nowhere for ever, are somebody's fault. */
const mostEmptyPages = 50

/**
 * Reads collections of one tenant to their ends, from where `checkpoints` left them. While one page is staged the next
 * one is already asked for.
 */
export const collectionReader =
  (
    tenant: GraphTenant,
    tenantLinkId: string,
    staging: Staging,
    checkpoints: readonly Checkpoint[],
    signal: AbortSignal,
  ): ReadCollection =>
  async (request) => {
    const { name, scope, key } = request
    const checkpoint = checkpoints.find((each) => each.collection === name && each.scope === key)
    if (checkpoint?.isDone) return done(null)
    const place = { tenantLinkId, collection: name, scope: key }
    let link = checkpoint?.nextLink ?? null
    let isResumed = link !== null
    let emptyPages = 0
    let staged: Promise<void> = Promise.resolve()
    const followed = new Set<string>()
    for (;;) {
      if (signal.aborted) break
      const answer = await tenant.page(name, scope, link)
      // What went wrong in staging matters more than what the next page says.
      await staged
      if (!answer.ok) {
        if (answer.reason !== 'startOver') {
          // Microsoft's own name of the tenant is not part of what is shared: its permission is not insisted on.
          if (name === 'organisation' && answer.reason === 'missingPermission') return done(null)
          if (!isResumed || !mayHaveLapsed.has(answer.reason)) return refusedAt(name, answer)
        }
        // The query was not understood, or a next link kept since an interrupted reading may have lapsed.
        await staging.restart(place)
        link = null
        isResumed = false
        emptyPages = 0
        followed.clear()
        continue
      }
      const { rows, next, seen, absent } = answer.value
      const ours = request.rowsOf(rows)
      // That there is no such list is told by a row of its own, which is none of the list's.
      const page = absent
        ? { table: 'object' as const, rows: [objectRow(name, key, '', { absent: true })] }
        : { table: request.table, rows: ours }
      staged = staging.stage({ ...place, ...page, nextLink: next, seen, kept: ours.length })
      // Its failure is met at the next `await`, which may come a page later.
      staged.catch(() => {})
      emptyPages = seen === 0 ? emptyPages + 1 : 0
      const isCircle = next !== null && (followed.has(next) || emptyPages > mostEmptyPages)
      if (next === null || isCircle) {
        await staged
        return isCircle
          ? refusedAt(name, refused('malformedAnswer', { host: new URL(next).host }))
          : done(null)
      }
      followed.add(next)
      link = next
      isResumed = false
    }
    await staged
    return refused('cancelled')
  }

/** People read why a reading failed, and want to know at what. */
const refusedAt = (
  collection: CollectionName,
  { reason, values }: Refusal<GraphReason>,
): Refusal<GraphReason> => refused(reason, { ...values, collection })
