import type { ReviewedField } from '#features/reviews/queries.ts'
import { fieldNamed } from '#features/reviews/schema.ts'

/** The fields an address names, `?field=apns/device_token`, each once and in the order of the page. */
export const askedFields = (
  asked: string | string[] | undefined,
  fields: readonly ReviewedField[],
): ReviewedField[] => {
  const named = new Set([asked ?? []].flat().filter((text) => fieldNamed(text) !== undefined))
  return fields.filter(({ key }) => named.has(key))
}
