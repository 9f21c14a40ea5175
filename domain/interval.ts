/** From one reading until another, by their sequences, half-open; without an end it goes on. */
export type Interval = { since: number; until: number | null }

const endless = Number.POSITIVE_INFINITY
const endOf = ({ until }: Interval): number => until ?? endless
const ending = (at: number): number | null => (at === endless ? null : at)

/** What two intervals have in common, or null where that is nothing. */
export const overlap = (one: Interval, other: Interval): Interval | null => {
  const since = Math.max(one.since, other.since)
  const until = Math.min(endOf(one), endOf(other))
  return since < until ? { since, until: ending(until) } : null
}

/** Whether it stands at a reading. */
export const standsAt = (interval: Interval, sequence: number): boolean =>
  interval.since <= sequence && endOf(interval) > sequence

/** Intervals as they were known at a reading: what began later is not told, and what ended later still goes on. */
export const knownAt = <Known extends Interval>(intervals: readonly Known[], sequence: number): Known[] =>
  intervals
    .filter(({ since }) => since <= sequence)
    .map((each) => (endOf(each) > sequence ? { ...each, until: null } : each))

/** A part of an interval, and what it is divided by there: none where nothing of that covers it. */
export type Part<Divider> = Interval & { divider: Divider | null }

/**
 * An interval divided where others begin and end, in order, without gap: a device's sharing by whose it was. Dividers
 * do not overlap each other.
 */
export const divide = <Divider extends Interval>(
  whole: Interval,
  dividers: readonly Divider[],
): Part<Divider>[] => {
  const parts: Part<Divider>[] = []
  let from = whole.since
  for (const divider of dividers.toSorted((a, b) => a.since - b.since)) {
    const common = overlap({ since: from, until: whole.until }, divider)
    if (!common) continue
    if (from < common.since) parts.push({ since: from, until: common.since, divider: null })
    parts.push({ ...common, divider })
    from = endOf(common)
  }
  if (from < endOf(whole)) parts.push({ since: from, until: whole.until, divider: null })
  return parts
}
