/** What a wire can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** An entity as Graph writes it: derived types also carry `@odata.type`. */
export type Row = JsonObject & { id: string }

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a JSON text, or undefined where it is none. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A text member of a JSON object, or null where it is missing or no text. */
export const textOf = (object: JsonObject, key: string): string | null => {
  const value = object[key]
  return typeof value === 'string' ? value : null
}
