import { doorway, inOrganisation } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import { daysOf } from '#domain/offboarding/recheck.ts'
import { demand } from '#features/access/actor.ts'

/** The organisations of this installation that may have something to look for again; `recheckEnded` decides. */
export const rechecksDue = async (): Promise<string[]> => {
  const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`
    select * from rechecks_due(${[...daysOf({ isOfSchool: false })]}::int[], ${[...daysOf({ isOfSchool: true })]}::int[])`
  return rows.map(({ organisation_id }) => organisation_id)
}

/** Hands what is due to the worker. Asking twice is asking once. */
export const beginRechecks = (actor: Actor): Promise<void> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  return inOrganisation(organisationId, (tx) => enqueue(tx, 'recheckEnded', { organisationId }))
}
