/** What is asked of a collection: the origin its links begin with, the path with its version, the query. */
export type PageAsked = { origin: string; path: string; query: URLSearchParams }

/** Pages that were written before they were asked for. Null where the path has none; a `GraphRefusal` is thrown. */
export type Pages = { at(asked: PageAsked): Buffer | null }
