import type { Reply } from '../http.ts'
import type { Json, Row } from '../json.ts'
import type { State } from '../state.ts'
import { pageOf } from './paging.ts'
import type { Version } from './schema.ts'
import { parseSelect, project } from './select.ts'

/** One Graph call, ready to be answered: the caller is known and may do this. */
export type Call = {
  state: State
  origin: string
  version: Version
  /** The path below the version, as it was asked for. */
  path: string
  /** What stands in the path's wildcards. */
  params: readonly string[]
  query: URLSearchParams
  body: Json
  /** What the caller was granted. */
  roles: readonly string[]
}

const contextOf = ({ origin, version, path }: Call, suffix = '') =>
  `${origin}/${version}/$metadata#${path}${suffix}`

type CollectionOptions = {
  /** The largest page where the collection is small. */
  pageSize?: number
  /** One row comes twice, across a page boundary. */
  repeats?: boolean
  /** Intune counts this collection without being asked. */
  counted?: boolean
  /** How the list shows a row, where that is less than the record holds. */
  shown?: (row: Row) => Row
}

/** A page of rows of the declared type: as it was written before, where the tenant has it so, else written now. */
export const collection = (
  call: Call,
  type: string,
  rows: readonly Row[],
  { pageSize = 100, repeats = false, counted = false, shown = (row) => row }: CollectionOptions = {},
): Reply => {
  const { query, version, origin, path, state } = call
  const built = state.pages?.at({ origin, path: `${version}/${path}`, query })
  if (built) return { status: 200, bytes: built }
  const selected = parseSelect(query.get('$select'), type, version)
  const page = pageOf(rows, `${version}/${path}`, query, { pageSize, repeats })
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call),
      ...(counted ? { '@odata.count': rows.length } : {}),
      ...(page.nextQuery ? { '@odata.nextLink': `${origin}/${version}/${path}?${page.nextQuery}` } : {}),
      value: page.rows.map((row) => project(shown(row), selected, type, version)),
    },
  }
}

/** One entity of the declared type. */
export const entity = (call: Call, type: string, row: Row): Reply => {
  const selected = parseSelect(call.query.get('$select'), type, call.version)
  return {
    status: 200,
    body: { '@odata.context': contextOf(call, '/$entity'), ...project(row, selected, type, call.version) },
  }
}

/** Done, and nothing to say. */
export const noContent: Reply = { status: 204 }
