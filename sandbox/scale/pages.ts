import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { badRequest } from '../graph/refusal.ts'
import type { PageAsked, Pages } from '../pages.ts'
import { type Built, pagesName } from './build.ts'
import type { WrittenCollection } from './page-file.ts'

/** Opaque, and bound to its list, as Graph's are. */
const skipTokenOf = (path: string, page: number): string =>
  createHash('sha256').update(`${path} ${page}`).digest('base64')

const selectOf = (query: URLSearchParams): string => (query.get('$select') ?? '').split(',').sort().join()

type Place = { collection: WrittenCollection; select: string; pageOf: Map<string, number> }

const placeOf = (collection: WrittenCollection): [string, Place] => {
  const pageOf = collection.pages.map((_, page): [string, number] => [
    skipTokenOf(collection.path, page),
    page,
  ])
  const select = selectOf(new URLSearchParams(collection.query))
  return [collection.path, { collection, select, pageOf: new Map(pageOf) }]
}

/**
 * The written pages as they are answered: bytes from the file between a head and a brace, nothing parsed and nothing
 * written anew. Whoever asks for other properties, or smaller pages, than were written is told so: it would be answered
 * something that was not asked for.
 */
export const openPages = (folder: string, { collections }: Built): Pages & { close(): void } => {
  const descriptor = openSync(join(folder, pagesName), 'r')
  const places = new Map(collections.map(placeOf))
  return {
    at: ({ origin, path, query }) => {
      const place = places.get(path)
      if (!place) return null
      const page = pageAsked(place, query)
      const [offset, length] = place.collection.pages[page] ?? [0, 0]
      const head = Buffer.from(headOf(place, page, { origin, path, query }))
      const bytes = Buffer.allocUnsafe(head.length + length + 1)
      head.copy(bytes)
      const read = readSync(descriptor, bytes, head.length, length, offset)
      if (read !== length) throw new RangeError('The file of pages is shorter than its index says.')
      bytes.write('}', head.length + length)
      return bytes
    },
    close: () => closeSync(descriptor),
  }
}

const pageAsked = ({ collection, select, pageOf }: Place, query: URLSearchParams): number => {
  const top = query.get('$top')
  if (selectOf(query) !== select || (top !== null && Number(top) < collection.pageRows))
    throw badRequest(`The pages of this tenant were written for ${collection.query}.`)
  const token = query.get('$skiptoken')
  const page = token === null ? 0 : pageOf.get(token)
  if (page === undefined) throw badRequest('Skip token is not valid for this request.')
  return page
}

/** The answer up to its rows, in the order of Graph's own answers. */
const headOf = ({ collection }: Place, page: number, { origin, path, query }: PageAsked): string => {
  const link = [...query].filter(([name]) => name !== '$skiptoken')
  const next = [...link, ['$skiptoken', skipTokenOf(path, page + 1)]]
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&')
  const head = {
    '@odata.context': `${origin}/${path.replace('/', '/$metadata#')}`,
    ...(collection.counted ? { '@odata.count': collection.rows } : {}),
    ...(page + 1 < collection.pages.length ? { '@odata.nextLink': `${origin}/${path}?${next}` } : {}),
  }
  return `${JSON.stringify(head).slice(0, -1)},"value":`
}
