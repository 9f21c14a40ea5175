import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import type { CeasedConnection } from '#domain/report/cessation-facts.ts'
import type { DisclosedOffboarding } from '#domain/report/disclosure-facts.ts'

/** The statement a case keeps when a member goes on although not everything could be taken back. */
export const acceptedRemainder = z.object({
  statement: z.literal('remainderAccepted'),
  position: z.int(),
  why: z.string(),
  reason: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** What members chose to leave behind, looked up by case and connection. */
export const statedRemainders = async (tx: Transaction, at: Date) => {
  const rows = await tx.evidence.findMany({
    where: {
      kind: 'statement',
      recordedAt: { lte: at },
      content: { path: ['statement'], equals: 'remainderAccepted' },
    },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      offboardingId: true,
      content: true,
      recordedBy: true,
      recordedAt: true,
      offboarding: { select: { tasks: { select: { position: true, connectionId: true, kind: true } } } },
    },
  })
  const remainders = rows.map(({ id, offboardingId, content, recordedBy, recordedAt, offboarding }) => {
    const { position, why, reason, values } = acceptedRemainder.parse(content)
    const task = offboarding.tasks.find((each) => each.position === position)
    const of = kindLeft(task?.kind ?? '')
    const left: NonNullable<DisclosedOffboarding['licencesLeft']> = {
      ...(of !== 'licences' && { of }),
      licences: leftOf(values),
      problem: reason === null ? null : { key: `refusals.${reason}`, values },
      why,
      source: { grade: 'stated', by: recordedBy, at: recordedAt.toISOString(), evidence: id },
    }
    return { offboardingId, connectionId: task?.connectionId, left }
  })
  return (offboardingId: string, connection: { id: string }) =>
    remainders.find((each) => each.offboardingId === offboardingId && each.connectionId === connection.id)
      ?.left ?? null
}

/** How many were left: licences that failed, or devices. The task notes -1 where Intune does not say. */
export const leftOf = ({ failed, count }: Record<string, string | number>): number | null => {
  const left = failed ?? count
  return typeof left === 'number' && left >= 0 ? left : null
}

/** What stays behind of a connection where a step of this kind could not end it. */
export const kindLeft = (task: string): NonNullable<CeasedConnection['left']>[number]['of'] => {
  if (task === 'retireAllDevices') return 'devices'
  return task === 'revokeCertificate' ? 'certificate' : 'licences'
}
