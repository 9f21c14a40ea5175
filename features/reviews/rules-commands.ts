import { lockOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { type ReviewRules, reviewRules, rulesOf } from './queries.ts'

/** Sets after how many months reviews are asked for again, and by how many per cent numbers may change until then. */
export const changeReviewRules = async (
  actor: Actor,
  { months, share }: ReviewRules,
): Promise<Outcome<null, never>> => {
  demand(actor, 'organisations:change')
  const shown = await reviewRules(actor)
  if (shown.months === months && shown.share === share) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    const id = actor.organisationId
    // What stood before is on record for ever: of two changes at once the second waits for the first.
    await lockOrganisation(tx, id)
    const before = await rulesOf(tx)
    await tx.organisation.update({
      where: { id },
      data: { reviewMonths: months, reviewShare: share },
      select: { id: true },
    })
    record({
      kind: 'organisation.reviewRulesChanged',
      subject: { kind: 'organisation', id },
      facts: { months, share, monthsBefore: before.months, shareBefore: before.share },
    })
    return done(null)
  })
}
