import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvalStands, isOwnCase } from './approval.ts'
import { type Plan, planHash } from './plan.ts'

const counts = { devices: 100, people: 40, apps: 4, licences: 120, managed: 0, fixed: 0 }
const plan: Plan = {
  version: 1,
  connections: [
    {
      id: 'c1',
      kind: 'locationToken',
      externalId: 'x1',
      name: 'Skagen Kiosk',
      tenantLinkId: 'l1',
      account: { id: 'a1', appleId: 'kiosk.skagen@lindegaard.example' },
    },
  ],
  hardStops: [{ kind: 'companyPortalProfiles', connectionId: 'c1', subjects: ['p1', 'p2'] }],
  counts,
}
const [connection] = plan.connections
const [hardStop] = plan.hardStops
if (!connection || !hardStop) throw new Error('the plan is empty')
const agreed = planHash(plan, counts)

describe('an approval of a plan', () => {
  it.each<[string, Plan]>([
    ['a renamed token', { ...plan, connections: [{ ...connection, name: 'Skagen' }] }],
    ['a count within a tenth', { ...plan, counts: { ...counts, devices: 110, licences: 108 } }],
    ['a small count that moves by a few', { ...plan, counts: { ...counts, apps: 9 } }],
    [
      'the same hard stop listed in another order',
      { ...plan, hardStops: [{ ...hardStop, subjects: ['p2', 'p1'] }] },
    ],
  ])('outlives %s', (_, changed) => {
    expect(planHash(changed, counts)).toBe(agreed)
  })

  it.each<[string, Plan]>([
    [
      'another connection',
      { ...plan, connections: [connection, { ...connection, id: 'c2', externalId: 'x2' }] },
    ],
    ['another token in its place', { ...plan, connections: [{ ...connection, externalId: 'x2' }] }],
    ['another account', { ...plan, connections: [{ ...connection, account: { id: 'a2', appleId: 'b' } }] }],
    ['an account that is no longer known', { ...plan, connections: [{ ...connection, account: null }] }],
    [
      'another hard stop',
      { ...plan, hardStops: [hardStop, { ...hardStop, kind: 'tokenExpired', subjects: [] }] },
    ],
    [
      'one more subject of a hard stop',
      { ...plan, hardStops: [{ ...hardStop, subjects: ['p1', 'p2', 'p3'] }] },
    ],
    ['a count beyond a tenth', { ...plan, counts: { ...counts, devices: 111 } }],
  ])('does not outlive %s', (_, changed) => {
    expect(planHash(changed, counts)).not.toBe(agreed)
  })

  it('does not depend on the order in which facts are listed', () => {
    const others = ['c2', 'c3', 'c4'].map((id) => ({ ...connection, id, externalId: `x-${id}` }))
    const listed = [connection, ...others]
    const wanted = planHash({ ...plan, connections: listed }, counts)
    fc.assert(
      fc.property(fc.shuffledSubarray(listed, { minLength: listed.length }), (shuffled) => {
        expect(planHash({ ...plan, connections: shuffled }, counts)).toBe(wanted)
      }),
    )
  })

  it('stands only for this plan, and only by somebody else', () => {
    const approval = { planHash: agreed, askedBy: 'm1', decision: 'approved', decidedBy: 'm2' } as const
    expect(approvalStands(approval, agreed)).toBe(true)
    expect(approvalStands(approval, 'other')).toBe(false)
    expect(approvalStands({ ...approval, decidedBy: 'm1' }, agreed)).toBe(false)
    expect(approvalStands({ ...approval, decision: 'rejected' }, agreed)).toBe(false)
    expect(approvalStands({ ...approval, decision: null, decidedBy: null }, agreed)).toBe(false)
    expect(approvalStands(null, agreed)).toBe(false)
  })

  it('is nobody’s own to give, whether they asked or started the case', () => {
    expect(isOwnCase('m1', { askedBy: 'm1', startedBy: 'm2' })).toBe(true)
    expect(isOwnCase('m2', { askedBy: 'm1', startedBy: 'm2' })).toBe(true)
    expect(isOwnCase('m3', { askedBy: 'm1', startedBy: 'm2' })).toBe(false)
  })
})
