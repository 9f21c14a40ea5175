import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConnectionKind } from '../service.ts'
import type { ApprovalFacts } from './approval.ts'
import type { Plan, PlannedConnection } from './plan.ts'
import {
  canCancel,
  next,
  type Run,
  type RunEvent,
  type RunRefusal,
  type RunState,
  ready,
  upNext,
} from './run.ts'
import {
  isGuided,
  natureOf,
  phaseOf,
  type TaskKind,
  type TaskState,
  tasksOf,
  waitsForPeople,
} from './task.ts'

const approval: ApprovalFacts = {
  planHash: 'h',
  askedBy: 'admin',
  decision: 'approved',
  decidedBy: 'decider',
}
const kinds: Record<string, ConnectionKind> = { e: 'enrolmentToken', p: 'pushCertificate' }
/** `e` is an enrolment token, `p` the push certificate, any other a location token. */
const connection = (id: string): PlannedConnection => ({
  id,
  kind: kinds[id] ?? 'locationToken',
  externalId: `external-${id}`,
  name: id,
  tenantLinkId: 'link',
  account: { id: 'account', appleId: 'apps@lindegaard.example' },
})
const planOf = (...ids: string[]): Plan => ({
  version: 1,
  connections: ids.map(connection),
  hardStops: [],
  counts: { devices: 1, people: 1, apps: 1, licences: 1, managed: 0, fixed: 0 },
})
const fresh = (...ids: string[]): Run => ({
  state: 'confirmed',
  planHash: 'h',
  approval,
  irreversibleFrom: null,
  tasks: tasksOf(planOf(...ids)),
})

