import { z } from 'zod'

/** What somebody typed into a search, as an address holds it: trimmed, and no longer than anything that can be found. */
export const soughtText = z
  .string()
  .trim()
  .transform((text) => text.slice(0, 200))
  .catch('')
