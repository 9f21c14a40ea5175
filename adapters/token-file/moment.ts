/** A moment of a century that tokens live in, as ISO 8601; null for any other, which no table could hold or list. */
export const storableMoment = (at: Date): string | null => {
  const year = at.getUTCFullYear()
  return year >= 2000 && year < 2200 ? at.toISOString() : null
}
