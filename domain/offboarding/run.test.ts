import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApprovalFacts } from './approval.ts'
import type { Plan, PlannedConnection } from './plan.ts'
import { canCancel, next, type Run, type RunEvent, type RunRefusal, type RunState, upNext } from './run.ts'
import { natureOf, type TaskKind, type TaskState, tasksOf } from './task.ts'

const approval: ApprovalFacts = {
  planHash: 'h',
  askedBy: 'admin',
  decision: 'approved',
  decidedBy: 'decider',
}
/** `e` is an enrolment token, any other a location token. */
const connection = (id: string): PlannedConnection => ({
  id,
  kind: id === 'e' ? 'enrolmentToken' : 'locationToken',
  externalId: `external-${id}`,
  name: id,
  tenantLinkId: 'link',
  account: { id: 'account', appleId: 'apps@lindegaard.example' },
})
const planOf = (...ids: string[]): Plan => ({
  version: 1,
  connections: ids.map(connection),
  hardStops: [],
  counts: { devices: 1, people: 1, apps: 1, licences: 1, managed: 0 },
})
const fresh = (...ids: string[]): Run => ({
  state: 'confirmed',
  planHash: 'h',
  approval,
  tasks: tasksOf(planOf(...ids)),
})

const step = (run: Run, event: RunEvent): Run => {
  const outcome = next(run, event)
  if (!outcome.ok) throw new Error(`${event.kind} refused: ${outcome.reason}`)
  return outcome.value
}
const carryOut = (run: Run, upTo: TaskKind | null): Run => {
  let current = run
  for (let task = upNext(current); task && task.kind !== upTo; task = upNext(current)) {
    current = step(current, { kind: 'taskStarted', position: task.position })
    current = step(current, { kind: 'taskDone', position: task.position })
  }
  return current
}
const failing = (run: Run, position: number): Run =>
  step(step(run, { kind: 'taskStarted', position }), {
    kind: 'taskFailed',
    position,
    reason: 'missingPermission',
  })

