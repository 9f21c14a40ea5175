import { describe, expect, it } from 'vitest'
import type { Revocation } from '../tenant.ts'
import { askedSince, progressOf, type RevocationProgress, tracesOf } from './revocation.ts'

const revocation = (fields: Partial<Revocation>): Revocation => ({
  state: 'done',
  total: 10,
  failed: 0,
  failureReason: null,
  startedAt: '2026-11-22T10:00:00.000Z',
  updatedAt: null,
  ...fields,
})
const older = revocation({ startedAt: '2025-01-01T00:00:00.000Z' })
const ours = revocation({ total: 44 })

describe('the result of a revocation', () => {
  it('is never that of an earlier one', () => {
    const known = tracesOf([older])
    expect(askedSince([older], known)).toBeNull()
    expect(askedSince([ours, older], known)).toBe(ours)
    expect(askedSince([ours], known)).toBe(ours)
  })

  it('is found by number where Intune gives no times', () => {
    const timeless = revocation({ startedAt: null })
    expect(askedSince([timeless], tracesOf([timeless]))).toBeNull()
    expect(askedSince([timeless, timeless], tracesOf([timeless]))).toBe(timeless)
  })

  it('is the newest where it was asked for more than once', () => {
    const again = revocation({ startedAt: '2026-11-22T11:00:00.000Z' })
    expect(askedSince([again, ours], [])).toBe(again)
  })

  it.each<[string, Revocation | null, RevocationProgress]>([
    ['not listed yet is under way', null, { kind: 'underWay' }],
    ['pending is under way', revocation({ state: 'pending' }), { kind: 'underWay' }],
    ['an unknown state is under way', revocation({ state: 'unknown' }), { kind: 'underWay' }],
    ['done is done', ours, { kind: 'done', total: 44, failed: 0 }],
    [
      'done without numbers claims none',
      revocation({ failed: null, total: null }),
      { kind: 'done', total: null, failed: null },
    ],
    [
      'done with a reason to have failed has failed',
      revocation({ failed: null, total: 40, failureReason: 'apple' }),
      { kind: 'failed', failed: null, total: 40, why: 'apple' },
    ],
    [
      'done with licences left has failed for them',
      revocation({ failed: 3, failureReason: 'apple' }),
      { kind: 'failed', failed: 3, total: 10, why: 'apple' },
    ],
    [
      'failed without numbers says so',
      revocation({ state: 'failed', failed: null, total: null }),
      { kind: 'failed', failed: null, total: null, why: 'unknown' },
    ],
  ])('%s', (_, given, progress) => {
    expect(progressOf(given)).toEqual(progress)
  })
})
