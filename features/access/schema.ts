import { z } from 'zod'
import { isCountry } from '#domain/country.ts'
import { longestPassword, shortestPassword } from '#domain/password.ts'
import { roles } from '#domain/permission.ts'
import { mappableRoles, mappedClaims } from '#domain/role-mapping.ts'
import { longestShown } from '#domain/session.ts'

/** A line of text that must not be empty. */
export const line = (maximum: number) => z.string().trim().min(1).max(maximum)

/** A text that may be left empty, which is none. */
export const optionalText = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .transform((text) => (text === '' ? null : text))

/**
 * A name that stands in sentences and lists: a line break, or a character that turns the direction of writing, would
 * garble what stands beside it.
 */
export const shownName = (maximum: number) =>
  line(maximum).regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, 'nameCharacters')

export const organisationName = shownName(200)

export const country = z.string().refine(isCountry, 'required')

const login = z
  .string()
  .trim()
  .min(3)
  .max(100)
  .regex(/^[\p{L}\p{N}._@+-]+$/u, 'loginCharacters')

const newPassword = { password: z.string().min(shortestPassword).max(longestPassword), repeated: z.string() }

const account = z.object({ token: z.string(), name: shownName(100), login, ...newPassword })

const sameTwice = (given: { password: string; repeated: string }) => given.password === given.repeated
const differ = { path: ['repeated'], message: 'passwordsDiffer' }

export const joiningInput = account.refine(sameTwice, differ)

export const resetInput = z.object({ token: z.string(), ...newPassword }).refine(sameTwice, differ)

/** A code of the app or a recovery code; left out by whoever has no second factor. */
const code = z.string().max(longestShown).optional()

/** The password that somebody has: one that is longer is not theirs. */
export const shownPassword = z.string().max(longestShown)

export const passwordInput = z
  .object({ current: shownPassword, code, ...newPassword })
  .refine(sameTwice, differ)

/** The first link of an installation also asks for the organisation. */
export const foundingInput = account.extend({ organisationName, country }).refine(sameTwice, differ)

export const invitationInput = z.object({
  role: z.enum(roles, 'required'),
  /** The last day of access, through its end in the organisation's time zone; empty for no end. */
  lastDay: z.union([z.literal(''), z.iso.date('date')], 'date').transform((day) => (day === '' ? null : day)),
})

export const memberChoice = z.object({ member: z.uuid() })

export const accessInput = invitationInput.extend(memberChoice.shape)

export const invitationChoice = z.object({ invitation: z.uuid() })

export const codeInput = z.object({ code: z.string().max(longestShown) })

export const removalInput = z.object({ current: shownPassword, code })

/** Another session of one's own; none is all others. */
export const sessionChoice = z.object({ session: z.uuid().optional() })

export const organisationChoice = z.object({ organisation: z.uuid() })

/** A group's object id or the value of a role of the application, as the token names it. */
export const mappingInput = z.object({
  claim: z.enum(mappedClaims, 'required'),
  value: shownName(200),
  role: z.enum(mappableRoles, 'required'),
})

export const mappingChoice = z.object({ mapping: z.uuid() })

/** Whether a second factor is demanded of members who have a password here. */
export const demandInput = z.object({
  demanded: z.enum(['yes', 'no'], 'required').transform((answer) => answer === 'yes'),
})
