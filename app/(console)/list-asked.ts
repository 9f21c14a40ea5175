import { z } from 'zod'

const asked = z.object({
  q: z
    .string()
    .trim()
    .transform((text) => text.slice(0, 200))
    .catch(''),
  after: z.uuid().optional().catch(undefined),
})

/** What an address of a long list asks for: a search, and after which row its page begins. */
export const listAsked = (searchParams: Record<string, string | string[] | undefined>) => {
  const { q, after } = asked.parse(searchParams)
  const keep: Record<string, string> = q === '' ? {} : { q }
  return { text: q, after, keep }
}
