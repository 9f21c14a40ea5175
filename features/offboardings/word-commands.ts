import type { Transaction } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import type { EvidenceFileReason } from '#domain/evidence-file.ts'
import { goneSoFar } from '#domain/offboarding/by-hand.ts'
import { next, type RunEvent, type RunRefusal } from '#domain/offboarding/run.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { forgetAccess } from './access.ts'
import { type Case, lockCase, runOf } from './case.ts'
import { keepStatement } from './evidence.ts'
import { attach, fileHandedIn } from './evidence-files.ts'
import { saveRun } from './run-store.ts'

// Where a case goes on because a member says so.

/**
 * Goes on although a step could not be done whole: licences that stay assigned at Apple once the token is gone, devices
 * that nothing can reach without the certificate, a certificate that was not revoked. The reason a member gives is kept
 * as evidence; where devices are left behind, `typed` has to be their number.
 */
export const acceptRemainder = async (
  actor: Actor,
  offboardingId: string,
  { position, why, typed }: { position: number; why: string; typed?: string | undefined },
): Promise<Outcome<null, RunRefusal | 'noteNeeded' | 'notConfirmed' | 'countDiffers'>> => {
  demand(actor, 'offboardings:run')
  if (!why.trim()) return refused('noteNeeded')
  return moved(actor, offboardingId, { kind: 'remainderAccepted', position }, async (_, found, keep) => {
    const task = found.tasks.find((each) => each.position === position)
    const { count } = task?.values ?? {}
    if (task?.kind === 'retireAllDevices' && typed?.trim() !== String(count))
      return refused('countDiffers', { count: Number(count ?? 0) })
    const kept = await keep({
      statement: 'remainderAccepted',
      task: task?.kind ?? null,
      position,
      why: why.trim(),
      reason: task?.reason ?? null,
      values: task?.values ?? {},
    })
    const facts = { task: task?.kind ?? null, position, evidenceId: kept.id, sha256: kept.sha256 }
    return done({ kind: 'offboarding.remainderAccepted', facts })
  })
}

/** Takes a member's word for a step that nothing can check, and keeps it as evidence. */
export const stateStep = async (
  actor: Actor,
  offboardingId: string,
  { position, note, file: given }: { position: number; note: string; file?: File | undefined },
): Promise<Outcome<null, RunRefusal | EvidenceFileReason | 'noteNeeded' | 'notConfirmed'>> => {
  demand(actor, 'offboardings:run')
  if (!note.trim()) return refused('noteNeeded')
  const file = await fileHandedIn(given)
  if (!file.ok) return file
  return moved(actor, offboardingId, { kind: 'taskStated', position }, async (changing, found, keep) => {
    const task = found.tasks.find((each) => each.position === position)
    const kept = await keep({
      statement: 'certificateRevoked',
      task: task?.kind ?? null,
      position,
      note: note.trim(),
    })
    const shows = { kind: 'task', position } as const
    await attach(changing, actor, offboardingId, { shows, file: file.value })
    const facts = { task: task?.kind ?? null, position, evidenceId: kept.id, sha256: kept.sha256 }
    return done({ kind: 'offboarding.stepStated', facts })
  })
}

/**
 * Stops a task that goes entry by entry: its worker ends with the entry it is at, and records what has gone. It waits then
 * like one that failed, so that a member goes on with the rest or leaves its connection out.
 */
export const stopTask = async (
  actor: Actor,
  offboardingId: string,
  { position }: { position: number },
): Promise<Outcome<null, RunRefusal | 'notConfirmed'>> => {
  demand(actor, 'offboardings:run')
  return moved(actor, offboardingId, { kind: 'taskStopped', position }, async (_, found, keep) => {
    const task = found.tasks.find((each) => each.position === position)
    const gone = task ? goneSoFar(task) : null
    const kept = await keep({ statement: 'taskStopped', task: task?.kind ?? null, position, ...gone })
    const facts = { task: task?.kind ?? null, position, evidenceId: kept.id, sha256: kept.sha256 }
    return done({ kind: 'offboarding.taskStopped', facts, values: { by: actor.name, at: Date.now() } })
  })
}

/**
 * Takes a connection out of a case that cannot end it, so that the others can be. What was done about it stays done, and
 * its verdict says that it was not stopped; a later case may take it up again.
 */
export const leaveOut = async (
  actor: Actor,
  offboardingId: string,
  { connectionId, why }: { connectionId: string; why: string },
): Promise<Outcome<null, RunRefusal | 'noteNeeded' | 'notConfirmed'>> => {
  demand(actor, 'offboardings:run')
  if (!why.trim()) return refused('noteNeeded')
  return moved(actor, offboardingId, { kind: 'connectionLeftOut', connectionId }, async ({ tx }, _, keep) => {
    await tx.offboardingConnection.deleteMany({ where: { offboardingId, connectionId } })
    const kept = await keep({ statement: 'connectionLeftOut', connectionId, why: why.trim() })
    const facts = { connectionId, evidenceId: kept.id, sha256: kept.sha256 }
    return done({ kind: 'offboarding.connectionLeftOut', facts })
  })
}

type Kept = { id: string; sha256: string }
type Word = {
  kind:
    | 'offboarding.remainderAccepted'
    | 'offboarding.stepStated'
    | 'offboarding.connectionLeftOut'
    | 'offboarding.taskStopped'
  facts: Record<string, string | number | null>
  /** Of the sentence that says why the task waits. */
  values?: Record<string, string | number>
}

/** Moves a run by a member's word, which is kept as evidence, and hands the case to the worker. */
const moved = async <Reason extends string>(
  actor: Actor,
  offboardingId: string,
  event: RunEvent,
  word: (
    changing: { tx: Transaction; record: Recorder },
    found: Case,
    keep: (content: Parameters<typeof keepStatement>[3]) => Promise<Kept>,
  ) => Promise<Outcome<Word, Reason>>,
): Promise<Outcome<null, RunRefusal | 'notConfirmed' | Reason>> => {
  const { organisationId } = actor
  return change(
    actor,
    async ({ tx, record }): Promise<Outcome<null, RunRefusal | 'notConfirmed' | Reason>> => {
      const found = await lockCase(tx, offboardingId, new Date())
      const run = runOf(found)
      if (!run) return refused('notConfirmed')
      const after = next(run, event)
      if (!after.ok) return after
      const said = await word({ tx, record }, found, (content) =>
        keepStatement(tx, actor, offboardingId, content),
      )
      if (!said.ok) return said
      const { values, ...recorded } = said.value
      await saveRun(tx, offboardingId, found.tasks, after.value, values)
      record({ ...recorded, subject: { kind: 'offboarding', id: offboardingId } })
      if (after.value.state === 'awaitingAccount' || after.value.state === 'finished')
        await forgetAccess(tx, record, offboardingId)
      await enqueue(tx, 'runOffboarding', { organisationId, offboardingId })
      return done(null)
    },
  )
}
