import type { RunState } from './run.ts'

/** How long to wait before looking again, in milliseconds: soon at first, then every two minutes. */
export const lookAgainMs = (looks: number): number => Math.min(120_000, 2_000 * 2 ** looks)

/** After this long without a result a person must look: Intune syncs with Apple daily, and shows results well before. */
export const revocationPatienceHours = 12

/**
 * Graph answers from copies that hear of a change a little later, so a token that was just deleted may still be
 * answered. After this long it is no copy any more, and a person must look.
 */
export const gonePatienceMinutes = 10

/** A sync with Apple has 15 minutes to finish (Microsoft's page on enrolment program tokens). */
export const syncPatienceMinutes = 20

/** Intune takes a sync every 15 minutes at most; when the last one was asked for is not always ours to know. */
export const syncAgainMs = 60_000

/** A fault that may pass is looked past so often, in all some two minutes, before a person is asked. */
const passingTries = 6

/** When to try again after a fault that may pass, in milliseconds; null when it has not passed for long enough. */
export const tryAgainMs = (tries: number): number | null => (tries < passingTries ? lookAgainMs(tries) : null)

/** A pause that Microsoft asks for is kept to, but asked about again after an hour: it may be over. */
const longestPauseMs = 60 * 60_000

/** The same where Microsoft says itself for how long it wants to be left alone. */
export const tryAgainAfterPauseMs = (tries: number, seconds: number): number | null => {
  const own = tryAgainMs(tries)
  return own === null ? null : Math.max(own, Math.min(seconds * 1000, longestPauseMs))
}

/**
 * Until when a task rests that said at `saidAt` to go on at `again` (ISO 8601); null where it rests no more. A clock that
 * reads earlier than that was said has been set back and cannot tell how long is left: then it is time.
 */
export const restsUntil = (
  { again, saidAt }: { again?: string | undefined; saidAt?: string | undefined },
  now: Date,
): Date | null => {
  if (!again || (saidAt && new Date(saidAt) > now)) return null
  const until = new Date(again)
  return until > now ? until : null
}

/** Shorter pauses are over before anybody has read of them. */
export const pauseToTellMs = 3_000

/** Deleting ten thousand devices takes the better part of an hour: what Intune manages is looked at again so often meanwhile. */
export const lookAtManagedMs = 5 * 60_000

/** A queue takes a job of four hours for one whose worker died, and gives it to another: long before, it is handed back. */
export const handBackMs = 60 * 60_000

/**
 * Of the changes of tokens that Microsoft allows, 100 in 20 seconds, four fifths are used (Microsoft Graph service-specific
 * throttling limits, Intune).
 */
const changesPerMinute = 240

/** How long a task takes at least that has removed so many of so many, in minutes, rounded up. */
export const minutesLeft = ({ removed = 0, of = 0 }: { removed?: number; of?: number }): number =>
  Math.ceil(Math.max(0, of - removed) / changesPerMinute)

/**
 * How often the page of a run asks for it again, in milliseconds; null where nothing moves any more. What waits for a person
 * may be taken on by another one, on another screen.
 */
export const askAgainMs = (state: RunState | 'draft', isHeld: boolean): number | null => {
  if (state === 'confirmed' || state === 'running') return isHeld ? 15_000 : 1500
  return state === 'needsAttention' ? 10_000 : null
}
