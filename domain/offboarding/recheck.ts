/** Days after its end on which a connection is looked for again. */
const usualDays = [1, 7, 30, 90] as const

/**
 * Past the longest that Apple keeps a deactivated account of School Manager before it deletes it, 120 days (Apple Support
 * 101391).
 */
const dayOfSchools = 121

const dayMs = 86_400_000

/** The days on which a connection is looked for again once it has ended. */
export const daysOf = ({ isOfSchool }: { isOfSchool: boolean }): readonly number[] =>
  isOfSchool ? [...usualDays, dayOfSchools] : usualDays

export type Ended = {
  endedAt: Date
  isOfSchool: boolean
  /** Days on which it was looked for already. */
  looked: readonly number[]
}

const momentOf = ({ endedAt }: Ended, day: number): Date => new Date(endedAt.getTime() + day * dayMs)

/** The days that have come and on which nobody has looked yet. A look made late answers for all of them. */
export const daysDue = (ended: Ended, now: Date): number[] =>
  daysOf(ended).filter((day) => !ended.looked.includes(day) && momentOf(ended, day) <= now)

/** When it is looked for next; null after the last of its days. Past when the clock is about to look. */
export const nextLook = (ended: Ended): Date | null => {
  const day = daysOf(ended).find((each) => !ended.looked.includes(each))
  return day === undefined ? null : momentOf(ended, day)
}

type Returning = { id: string; returnedAt: Date | null; sharesAgain: boolean }
type Look = { connectionId: string; found: string; checkedAt: Date }

/**
 * When something that was ended was found again; null where it was not. `looks`: the newest first. A look finds it before the
 * reading that says since when; once a reading has, an older look says nothing, and of a stay that ended too the earlier
 * end stands.
 */
export const backSince = (
  { id, returnedAt, sharesAgain }: Returning,
  looks: readonly Look[],
): Date | null => {
  if (returnedAt !== null) return sharesAgain ? returnedAt : null
  const newest = looks.find(({ connectionId }) => connectionId === id)
  return newest?.found === 'present' ? newest.checkedAt : null
}
