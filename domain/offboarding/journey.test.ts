import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JourneyPlan, type JourneyStepStatus, journey, type StepId, stepIds } from './journey.ts'
import { runStates } from './run.ts'

const deleted = { kind: 'deleteToken', state: 'done' } as const
const gone = { kind: 'checkGone', state: 'done' } as const
const approved = { planHash: 'h', askedBy: 'm1', decision: 'approved', decidedBy: 'm2' } as const
const empty: JourneyPlan = {
  state: 'draft',
  connectionIds: [],
  planHash: null,
  impactReadFor: null,
  informedFor: null,
  orderReadFor: null,
  approval: null,
  needsAccess: true,
  hasAccess: false,
  tasks: [],
}
const chosen: JourneyPlan = { ...empty, connectionIds: ['c1'], planHash: 'h' }
const read: JourneyPlan = { ...chosen, impactReadFor: 'h' }
const told: JourneyPlan = { ...read, informedFor: 'h' }
const ordered: JourneyPlan = { ...told, orderReadFor: 'h' }
const agreed: JourneyPlan = { ...ordered, approval: approved }
const ready: JourneyPlan = { ...agreed, hasAccess: true }

describe('the place of a case', () => {
  it.each<[string, JourneyPlan, StepId, JourneyStepStatus]>([
    ['a new case asks what to end', empty, 'scope', 'current'],
    ['then it shows the impact', chosen, 'impact', 'current'],
    ['then it asks who is told', read, 'informing', 'current'],
    ['then it shows the order', told, 'order', 'current'],
    ['then it asks for approval', ordered, 'approval', 'current'],
    [
      'a rejection blocks it',
      { ...ordered, approval: { ...approved, decision: 'rejected' } },
      'approval',
      'blocked',
    ],
    [
      'an approval of other facts is none',
      { ...agreed, approval: { ...approved, planHash: 'old' } },
      'approval',
      'current',
    ],
    ['approved, it asks for write access', agreed, 'access', 'current'],
    ['what people end alone needs none', { ...agreed, needsAccess: false }, 'confirm', 'current'],
    ['then for the name to be typed', ready, 'confirm', 'current'],
    ['facts that changed lead back to the impact', { ...ready, planHash: 'new' }, 'impact', 'current'],
    ['confirmed, it runs', { ...ready, state: 'confirmed' }, 'run', 'current'],
    ['what is confirmed no longer depends on answers', { ...chosen, state: 'running' }, 'run', 'current'],
    ['a task that needs attention blocks it', { ...ready, state: 'needsAttention' }, 'run', 'blocked'],
    ['the token gone, the account is next', { ...ready, state: 'awaitingAccount' }, 'account', 'current'],
    ['finished, it is done', { ...ready, state: 'finished', hasAccess: false }, 'done', 'done'],
    ['cancelled, it stays where it was', { ...agreed, state: 'cancelled' }, 'access', 'notDone'],
    [
      'cancelled in its run, what was done can be looked at',
      { ...agreed, state: 'cancelled', tasks: [deleted, { ...gone, state: 'waiting' }] },
      'run',
      'notDone',
    ],
  ])('%s', (_, plan, current, status) => {
    const path = journey(plan)
    expect(path.current).toBe(current)
    expect(path.steps.find(({ id }) => id === current)?.status).toBe(status)
  })

  it('of a cancelled case nothing is to come', () => {
    const statuses = journey({ ...agreed, state: 'cancelled' }).steps.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set(['done', 'notDone']))
    expect(statuses.at(-1)).toBe('notDone')
  })

  it('a case that left everything out has no account to speak of', () => {
    const steps = (tasks: JourneyPlan['tasks']) =>
      journey({ ...ready, state: 'finished', tasks }).steps.map(({ id }) => id)
    expect(steps([deleted, { ...gone, state: 'skipped' }])).not.toContain('account')
    expect(steps([deleted, gone])).toContain('account')
  })

  it('choosing another connection undoes the impact that was read and the approval given on it', () => {
    const path = journey({ ...ready, connectionIds: ['c2'], planHash: 'h2' })
    expect(path.canVisit('scope')).toBe(true)
    expect(path.canVisit('approval')).toBe(false)
    expect(path.canVisit('confirm')).toBe(false)
  })

  it('opens every step up to the present one and none beyond it', () => {
    const hash = fc.option(fc.constantFrom('h', 'h2'))
    const plans = fc.record<JourneyPlan>({
      state: fc.constantFrom('draft', ...runStates),
      connectionIds: fc.subarray(['c1', 'c2']),
      planHash: hash,
      impactReadFor: hash,
      informedFor: hash,
      orderReadFor: hash,
      approval: fc.option(
        fc.record({
          planHash: fc.constantFrom('h', 'h2'),
          askedBy: fc.constant('m1'),
          decision: fc.constantFrom('approved', 'rejected', null),
          decidedBy: fc.constantFrom('m1', 'm2', null),
        }),
      ),
      needsAccess: fc.boolean(),
      hasAccess: fc.boolean(),
      tasks: fc.subarray([deleted, gone]),
    })
    fc.assert(
      fc.property(plans, (plan) => {
        const path = journey(plan)
        const isOver = plan.state === 'finished' || plan.state === 'reopened'
        const hasAccounts = !isOver || plan.tasks.includes(gone)
        const asked = stepIds.filter(
          (id) => (plan.needsAccess || id !== 'access') && (hasAccounts || id !== 'account'),
        )
        const at = asked.indexOf(path.current)
        expect(stepIds.filter((id) => path.canVisit(id))).toEqual(asked.slice(0, at + 1))
        const isApproved =
          plan.approval?.decision === 'approved' &&
          plan.approval.planHash === plan.planHash &&
          plan.approval.decidedBy === 'm2'
        const wasCalledOff = plan.state === 'cancelled' && plan.tasks.length === 0
        if ((plan.state === 'draft' || wasCalledOff) && !isApproved) {
          expect(path.canVisit('access')).toBe(false)
        }
      }),
    )
  })
})