const at = new Date('2026-11-29T12:00:00Z')
const step = (run: Run, event: RunEvent): Run => {
  const outcome = next(run, event)
  if (!outcome.ok) throw new Error(`${event.kind} refused: ${outcome.reason}`)
  return outcome.value
}
const carryOut = (run: Run, upTo: TaskKind | null): Run => {
  let current = run
  for (let task = upNext(current); task && task.kind !== upTo; task = upNext(current)) {
    current = step(current, { kind: 'taskStarted', position: task.position, at })
    current = step(current, { kind: 'taskDone', position: task.position })
  }
  return current
}
const failing = (run: Run, position: number): Run =>
  step(step(run, { kind: 'taskStarted', position, at }), {
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
      'retireDevices',
      'unshareToken',
      'unassignDevices',
      'deleteIdentities',
      'deleteProfiles',
      'deleteToken',
      'checkGone',
    ])
  })

  it('has the certificate deleted once nothing needs it, and revoked by the account that made it', () => {
    expect(fresh('p').tasks.map(({ kind }) => kind)).toEqual([
      'retireAllDevices',
      'deleteCertificate',
      'checkGone',
      'revokeCertificate',
    ])
  })

  it('waits for people to do the work, not where somebody else’s certificate is in its place', () => {
    const [retire, remove] = fresh('p').tasks
    for (const task of [retire, remove]) {
      if (!task) throw new Error('no task')
      expect(waitsForPeople({ ...task, reason: 'allDevicesToRetire' })).toBe(true)
      expect(waitsForPeople({ ...task, reason: 'accountChanged' })).toBe(false)
    }
  })

  it('ends location tokens side by side, then enrolment tokens, and the certificate last', () => {
    const run = fresh('p', 'e', 'a', 'b')
    expect(ready(run).map(({ connectionId }) => connectionId)).toEqual(['a', 'b'])
    const order: string[] = []
    for (let current = run, task = upNext(run); task; task = upNext(current)) {
      if (order.at(-1) !== task.connectionId) order.push(task.connectionId)
      current = step(current, { kind: 'taskStarted', position: task.position, at })
      current = step(current, { kind: 'taskDone', position: task.position })
    }
    expect(order).toEqual(['a', 'b', 'e', 'p'])
  })

  it('goes on to what comes after a connection once that is left out', () => {
    const stuck = failing(fresh('a', 'e'), 0)
    expect(upNext(stuck)).toBeNull()
    const without = step(stuck, { kind: 'connectionLeftOut', connectionId: 'a' })
    expect(upNext(without)?.connectionId).toBe('e')
    expect(carryOut(without, null).state).toBe('awaitingAccount')
  })

  it('is over, and stopped nothing, once everything was left out', () => {
    const stuck = failing(fresh('a'), 0)
    expect(step(stuck, { kind: 'connectionLeftOut', connectionId: 'a' }).state).toBe('finished')
  })

  it('takes a member’s word for what Apple’s portal tells nobody', () => {
    const stuck = failing(carryOut(fresh('p'), 'revokeCertificate'), 3)
    expect(step(stuck, { kind: 'taskStated', position: 3 }).state).toBe('awaitingAccount')
  })

  it('can be cancelled while a person was asked to delete the certificate and has not', () => {
    const stuck = failing(carryOut(fresh('p'), 'deleteCertificate'), 1)
    expect(canCancel(stuck)).toBe(true)
    expect(canCancel(carryOut(fresh('p'), 'checkGone'))).toBe(false)
  })

  it('awaits the account once every task is over, and ends with a word on it', () => {
    const gone = carryOut(fresh('a'), null)
    expect(gone.state).toBe('awaitingAccount')
    expect(upNext(gone)).toBeNull()
    expect(step(gone, { kind: 'accountsSettled' }).state).toBe('finished')
  })

  it('is opened again by what came back, and only that way', () => {
    const over = step(carryOut(fresh('a'), null), { kind: 'accountsSettled' })
    const open = step(over, { kind: 'connectionReturned' })
    expect(open.state).toBe('reopened')
    expect(ready(open)).toEqual([])
    expect(canCancel(open)).toBe(false)
    expect(step(open, { kind: 'returnsEnded' })).toEqual(over)
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

  it.each<[TaskKind, string]>([
    ['removeAssignments', 'a'],
    ['deleteIdentities', 'e'],
    ['deleteProfiles', 'e'],
  ])('stops %s between two entries, and goes on with it or without its connection', (kind, id) => {
    const before = carryOut(fresh(id), kind)
    const position = upNext(before)?.position ?? -1
    const started = step(before, { kind: 'taskStarted', position, at })
    const stopped = step(started, { kind: 'taskStopped', position })
    expect(stopped.state).toBe('needsAttention')
    expect(stopped.tasks[position]).toMatchObject({ state: 'needsAttention', reason: 'stoppedByMember' })
    expect(upNext(stopped)).toBeNull()
    const again = step(stopped, { kind: 'taskRetried', position })
    expect(step(again, { kind: 'taskStarted', position, at })).toEqual(started)
    expect(step(stopped, { kind: 'connectionLeftOut', connectionId: id }).state).toBe('finished')
  })

  it('lets a task that was interrupted be started again', () => {
    const started = step(fresh('a'), { kind: 'taskStarted', position: 0, at })
    expect(step(started, { kind: 'taskStarted', position: 0, at })).toEqual(started)
  })

  const reached = (kind: TaskKind, state: TaskState, id = 'a') => {
    const before = carryOut(fresh(id), kind)
    const position = upNext(before)?.position ?? -1
    if (state === 'waiting') return before
    const started = step(before, { kind: 'taskStarted', position, at })
    return state === 'running' ? started : step(started, { kind: 'taskFailed', position, reason: 'x' })
  }

  it.each<[string, Run, RunEvent, RunRefusal]>([
    ['a task does not start out of turn', fresh('a'), { kind: 'taskStarted', position: 3, at }, 'notItsTurn'],
    [
      'nothing starts without an approval',
      { ...fresh('a'), approval: null },
      { kind: 'taskStarted', position: 0, at },
      'notApproved',
    ],
    [
      'nothing starts on an approval of another plan',
      { ...fresh('a'), approval: { ...approval, planHash: 'other' } },
      { kind: 'taskStarted', position: 0, at },
      'notApproved',
    ],
    [
      'nothing starts on a rejection',
      { ...fresh('a'), approval: { ...approval, decision: 'rejected' } },
      { kind: 'taskStarted', position: 0, at },
      'notApproved',
    ],
    [
      'nothing starts on an approval by the one who asked',
      { ...fresh('a'), approval: { ...approval, decidedBy: 'admin' } },
      { kind: 'taskStarted', position: 0, at },
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
      reached('checkGone', 'running'),
      { kind: 'taskSkipped', position: 4, reason: 'tokenAlreadyGone' },
      'cannotBeSkipped',
    ],
    [
      'a failed check leaves no remainder to accept',
      reached('checkGone', 'needsAttention'),
      { kind: 'remainderAccepted', position: 4 },
      'noRemainder',
    ],
    [
      'a token that was not deleted is no remainder',
      reached('deleteToken', 'needsAttention'),
      { kind: 'remainderAccepted', position: 3 },
      'noRemainder',
    ],
    [
      'devices are left behind by their number alone',
      reached('retireAllDevices', 'needsAttention', 'p'),
      { kind: 'remainderAccepted', position: 0 },
      'noRemainder',
    ],
    [
      'only what needs attention is retried',
      fresh('a'),
      { kind: 'taskRetried', position: 0 },
      'nothingToRetry',
    ],
    [
      'what does not go entry by entry is not stopped in the middle',
      reached('deleteToken', 'running'),
      { kind: 'taskStopped', position: 3 },
      'nothingToStop',
    ],
    [
      'only what is under way is stopped',
      reached('removeAssignments', 'waiting'),
      { kind: 'taskStopped', position: 0 },
      'nothingToStop',
    ],
    [
      'nor is it stopped twice',
      step(reached('removeAssignments', 'running'), { kind: 'taskStopped', position: 0 }),
      { kind: 'taskStopped', position: 0 },
      'nothingToStop',
    ],
    [
      'what was stopped is not done before somebody goes on',
      step(reached('removeAssignments', 'running'), { kind: 'taskStopped', position: 0 }),
      { kind: 'taskDone', position: 0 },
      'taskNotRunning',
    ],
    [
      'it is too late to cancel once licences are being revoked',
      reached('revokeLicences', 'running'),
      { kind: 'cancelled' },
      'tooLateToCancel',
    ],
    [
      'an account does not end a run whose token is there',
      fresh('a'),
      { kind: 'accountsSettled' },
      'tokenNotGoneYet',
    ],
    [
      'nor one whose check has failed',
      reached('checkGone', 'needsAttention'),
      { kind: 'accountsSettled' },
      'tokenNotGoneYet',
    ],
    [
      'what cannot be undone does not begin before the time to cancel is over',
      { ...carryOut(fresh('a'), 'revokeLicences'), irreversibleFrom: new Date(at.getTime() + 1) },
      { kind: 'taskStarted', position: 1, at },
      'graceNotOver',
    ],
    [
      'a step that can be checked is not taken on a word',
      reached('deleteToken', 'needsAttention'),
      { kind: 'taskStated', position: 3 },
      'nothingToState',
    ],
    [
      'a connection is not left out while something is being done about it',
      reached('deleteToken', 'running'),
      { kind: 'connectionLeftOut', connectionId: 'a' },
      'nothingToLeaveOut',
    ],
    [
      'nothing happens to a finished run',
      { ...fresh('a'), state: 'finished' },
      { kind: 'taskStarted', position: 0, at },
      'caseEnded',
    ],
    ['a run that goes on is not opened again', fresh('a'), { kind: 'connectionReturned' }, 'nothingReturned'],
    [
      'what is not open again is not closed again',
      { ...fresh('a'), state: 'finished' },
      { kind: 'returnsEnded' },
      'nothingReturned',
    ],
    [
      'nothing is done in a run that is open again',
      { ...fresh('a'), state: 'reopened' },
      { kind: 'taskStarted', position: 0, at },
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

const positions = fc.integer({ min: 0, max: 16 })
/** Before and after the time to cancel, which is over at `at`. */
const moments = fc.constantFrom(at, new Date(at.getTime() - 1))
const events: fc.Arbitrary<RunEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('taskStarted' as const), position: positions, at: moments }),
  },
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
  fc.record({ kind: fc.constant('taskStopped' as const), position: positions }),
  fc.record({ kind: fc.constant('taskRetried' as const), position: positions }),
  fc.record({ kind: fc.constant('remainderAccepted' as const), position: positions }),
  fc.record({ kind: fc.constant('taskStated' as const), position: positions }),
  fc.record({
    kind: fc.constant('connectionLeftOut' as const),
    connectionId: fc.constantFrom('a', 'e', 'p'),
  }),
  fc.record({
    kind: fc.constantFrom('cancelled' as const, 'accountsSettled' as const),
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
          next(
            run,
            task.state === 'running'
              ? { kind: 'taskDone', position: task.position }
              : { kind: 'taskStarted', position: task.position, at },
          )
        : next(run, event)
    if (outcome?.ok) run = outcome.value
    seen.push(run)
  }
  return seen
}

const everyEvent = ({ tasks }: Run): RunEvent[] => [
  ...tasks.flatMap(({ position }): RunEvent[] => [
    { kind: 'taskStarted', position, at },
    { kind: 'taskDone', position },
    { kind: 'taskRetried', position },
  ]),
  { kind: 'accountsSettled' },
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
        for (const run of walk({ ...fresh('a', 'e', 'p'), approval: word }, history)) {
          expect(run.tasks.some(({ hasBegun }) => hasBegun)).toBe(false)
          // It is over only where nothing of it is left to do: every connection was left out.
          if (run.state === 'finished')
            expect(run.tasks.every(({ state, reason }) => state === 'skipped' && reason === 'leftOut')).toBe(
              true,
            )
        }
      }),
      {
        examples: [
          [
            ['a', 'e', 'p'].map((connectionId) => ({ kind: 'connectionLeftOut' as const, connectionId })),
            null,
          ],
        ],
      },
    )
  })

  it('no path to the end skips the check, or deletes before it has waited', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const run of walk(fresh('a', 'e', 'p'), history)) {
          if (run.state === 'awaitingAccount' || run.state === 'finished') {
            const checks = run.tasks.filter(({ kind }) => kind === 'checkGone')
            expect(checks.every(({ state, reason }) => state === 'done' || reason === 'leftOut')).toBe(true)
            if (run.state === 'awaitingAccount')
              expect(checks.some(({ state }) => state === 'done')).toBe(true)
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

  it('nothing of a later phase begins before all of the earlier are over', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const run of walk(fresh('a', 'e', 'p'), history)) {
          const begun = run.tasks.filter(({ hasBegun }) => hasBegun).map(phaseOf)
          const open = run.tasks.filter(({ state }) => state !== 'done' && state !== 'skipped').map(phaseOf)
          expect(Math.max(...begun, 0)).toBeLessThanOrEqual(Math.min(...open, 2))
        }
      }),
    )
  })

  it('nothing irreversible begins while the case can be cancelled without loss', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const held = { ...fresh('a', 'e', 'p'), irreversibleFrom: new Date(at.getTime() + 1) }
        for (const run of walk(held, history)) {
          expect(run.tasks.some(({ kind, hasBegun }) => hasBegun && natureOf(kind).isIrreversible)).toBe(
            false,
          )
        }
      }),
    )
  })

  it('stopping a task changes nothing but that it waits for somebody, who can go on with it', () => {
    fc.assert(
      fc.property(histories, positions, (history, position) => {
        for (const run of walk(fresh('a', 'e', 'p'), history)) {
          const stopped = next(run, { kind: 'taskStopped', position })
          if (!stopped.ok) continue
          const others = ({ tasks }: Run) => tasks.filter((task) => task.position !== position)
          expect(others(stopped.value)).toEqual(others(run))
          expect(canCancel(stopped.value)).toBe(canCancel(run))
          const again = step(stopped.value, { kind: 'taskRetried', position })
          expect(step(again, { kind: 'taskStarted', position, at })).toEqual(run)
        }
      }),
    )
  })

  it('every state can be left', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const run of walk(fresh('a', 'e', 'p'), history)) {
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
        for (const run of walk(fresh('a', 'e', 'p'), history)) {
          if (run.state !== 'cancelled') continue
          expect(
            run.tasks.some(
              ({ kind, hasBegun, state }) =>
                hasBegun && natureOf(kind).isIrreversible && !(isGuided(kind) && state !== 'done'),
            ),
          ).toBe(false)
        }
      }),
    )
  })
})
