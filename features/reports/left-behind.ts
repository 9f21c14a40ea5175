import { z } from 'zod'
import { plannedLicences, revoking, unrevokedLicences } from '#domain/offboarding/unrevoked-licences.ts'
import type { CeasedConnection, CessationFacts } from '#domain/report/cessation-facts.ts'
import type { Case } from '#features/offboardings/case.ts'
import { acceptedRemainder, kindLeft, leftOf } from './disclosed-remainders.ts'
import { revocationsOf } from './revoked-licences.ts'

type Left = NonNullable<CeasedConnection['left']>
type Remainder = CessationFacts['remainders'][number]

/** Licences that stay, with what Intune said of the last revocation of them where that left some. */
type Unrevoked = ReturnType<typeof unrevokedLicences>[number] & { told?: Revocation }
type Revocation = NonNullable<CeasedConnection['revoked']>[number]

/** What a case leaves behind: because a member accepted it, or because nobody saw it go. */
export type LeftBehind = {
  remainders: Remainder[]
  unrevoked: Unrevoked[]
  /** What stayed behind of a connection that is gone, by its id. */
  leftOf: (connectionId: string) => Left
}

export const leftBehind = (
  found: Case,
  evidence: readonly { id: string; content: unknown; recordedBy: string; recordedAt: Date }[],
  /** What was left out and ended since: whether its licences were revoked, this case cannot tell. */
  elsewhere: ReadonlySet<string>,
): LeftBehind => {
  const names = new Map(found.plan.connections.map(({ id, name }) => [id, name]))
  const tasksAt = new Map(found.tasks.map((task) => [task.position, task]))
  const planned = plannedLicences(found)
  const accepted = evidence.flatMap(({ id, content, recordedBy, recordedAt }) => {
    const remainder = acceptedRemainder.safeParse(content)
    if (!remainder.success) return []
    const { position, why, values } = remainder.data
    const task = tasksAt.get(position)
    const kind = task?.kind ?? 'awaitRevocation'
    const count = leftOf(values)
    const source = {
      grade: 'stated' as const,
      by: recordedBy,
      at: recordedAt.toISOString(),
      evidence: id,
    }
    const licences = task && count === null && revoking.has(kind) ? planned(task.connectionId) : null
    return [{ connectionId: task?.connectionId ?? '', task: kind, count, planned: licences, why, source }]
  })
  const unrevoked = unrevokedLicences(found)
    .filter(({ id }) => !elsewhere.has(id))
    .map((each): Unrevoked => {
      const told = revocationsOf(each.id, evidence, found).revoked?.at(-1)
      return told && told.of > told.revoked ? { ...each, count: told.of - told.revoked, told } : each
    })

  const gone = new Set(
    found.tasks.flatMap(({ kind, state, connectionId }) =>
      kind === 'checkGone' && state === 'done' ? connectionId : [],
    ),
  )
  // Counted when the certificate was first found gone: more than one step may have found it so.
  const counted = firstOfEach(
    evidence.flatMap(({ content, recordedAt }) => {
      const seen = foundGone.safeParse(content)
      if (!seen.success) return []
      const { connectionId, answer } = seen.data
      const source = { grade: 'observed' as const, reading: '', at: recordedAt.toISOString() }
      return { connectionId, of: 'devices' as const, count: answer.managed, isPlanned: false, source }
    }),
  )
  const isCounted = (id: string, task: string) =>
    task === 'retireAllDevices' && counted.some(({ connectionId }) => connectionId === id)
  const left = Map.groupBy(
    [
      ...counted,
      // What was counted at the end is nearer to the truth than what was accepted before it.
      ...accepted
        .filter(({ connectionId, task }) => !isCounted(connectionId, task))
        .map(({ connectionId, task, count, planned: licences, source }) => ({
          connectionId,
          of: kindLeft(task),
          ...{ count: count ?? licences, isPlanned: licences !== null, source },
        })),
      ...unrevoked
        .filter(({ id }) => gone.has(id))
        .map(({ id: connectionId, count, told }) => ({
          ...{ connectionId, of: 'licences' as const, count, isPlanned: told === undefined },
          source: told?.source ?? { grade: 'unverifiable' as const, why: 'reports.why.revocationNotSeen' },
        })),
    ],
    ({ connectionId }) => connectionId,
  )
  return {
    remainders: accepted.map(({ connectionId, planned: licences, ...remainder }) => ({
      connection: names.get(connectionId) ?? '',
      ...remainder,
      ...(licences !== null && { planned: licences }),
    })),
    unrevoked,
    leftOf: (id) => (left.get(id) ?? []).map(({ connectionId: _, ...each }) => each),
  }
}

const firstOfEach = <Each extends { connectionId: string }>(all: readonly Each[]): Each[] => [
  ...new Map(all.toReversed().map((each) => [each.connectionId, each])).values(),
]

/** The push certificate was gone while Intune still managed devices: no command reaches them any more. */
const foundGone = z.object({
  what: z.literal('certificateFoundGone'),
  connectionId: z.string(),
  answer: z.object({ managed: z.int().positive() }),
})
