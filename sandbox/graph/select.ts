import type { JsonObject, Row } from '../json.ts'
import { badRequest } from './refusal.ts'
import { exists, isKindOf, propertiesOf, type Version } from './schema.ts'

/** One selected property; `of` is the derived type it was asked of, by `microsoft.graph.type/property`. */
type Selected = { name: string; of: string }

const prefix = 'microsoft.graph.'

const unknown = (name: string, type: string) =>
  badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${prefix}${type}'.`,
  )

/**
 * Reads `$select` against the collection's declared type. A property of a derived type must be asked for with its
 * type cast; a plain one the declared type lacks is a 400. Null where nothing is selected: everything is answered.
 */
export const parseSelect = (text: string | null, type: string, version: Version): Selected[] | null => {
  if (!text) return null
  return text.split(',').map((part) => {
    const item = part.trim()
    const slash = item.lastIndexOf('/')
    const name = item.slice(slash + 1)
    const of = slash < 0 ? type : item.slice(0, slash).replace(prefix, '')
    if (!exists(of, version) || !isKindOf(of, type)) throw unknown(item, type)
    if (!propertiesOf(of, version).has(name)) throw unknown(name, of)
    return { name, of }
  })
}

/** The type a row says it has, or the declared one. */
export const typeOf = (row: JsonObject, declared: string): string => {
  const stated = row['@odata.type']
  return typeof stated === 'string' ? stated.replace(`#${prefix}`, '') : declared
}

/** A row as the answer shows it: the selected properties, or all that its type has in this version. */
export const project = (
  row: Row,
  selected: Selected[] | null,
  declared: string,
  version: Version,
): JsonObject => {
  const type = typeOf(row, declared)
  const properties = propertiesOf(type, version)
  const names = selected
    ? selected.filter(({ of }) => isKindOf(type, of)).map(({ name }) => name)
    : [...properties.keys()]
  const shown: JsonObject = row['@odata.type'] === undefined ? {} : { '@odata.type': row['@odata.type'] }
  for (const name of names) shown[name] = row[name] ?? properties.get(name) ?? null
  return shown
}
