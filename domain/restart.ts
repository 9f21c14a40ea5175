import { isFlowing, type LifeState } from './connection-life.ts'
import type { DisabledBy } from './gone-source.ts'

/** One stay of a token in Intune. */
export type Stay = { id: string; state: LifeState; disabledBy: DisabledBy | null }

/**
 * The latest earlier stay that had been brought to its end, where data flows again over the present one: sharing
 * restarted. A token that Intune lost by itself and listed again was never ended, and restarts nothing.
 */
export const restartOf = (present: Stay, earlier: readonly Stay[]): string | null =>
  isFlowing(present.state) ? (earlier.findLast(wasEnded)?.id ?? null) : null

/** By a case that found the token gone, or by what was stated or decided of its account. */
const wasEnded = ({ state, disabledBy }: Stay): boolean =>
  state === 'stopped' || state === 'accountKept' || (disabledBy !== null && disabledBy.readingId === null)
