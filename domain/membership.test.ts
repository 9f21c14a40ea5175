import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Access, decideAccess, decideEnd, decideInvitation } from './membership.ts'
import { roles } from './permission.ts'

const now = new Date('2026-12-01T12:00:00Z')
const later = new Date('2026-12-31T12:00:00Z')
const owner: Access = { role: 'owner', endsAt: null }
const admin: Access = { role: 'admin', endsAt: null }

describe('an access', () => {
  test.each([
    ['an auditor without an end', { role: 'auditor', endsAt: null }, 'auditorNeedsEnd'],
    ['an end that is past', { role: 'admin', endsAt: now }, 'endIsPast'],
  ] as const)('of %s is refused', (_name, access, reason) => {
    expect(decideInvitation(access, now)).toEqual({ ok: false, reason })
    expect(decideAccess({ from: owner, to: access, others: [owner] }, now)).toEqual({ ok: false, reason })
  })

  test('that stays the same is nothing to record', () => {
    const same = { from: { ...admin, endsAt: later }, to: { ...admin, endsAt: new Date(later) }, others: [] }
    expect(decideAccess(same, now)).toEqual({ ok: false, reason: 'sameAccess' })
  })

  test('that has ended does not end again', () => {
    const ended = { from: { ...admin, endsAt: new Date(0) }, others: [owner] }
    expect(decideEnd(ended, now)).toEqual({ ok: false, reason: 'accessEnded' })
  })
})

test('whatever is changed, an owner whose access has no end remains', () => {
  const end = fc.constantFrom(null, later, new Date(0))
  const access = fc.record({ role: fc.constantFrom(...roles), endsAt: end })
  const others = fc.array(access, { maxLength: 4 })
  const remains = (all: readonly Access[]) =>
    all.some(({ role, endsAt }) => role === 'owner' && endsAt === null)
  fc.assert(
    fc.property(access, access, others, (from, to, rest) => {
      const changed = decideAccess({ from, to, others: rest }, now)
      expect(!changed.ok || remains([changed.value, ...rest])).toBe(true)
      const ended = decideEnd({ from, others: rest }, now)
      expect(!ended.ok || remains(rest)).toBe(true)
    }),
  )
})
