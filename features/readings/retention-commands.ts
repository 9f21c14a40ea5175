import { inOrganisation } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { nextErasure } from '#domain/retention.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'

/**
 * Sets after how many days what is gone is erased, one of `goneDaysOffered`. It is never erased before the coming
 * night, so a wrong choice can be taken back. Choosing what is already so leaves no event.
 */
export const changeRetention = async (
  actor: Actor,
  { days }: { days: number },
  now = new Date(),
): Promise<Outcome<null, never>> => {
  demand(actor, 'organisations:change')
  const id = actor.organisationId
  const before = await inOrganisation(id, (tx) =>
    tx.organisation.findFirstOrThrow({ select: { goneDays: true, timeZone: true } }),
  )
  if (days === before.goneDays) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    const data = { goneDays: days, erasesAt: nextErasure(now, before.timeZone, id) }
    await tx.organisation.update({ where: { id }, data, select: { id: true } })
    record({
      kind: 'organisation.retentionChanged',
      subject: { kind: 'organisation', id },
      facts: { days, daysBefore: before.goneDays },
    })
    return done(null)
  })
}

/** Enqueues the erasure of an organisation whose night has come and plans the next one; does nothing before. */
export const beginErasure = async (actor: Actor, now: Date): Promise<void> => {
  demand(actor, 'organisations:change')
  const { organisationId } = actor
  await inOrganisation(organisationId, async (tx) => {
    const [due] = await tx.$queryRaw<{ time_zone: string }[]>`
      select time_zone from organisation where id = ${organisationId}::uuid and erases_at <= ${now} for no key update`
    if (!due) return
    await tx.organisation.update({
      where: { id: organisationId },
      data: { erasesAt: nextErasure(now, due.time_zone, organisationId) },
      select: { id: true },
    })
    await enqueue(tx, 'eraseGone', { organisationId })
  })
}
