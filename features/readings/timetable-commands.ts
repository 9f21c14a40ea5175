import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { timetable } from './timetable-queries.ts'

/** Sets the hours from one reading to the next, one of `readingIntervals`. Choosing what is already so leaves no event. */
export const changeTimetable = async (
  actor: Actor,
  { hours }: { hours: number },
): Promise<Outcome<null, never>> => {
  demand(actor, 'readings:schedule')
  const { hours: hoursBefore } = await timetable(actor)
  if (hours === hoursBefore) return done(null)
  const id = actor.organisationId
  return change<null, never>(actor, async ({ tx, record }) => {
    await tx.organisation.update({ where: { id }, data: { readingHours: hours }, select: { id: true } })
    record({
      kind: 'organisation.timetableChanged',
      subject: { kind: 'organisation', id },
      facts: { hours, hoursBefore },
    })
    return done(null)
  })
}
