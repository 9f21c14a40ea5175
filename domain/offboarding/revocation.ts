import type { Revocation } from '../tenant.ts'

/** What tells the revocations of a token apart: when each began. */
export const tracesOf = (revocations: readonly Revocation[]): string[] =>
  revocations.map(({ startedAt }) => startedAt ?? 'unknown')

/**
 * The newest revocation that was not there when `known` was noted, or null. Intune lists the results of earlier
 * actions too, so only a new one answers for ours.
 */
export const askedSince = (
  revocations: readonly Revocation[],
  known: readonly string[],
): Revocation | null => {
  const left = [...known]
  const fresh = revocations.filter(({ startedAt }) => {
    const at = left.indexOf(startedAt ?? 'unknown')
    if (at === -1) return true
    left.splice(at, 1)
    return false
  })
  return fresh.toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '', 'en')).at(-1) ?? null
}

/** Where a revocation stands. `failed` counts licences still held; null where Intune does not say how many. */
export type RevocationProgress =
  | { kind: 'underWay' }
  | { kind: 'done'; total: number | null; failed: number | null }
  | {
      kind: 'failed'
      failed: number | null
      total: number | null
      why: NonNullable<Revocation['failureReason']>
    }

/**
 * Reads `tokenActionResults`. A revocation may be `done` and still have failed: for some of the licences, or with a
 * reason and no number. What Intune does not say stays null.
 */
export const progressOf = (revocation: Revocation | null): RevocationProgress => {
  if (!revocation) return { kind: 'underWay' }
  const { state, failed, total, failureReason } = revocation
  const failure = { kind: 'failed', failed, total, why: failureReason ?? 'unknown' } as const
  switch (state) {
    case 'done':
      return failed || failureReason !== null ? failure : { kind: 'done', total, failed }
    case 'failed':
    case 'cancelled':
    case 'notSupported':
      return failure
    default:
      return { kind: 'underWay' }
  }
}
