import type { Transaction } from '#adapters/db.ts'

/** A case as another one names it. */
export type NamedCase = { id: string; startedByName: string; startedAt: Date }

/** Whether it was left out of the case, and has ended or come back since: how it stands is not that case's to tell. */
export const endedElsewhere = ({
  isLeftOut,
  disabledAt,
  returnedAs,
}: {
  isLeftOut: boolean
  disabledAt: Date | null
  returnedAs: string | null
}): boolean => isLeftOut && (disabledAt !== null || returnedAs !== null)

/** The case that ended each of these connections; what a reading found gone none did. */
export const endersOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<ReadonlyMap<string, NamedCase>> => {
  const ended = await tx.disablement.findMany({
    where: { connectionId: { in: [...connectionIds] }, offboardingId: { not: null } },
    select: { connectionId: true, offboardingId: true },
  })
  const cases = await tx.offboarding.findMany({
    where: { id: { in: ended.flatMap(({ offboardingId }) => offboardingId ?? []) } },
    select: { id: true, startedByName: true, startedAt: true },
  })
  return new Map(
    ended.flatMap(({ connectionId, offboardingId }) => {
      const ender = cases.find(({ id }) => id === offboardingId)
      return ender ? [[connectionId, ender] as const] : []
    }),
  )
}
