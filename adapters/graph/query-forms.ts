/** What became of a query: answered 400, or answered with rows that lack what they were asked for. */
type Verdict = 'refused' | 'lacking'

/**
 * Which of a collection's queries a server understands, found out as it is read and kept for as long as a tenant is
 * open. The verdict on a query holds for every list that is asked for in the same words.
 */
export type QueryForms = {
  /**
   * The queries, the best first: those not yet found wanting in the collection's own order, then those whose rows
   * lack something, the fullest first, then those that were refused.
   */
  inOrder(queries: readonly string[]): readonly string[]
  verdictOn(queries: readonly string[], query: string): Verdict | null
  judge(queries: readonly string[], query: string, verdict: Verdict): void
  /** The query behind a next link; null for a link kept by another process, since links are opaque. */
  behind(link: string): string | null
  /** Notes that `next` leads on from `link`, or begins the list where that is null. */
  follow(query: string | null, link: string | null, next: string | null): void
}

/** Whether the collection can be asked for in smaller pages than this query does. */
export const canAskForLess = (queries: readonly string[], query: string): boolean => {
  const rows = pageRowsOf(query)
  return rows !== null && queries.some((other) => (pageRowsOf(other) ?? rows) < rows)
}
const pageRowsOf = (query: string): number | null => {
  const found = /\$top=(\d+)/.exec(query)
  return found ? Number(found[1]) : null
}

export const makeQueryForms = (): QueryForms => {
  const verdicts = new Map<string, Map<string, Verdict>>()
  const links = new Map<string, string>()
  const verdictOn = (queries: readonly string[], query: string): Verdict | null =>
    verdicts.get(queries.join())?.get(query) ?? null
  return {
    verdictOn,
    inOrder: (queries) => {
      const having = (verdict: Verdict | null) =>
        queries.filter((query) => verdictOn(queries, query) === verdict)
      return [...having(null), ...having('lacking').reverse(), ...having('refused')]
    },
    judge: (queries, query, verdict) => {
      const mine = verdicts.get(queries.join()) ?? new Map<string, Verdict>()
      verdicts.set(queries.join(), mine.set(query, verdict))
    },
    behind: (link) => links.get(link) ?? null,
    follow: (query, link, next) => {
      if (link !== null) links.delete(link)
      if (next !== null && query !== null) links.set(next, query)
    },
  }
}
