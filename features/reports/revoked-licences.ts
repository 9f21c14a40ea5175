import { z } from 'zod'
import type { CeasedConnection, CessationFacts } from '#domain/report/cessation-facts.ts'
import type { Case } from '#features/offboardings/case.ts'

type Stored = { content: unknown; recordedAt: Date }

const ended = z.object({
  what: z.literal('revocationEnded'),
  position: z.int().optional(),
  answer: z.object({ total: z.int().nonnegative(), failed: z.int().nonnegative() }),
})

/** Of a piece of evidence that a revocation ended: how many licences went of how many, where Intune gave both numbers. */
export const revokedIn = (content: unknown): Pick<CessationFacts['evidence'][number], 'revoked'> => {
  const read = ended.safeParse(content)
  if (!read.success) return {}
  const { total, failed } = read.data.answer
  return failed > total ? {} : { revoked: { revoked: total - failed, of: total } }
}

/** Every revocation of a connection's licences that ended. One that was looked at twice counts once. */
export const revocationsOf = (
  connectionId: string,
  evidence: readonly Stored[],
  { tasks }: Pick<Case, 'tasks'>,
): Pick<CeasedConnection, 'revoked'> => {
  const own = tasks.filter((task) => task.connectionId === connectionId).map(({ position }) => position)
  const all = evidence.flatMap(({ content, recordedAt }) => {
    const { revoked } = revokedIn(content)
    const position = ended.safeParse(content).data?.position
    if (!revoked || position === undefined || !own.includes(position)) return []
    return [{ ...revoked, source: { grade: 'observed' as const, reading: '', at: recordedAt.toISOString() } }]
  })
  const apart = all.filter(
    ({ revoked, of }, index) => revoked !== all[index - 1]?.revoked || of !== all[index - 1]?.of,
  )
  return apart.length === 0 ? {} : { revoked: apart }
}
