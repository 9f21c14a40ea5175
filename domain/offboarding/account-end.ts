import { type Day, daysAfter, isDay } from '../day.ts'

/** Kinds of account that an organisation can have deleted: a Managed Apple Account, or an Apple Account of its own. */
export const deletableKinds = ['managed', 'personal'] as const
export type DeletableKind = (typeof deletableKinds)[number]

/**
 * The longest that Apple takes over a deletion, in days. A deactivated Managed Apple Account is deleted after 30, in
 * Apple School Manager after 120 (Apple Support 101391); a request at privacy.apple.com is verified for up to 7.
 */
const longestDays = (kind: DeletableKind, isSchool: boolean): number => {
  if (kind === 'personal') return 7
  return isSchool ? 120 : 30
}

type Requested = {
  kind: DeletableKind
  isSchool: boolean
  /** As it was typed: empty, or no day, while it is not known. */
  requestedOn: string
  today: Day
}

/** The day to look whether a deletion that was requested was done: never one that is over already. */
export const lookAgainOn = ({ kind, isSchool, requestedOn, today }: Requested): Day => {
  const done = daysAfter(isDay(requestedOn) ? requestedOn : today, longestDays(kind, isSchool))
  return done < today ? today : done
}