describe('a run', () => {
  it('removes assignments, revokes, waits, deletes and checks, in this order', () => {
    expect(fresh('a').tasks.map(({ kind }) => kind)).toEqual([
      'removeAssignments',
      'revokeLicences',
      'awaitRevocation',
      'deleteToken',
      'checkGone',
    ])
  })

  it('takes an enrolment token off everything that uses it before it goes', () => {
    expect(fresh('e').tasks.map(({ kind }) => kind)).toEqual([
      'unshareToken',
      'unassignDevices',
      'deleteIdentities',
      'deleteProfiles',
      'deleteToken',
      'checkGone',
    ])
  })

  it('awaits the account once every task is over, and ends with a word on it', () => {
    const gone = carryOut(fresh('a'), null)
    expect(gone.state).toBe('awaitingAccount')
    expect(upNext(gone)).toBeNull()
    expect(step(gone, { kind: 'accountDeleted' }).state).toBe('finished')
    expect(step(gone, { kind: 'accountKept' }).state).toBe('finished')
  })

  it('stops the branch of a failed task, not the others', () => {
    const run = failing(fresh('a', 'b'), 0)
    expect(run.state).toBe('running')
    expect(upNext(run)?.connectionId).toBe('b')
    expect(carryOut(run, null).state).toBe('needsAttention')
  })

  it('goes on where it was after a retry', () => {
    const stuck = failing(fresh('a'), 0)
    expect(stuck.state).toBe('needsAttention')
    const retried = step(stuck, { kind: 'taskRetried', position: 0 })
    expect(retried.state).toBe('running')
    expect(upNext(retried)?.position).toBe(0)
  })

  it('asks for the revocation again when waiting for it failed, and stays uncancellable', () => {
    const stuck = failing(carryOut(fresh('a'), 'awaitRevocation'), 2)
    const retried = step(stuck, { kind: 'taskRetried', position: 2 })
    expect(upNext(retried)?.kind).toBe('revokeLicences')
    expect(canCancel(retried)).toBe(false)
  })

  it('goes on without the licences that cannot be revoked once a member accepts it', () => {
    const stuck = failing(carryOut(fresh('a'), 'awaitRevocation'), 2)
    const accepted = step(stuck, { kind: 'remainderAccepted', position: 2 })
    expect(upNext(accepted)?.kind).toBe('deleteToken')
  })

  it('does not wait for a revocation that was given up', () => {
    const stuck = failing(carryOut(fresh('a'), 'revokeLicences'), 1)
    const accepted = step(stuck, { kind: 'remainderAccepted', position: 1 })
    expect(upNext(accepted)?.kind).toBe('deleteToken')
  })

  it('lets a task that was interrupted be started again', () => {
    const started = step(fresh('a'), { kind: 'taskStarted', position: 0 })
    expect(step(started, { kind: 'taskStarted', position: 0 })).toEqual(started)
  })

  const at = (kind: TaskKind, state: TaskState) => {
    const before = carryOut(fresh('a'), kind)
    const position = upNext(before)?.position ?? -1
    if (state === 'waiting') return before
    const started = step(before, { kind: 'taskStarted', position })
    return state === 'running' ? started : step(started, { kind: 'taskFailed', position, reason: 'x' })
  }

  it.each<[string, Run, RunEvent, RunRefusal]>([
    ['a task does not start out of turn', fresh('a'), { kind: 'taskStarted', position: 3 }, 'notItsTurn'],
    [
      'nothing starts without an approval',
      { ...fresh('a'), approval: null },
      { kind: 'taskStarted', position: 0 },
      'notApproved',
    ],
    [
      'nothing starts on an approval of another plan',
      { ...fresh('a'), approval: { ...approval, planHash: 'other' } },
      { kind: 'taskStarted', position: 0 },
      'notApproved',
    ],
    [
      'nothing starts on a rejection',
      { ...fresh('a'), approval: { ...approval, decision: 'rejected' } },
      { kind: 'taskStarted', position: 0 },
      'notApproved',
    ],
    [
      'nothing starts on an approval by the one who asked',
      { ...fresh('a'), approval: { ...approval, decidedBy: 'admin' } },
      { kind: 'taskStarted', position: 0 },
      'notApproved',
    ],
    [
      'a task that was not started cannot be done',
      fresh('a'),
      { kind: 'taskDone', position: 0 },
      'taskNotRunning',
    ],
    [
      'an unknown task cannot fail',
      fresh('a'),
      { kind: 'taskFailed', position: 9, reason: 'x' },
      'taskNotRunning',
    ],
    [
      'the check is never skipped',
      at('checkGone', 'running'),
      { kind: 'taskSkipped', position: 4, reason: 'tokenAlreadyGone' },
      'cannotBeSkipped',
    ],
    [
      'a failed check leaves no remainder to accept',
      at('checkGone', 'needsAttention'),
      { kind: 'remainderAccepted', position: 4 },
      'noRemainder',
    ],
    [
      'a token that was not deleted is no remainder',
      at('deleteToken', 'needsAttention'),
      { kind: 'remainderAccepted', position: 3 },
      'noRemainder',
    ],
    [
      'only what needs attention is retried',
      fresh('a'),
      { kind: 'taskRetried', position: 0 },
      'nothingToRetry',
    ],
    [
      'it is too late to cancel once licences are being revoked',
      at('revokeLicences', 'running'),
      { kind: 'cancelled' },
      'tooLateToCancel',
    ],
    [
      'an account does not end a run whose token is there',
      fresh('a'),
      { kind: 'accountDeleted' },
      'tokenNotGoneYet',
    ],
    ['nor does keeping it', at('checkGone', 'needsAttention'), { kind: 'accountKept' }, 'tokenNotGoneYet'],
    [
      'nothing happens to a finished run',
      { ...fresh('a'), state: 'finished' },
      { kind: 'taskStarted', position: 0 },
      'caseEnded',
    ],
    [
      'nothing happens to a cancelled run',
      { ...fresh('a'), state: 'cancelled' },
      { kind: 'cancelled' },
      'caseEnded',
    ],
  ])('%s', (_, run, event, reason) => {
    expect(next(run, event)).toMatchObject({ ok: false, reason })
  })
})

