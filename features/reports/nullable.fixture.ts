import { z } from 'zod'

type Place = readonly (string | number)[]

/** Where in a value its schema allows a null and something else stands; within what may be null too. */
export const nullPlaces = (schema: z.core.$ZodType, value: unknown, at: Place = []): Place[] => {
  if (value === null || value === undefined) return []
  if (schema instanceof z.ZodNullable) return [at, ...nullPlaces(schema.unwrap(), value, at)]
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault
  )
    return nullPlaces(schema.unwrap(), value, at)
  if (schema instanceof z.ZodUnion) {
    const meant = schema.options.find((option) => z.safeParse(option, value).success)
    return meant ? nullPlaces(meant, value, at) : []
  }
  if (schema instanceof z.ZodObject)
    return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([key, of]) =>
      nullPlaces(of, Reflect.get(Object(value), key), [...at, key]),
    )
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((item, index) => nullPlaces(schema.element, item, [...at, index]))
  return []
}

/** A copy of a value with nothing at these places. */
export const withNulls = (value: unknown, places: readonly Place[]): unknown => {
  const copy: unknown = structuredClone(value)
  for (const place of places) {
    const parent = place
      .slice(0, -1)
      .reduce<unknown>((of, key) => (of === null ? null : Reflect.get(Object(of), key)), copy)
    const last = place.at(-1)
    if (typeof parent === 'object' && parent !== null && last !== undefined) Reflect.set(parent, last, null)
  }
  return copy
}
