import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { demand } from '#features/access/actor.ts'
import { connectionsIn } from '#features/offboardings/scope.ts'

/**
 * Since when a certificate no longer holds, because a connection it speaks of came back: seen by a reading, or by a look
 * after the case's end. Null while it holds, and for every other kind of report.
 */
export const supersededAt = async (actor: Actor, reportId: string): Promise<Date | null> => {
  demand(actor, 'reports:read')
  return inOrganisation(actor.organisationId, (tx) => supersededIn(tx, reportId))
}

/** The same, for whoever is known to hold the report. */
export const supersededIn = async (tx: Transaction, reportId: string): Promise<Date | null> => {
  const row = await tx.report.findFirst({
    where: { id: reportId, kind: 'cessation' },
    select: { facts: true, composedAt: true },
  })
  if (!row) return null
  const { offboarding, connections } = cessationFactsSchema.parse(row.facts)
  const looks = await tx.recheck.findMany({
    where: { offboardingId: offboarding.id, found: 'present' },
    select: { checkedAt: true },
  })
  const stays = await connectionsIn(
    tx,
    connections.map(({ id }) => id),
  )
  const back = [
    ...looks.map(({ checkedAt }) => checkedAt),
    ...stays.flatMap(({ returnedAt }) => returnedAt ?? []),
  ].filter((at) => at > row.composedAt)
  return back.length === 0 ? null : new Date(Math.min(...back.map((at) => at.getTime())))
}
