import type { AppAssignment } from '#adapters/graph/effects.ts'
import type { GraphEvidence } from '#adapters/graph/find.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import {
  type Assigned,
  keyOf,
  movedAssignments,
  standingAssignments,
} from '#domain/offboarding/assignment.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import type { LocationApp, LocationToken } from '#domain/tenant.ts'
import type { Proof } from './evidence.ts'
import type { TaskContext, TaskFailure, TaskResult } from './task-context.ts'
import { failed, isSame, present, whyNotThisAccount } from './task-steps.ts'

/** Every assignment of a token's apps, and by which call those of each app were listed. */
type Look = { assigned: Assigned[]; calls: ReadonlyMap<string, GraphEvidence> }

const look = async ({ effects, tenant, connection }: TaskContext): Promise<Outcome<Look, GraphReason>> => {
  const apps = await tenant.whole('locationApps', null)
  if (!apps.ok) return apps
  const assigned: Assigned[] = []
  const calls = new Map<string, GraphEvidence>()
  for (const app of apps.value.filter((each) => isSame(each.tokenExternalId, connection.externalId))) {
    const listed = await effects.assignments(app.externalId)
    if (!listed.ok) return listed
    assigned.push(...listed.value.rows.map((row) => assignedOf(app, row)))
    calls.set(app.externalId, listed.value.evidence)
  }
  return done({ assigned, calls })
}

const assignedOf = (
  { externalId: app, name }: LocationApp,
  { externalId: id, intent, target }: AppAssignment,
): Assigned => ({ app, name, id, intent, target: target.kind, group: target.groupId })

const lookedAt = ({ row, evidence }: { row: LocationToken; evidence: GraphEvidence }): Proof => ({
  what: 'tokenLooked',
  call: evidence,
  answer: { state: row.state, lastSyncAt: row.lastSyncAt },
})

/** As many assignments are proved together: a row of evidence for each says nothing more. */
const proveTogether = 50

/** After these a call may have been carried out or not; after any other refusal it was not. */
const untold: ReadonlySet<TaskFailure> = new Set([
  'unreachable',
  'timedOut',
  'malformedAnswer',
  'serverFault',
  'cancelled',
])

/** What is recorded of assignments, each piece together with how far the task has come by it. */
const recordsOf = (context: TaskContext, of: number) => {
  const { progress } = context
  let { removed = 0, byOthers = 0, asked = null } = progress
  const now = () => ({ ...progress, removed, byOthers, asked, of })
  return {
    /** Noted before each call: whose answer is lost is known to have been asked for. */
    asking: (each: Assigned) => {
      asked = keyOf(each)
      return context.bookmark(now())
    },
    refused: (reason: TaskFailure) => {
      if (untold.has(reason)) return null
      asked = null
      return context.bookmark(now())
    },
    removed: (each: Assigned, call: GraphEvidence, was: string) => {
      removed += 1
      asked = null
      return context.prove({ what: 'assignmentRemoved', call, answer: { ...each, was } }, now())
    },
    found: (some: readonly Assigned[], calls: readonly GraphEvidence[]) =>
      context.prove(listProof('assignmentsFound', some, calls), now()),
    foundGone: (some: readonly Assigned[], calls: readonly GraphEvidence[]) => {
      byOthers += some.length
      return context.prove(listProof('assignmentsFoundGone', some, calls), now())
    },
  }
}

const listProof = (
  what: 'assignmentsFound' | 'assignmentsFoundGone',
  assigned: readonly Assigned[],
  calls: readonly GraphEvidence[],
): Proof => {
  const [call] = calls.slice(-1)
  if (!call) throw new Error('assignments that nobody listed')
  return {
    what,
    call,
    answer: { assignments: [...assigned], requests: calls.map(({ requestId }) => requestId) },
  }
}

/**
 * Assignments hold their licences, so they go first. The list is read anew each time: what is gone stays gone. Where Intune
 * refuses, people remove them there, and only what is recorded before tells how to make them again.
 */
export const removeAssignments = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection } = context
  const found = present(await effects.locationToken(connection.externalId))
  if (!found.ok) return found.result
  const changed = whyNotThisAccount(found.row, connection)
  if (changed) return changed
  const looked = await look(context)
  if (!looked.ok) return failed(looked)
  const { assigned, calls } = looked.value

  const { removed = 0, byOthers = 0 } = context.progress
  const moved = movedAssignments(standingAssignments(await context.recorded()), assigned)
  const records = recordsOf(context, removed + byOthers + moved.gone.length + assigned.length)
  const callsOf = (some: readonly Assigned[]) => [
    ...new Set(some.map(({ app }) => calls.get(app) ?? found.evidence)),
  ]
  /** Asked for by an earlier try: it went by our call, whose answer was lost. */
  const wasAsked = (each: Assigned): boolean => keyOf(each) === context.progress.asked

  for (const each of moved.gone.filter(wasAsked))
    if (!(await records.removed(each, calls.get(each.app) ?? found.evidence, 'alreadyGone'))) return stopped
  for (const some of together(moved.gone.filter((each) => !wasAsked(each))))
    if (!(await records.foundGone(some, callsOf(some)))) return stopped
  for (const some of together(moved.found)) if (!(await records.found(some, callsOf(some)))) return stopped

  for (const each of assigned) {
    if (!(await records.asking(each))) return stopped
    const effect = await effects.removeAssignment(each.app, each.id)
    if (!effect.ok) {
      await records.refused(effect.reason)
      return failed(effect)
    }
    const { evidence, was } = effect.value
    const isOurs = was === 'carriedOut' || wasAsked(each)
    const isGoingOn = isOurs
      ? await records.removed(each, evidence, was)
      : await records.foundGone([each], [evidence])
    if (!isGoingOn) return stopped
  }
  return { kind: 'done', proofs: [lookedAt(found)] }
}

const stopped: TaskResult = { kind: 'stopped' }

const together = (all: readonly Assigned[]): Assigned[][] =>
  Array.from({ length: Math.ceil(all.length / proveTogether) }, (_, index) =>
    all.slice(index * proveTogether, (index + 1) * proveTogether),
  )
