import { z } from 'zod'
import type { CeasedConnection, CessationFacts } from '#domain/report/cessation-facts.ts'
import type { Case } from '#features/offboardings/case.ts'
import { acceptedRemainder, leftOf } from './disclosed-remainders.ts'

type Left = NonNullable<CeasedConnection['left']>
type Remainder = CessationFacts['remainders'][number]
type Unrevoked = { id: string; name: string; count: number | null }

/** What a case leaves behind: because a member accepted it, or because nobody saw it go. */
export type LeftBehind = {
  remainders: Remainder[]
  /**
   * Location tokens whose licences Intune was not seen to revoke, whatever ended the steps that should have, and that no
   * member accepted to be left: nothing else would say that they are. How many is null where Intune does not say.
   */
  unrevoked: Unrevoked[]
  /** What stayed behind of a connection that is gone, by its id. */
  leftOf: (connectionId: string) => Left
}

const revoking: ReadonlySet<string> = new Set(['revokeLicences', 'awaitRevocation'])

export const leftBehind = (
  found: Case,
  evidence: readonly { id: string; content: unknown; recordedBy: string; recordedAt: Date }[],
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
  const unrevoked = unrevokedOf(found, planned)

  const gone = new Set(
    found.tasks.flatMap(({ kind, state, connectionId }) =>
      kind === 'checkGone' && state === 'done' ? connectionId : [],
    ),
  )
  const left = Map.groupBy(
    [
      ...accepted.map(({ connectionId, task, count, planned: licences, source }) => ({
        connectionId,
        of: kindsLeft[task] ?? ('licences' as const),
        ...{ count: count ?? licences, isPlanned: licences !== null, source },
      })),
      ...evidence.flatMap(({ content, recordedAt }) => {
        const found = foundGone.safeParse(content)
        if (!found.success) return []
        const { connectionId, answer } = found.data
        const source = { grade: 'observed' as const, reading: '', at: recordedAt.toISOString() }
        return { connectionId, of: 'devices' as const, count: answer.managed, isPlanned: false, source }
      }),
      ...unrevoked
        .filter(({ id }) => gone.has(id))
        .map(({ id: connectionId, count }) => ({
          ...{ connectionId, of: 'licences' as const, count, isPlanned: true },
          source: { grade: 'unverifiable' as const, why: 'reports.why.revocationNotSeen' },
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

/** The push certificate was gone while Intune still managed devices: no command reaches them any more. */
const foundGone = z.object({
  what: z.literal('certificateFoundGone'),
  connectionId: z.string(),
  answer: z.object({ managed: z.int().positive() }),
})

const kindsLeft: Record<string, Left[number]['of']> = {
  retireAllDevices: 'devices',
  revokeCertificate: 'certificate',
}

/** How many licences of a token the plan counted; null where Intune did not say of its apps. */
const plannedLicences = ({ plan, impact }: Case): ((connectionId: string) => number | null) => {
  const counts = new Map(impact.each.map((each) => [each.id, each]))
  const isAnyUntold = impact.apps.some(({ usedLicences }) => usedLicences === null)
  return (connectionId) => {
    const { licences, apps } = counts.get(connectionId) ?? plan.counts
    return licences === 0 && apps > 0 && isAnyUntold ? null : licences
  }
}

const unrevokedOf = (
  { plan, tasks }: Case,
  planned: (connectionId: string) => number | null,
): Unrevoked[] => {
  const steps = Map.groupBy(
    tasks.filter(({ kind }) => revoking.has(kind)),
    ({ connectionId }) => connectionId,
  )
  return plan.connections.flatMap(({ id, name }) => {
    const own = steps.get(id) ?? []
    const isSeen = own.every(({ state }) => state === 'done')
    const isAccepted = own.some(({ reason }) => reason === 'remainderAccepted')
    const count = planned(id)
    return isSeen || isAccepted || count === 0 ? [] : [{ id, name, count }]
  })
}