const positions = fc.integer({ min: 0, max: 10 })
const events: fc.Arbitrary<RunEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('taskStarted' as const), position: positions }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('taskDone' as const), position: positions }) },
  fc.record({
    kind: fc.constant('taskSkipped' as const),
    position: positions,
    reason: fc.constant('tokenAlreadyGone' as const),
  }),
  fc.record({
    kind: fc.constant('taskFailed' as const),
    position: positions,
    reason: fc.constant('timedOut'),
  }),
  fc.record({ kind: fc.constant('taskRetried' as const), position: positions }),
  fc.record({ kind: fc.constant('remainderAccepted' as const), position: positions }),
  fc.record({
    kind: fc.constantFrom('cancelled' as const, 'accountDeleted' as const, 'accountKept' as const),
  }),
)
/** The task in turn started and done, over and over, with anything else in between. */
const histories = fc.array(fc.oneof(events, fc.constant('goOn' as const)), { maxLength: 60 })

const walk = (start: Run, history: readonly (RunEvent | 'goOn')[]): Run[] => {
  const seen = [start]
  let run = start
  for (const event of history) {
    const task = upNext(run)
    const outcome =
      event === 'goOn'
        ? task &&
          next(run, { kind: task.state === 'running' ? 'taskDone' : 'taskStarted', position: task.position })
        : next(run, event)
    if (outcome?.ok) run = outcome.value
    seen.push(run)
  }
  return seen
}

const everyEvent = ({ tasks }: Run): RunEvent[] => [
  ...tasks.flatMap(({ position }): RunEvent[] => [
    { kind: 'taskStarted', position },
    { kind: 'taskDone', position },
    { kind: 'taskRetried', position },
  ]),
  { kind: 'accountDeleted' },
]

const terminal: ReadonlySet<RunState> = new Set(['finished', 'cancelled'])

describe('whatever happens to a run', () => {
  it('nothing begins without a standing approval', () => {
    const unapproved = fc.constantFrom<ApprovalFacts | null>(
      null,
      { ...approval, decision: null, decidedBy: null },
      { ...approval, decision: 'rejected' },
      { ...approval, planHash: 'stale' },
      { ...approval, decidedBy: approval.askedBy },
    )
    fc.assert(
      fc.property(histories, unapproved, (history, word) => {
        for (const run of walk({ ...fresh('a', 'e'), approval: word }, history)) {
          expect(run.tasks.some(({ hasBegun }) => hasBegun)).toBe(false)
          expect(run.state).not.toBe('finished')
        }
      }),
    )
  })

  it('no path to the end skips the check, or deletes before it has waited', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const run of walk(fresh('a', 'e'), history)) {
          if (run.state === 'awaitingAccount' || run.state === 'finished') {
            expect(run.tasks.filter(({ kind }) => kind === 'checkGone').map(({ state }) => state)).toEqual([
              'done',
              'done',
            ])
          }
          for (const task of run.tasks.filter(({ state }) => state === 'running' || state === 'done')) {
            const before = run.tasks.filter(
              ({ connectionId, position }) => connectionId === task.connectionId && position < task.position,
            )
            expect(before.every(({ state }) => state === 'done' || state === 'skipped')).toBe(true)
          }
        }
      }),
    )
  })

  it('every state can be left', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const run of walk(fresh('a', 'e'), history)) {
          const moves = everyEvent(run).filter((event) => {
            const outcome = next(run, event)
            return outcome.ok && JSON.stringify(outcome.value) !== JSON.stringify(run)
          })
          expect(moves.length > 0).toBe(!terminal.has(run.state))
        }
      }),
    )
  })

  it('cancelling leaves nothing irreversible behind', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const run of walk(fresh('a', 'e'), history)) {
          if (run.state !== 'cancelled') continue
          expect(run.tasks.some(({ kind, hasBegun }) => hasBegun && natureOf(kind).isIrreversible)).toBe(
            false,
          )
        }
      }),
    )
  })
})
