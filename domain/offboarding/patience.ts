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
