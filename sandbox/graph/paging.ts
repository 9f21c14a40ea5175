import { createHash } from 'node:crypto'
import { isObject, type JsonObject, parseJson } from '../json.ts'
import { badRequest } from './refusal.ts'

/** What a page is: `blank` ones hold nothing and are not the last, `again` ones begin with a row that was shown. */
const pageKinds = ['first', 'blank', 'again', 'plain'] as const
type Place = { from: number; size: number; kind: (typeof pageKinds)[number] }

/** Binds a skip token to the query it was made for. */
const sealOf = (path: string, query: URLSearchParams): string => {
  const rest = [...query].filter(([name]) => name !== '$skiptoken').map(([name, value]) => `${name}=${value}`)
  return createHash('sha256')
    .update(`${path}?${rest.join('&')}`)
    .digest('base64')
    .slice(0, 16)
}

const placeIn = (text: string, seal: string): Place | null => {
  const token = parseJson(Buffer.from(text, 'base64').toString('utf8'))
  if (!isObject(token) || token.seal !== seal) return null
  const { from, size } = token
  const kind = pageKinds.find((known) => known === token.kind)
  return typeof from === 'number' && typeof size === 'number' && kind ? { from, size, kind } : null
}

const largestPage = 1000
/** However large the collection, it takes about this many pages, so that paging is always tried. */
const fewPages = 20

const firstPlace = (query: URLSearchParams, rowCount: number, pageSize: number): Place => {
  const top = query.get('$top')
  if (top !== null && !/^[1-9]\d*$/.test(top))
    throw badRequest(`Invalid value '${top}' for $top query option found.`)
  const cap = Math.min(largestPage, Math.max(pageSize, Math.ceil(rowCount / fewPages)))
  return { from: 0, size: Math.min(Number(top ?? largestPage), cap), kind: 'first' }
}

export type Page<Row> = { rows: Row[]; nextQuery: string | null }

/**
 * Cuts one page. The traps that real collections show are always set: pages are smaller than `$top` asked for;
 * after the first comes one that is empty and yet has a next link; with `repeats` the last row of the first page
 * comes again on the next one with rows; `$skiptoken` must come back exactly as it was given.
 */
export const pageOf = <Row>(
  rows: readonly Row[],
  path: string,
  query: URLSearchParams,
  { pageSize, repeats }: { pageSize: number; repeats: boolean },
): Page<Row> => {
  const seal = sealOf(path, query)
  const token = query.get('$skiptoken')
  const place = token === null ? firstPlace(query, rows.length, pageSize) : placeIn(token, seal)
  if (!place) throw badRequest('Skip token is not valid for this request.')

  const { from, size, kind } = place
  const linkTo = (next: Place): string => {
    const sealed: JsonObject = { ...next, seal }
    const rest = [...query].filter(([name]) => name !== '$skiptoken')
    return [...rest, ['$skiptoken', Buffer.from(JSON.stringify(sealed)).toString('base64')]]
      .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
      .join('&')
  }
  if (kind === 'blank') return { rows: [], nextQuery: linkTo({ from, size, kind: 'again' }) }
  const start = repeats && kind === 'again' ? from - 1 : from
  const end = start + size
  const next = { from: end, size, kind: kind === 'first' ? 'blank' : 'plain' } as const
  return { rows: rows.slice(start, end), nextQuery: end < rows.length ? linkTo(next) : null }
}
