import { z } from 'zod'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { storableMoment } from './moment.ts'
import type { TokenFile, TokenFileReason } from './token-file.ts'

/** Apple writes `2027-05-20T12:06:59+0000`, with the offset of the day in California too. */
const apples = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)(Z|[+-]\d{2}:?\d{2})$/

const moment = z.string().transform((text, context) => {
  const [, time = '', zone = ''] = apples.exec(text.trim()) ?? []
  const at = new Date(time + (zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone))
  const stored = isOfCalendar(time) ? storableMoment(at) : null
  if (stored === null) context.addIssue('no moment')
  return stored ?? ''
})

/** Dates turn 31 February into March: a time that comes back changed is none. */
const isOfCalendar = (time: string): boolean => {
  const at = new Date(`${time}Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(time.slice(0, 19))
}

/** The `token` beside these is the credential itself: it is left where it is. */
const locationToken = z.object({
  orgName: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u)
    .refine((name) => name.isWellFormed()),
  expDate: moment,
})

/** Reads the JSON within a location token. */
export const locationTokenIn = (decoded: Uint8Array): Outcome<TokenFile, TokenFileReason> => {
  const content = objectIn(decoded)
  if (!content) return refused('tokenFileUnknown')
  const token = locationToken.safeParse(content)
  if (!token.success) return refused('tokenFileLocationUnreadable')
  const { orgName: organisationName, expDate: expiresAt } = token.data
  return done({ kind: 'locationToken', organisationName, expiresAt })
}

const objectIn = (decoded: Uint8Array): object | null => {
  try {
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decoded))
    return typeof content === 'object' && !Array.isArray(content) ? content : null
  } catch {
    return null
  }
}
