import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { type ReviewRules, reviewRules } from './queries.ts'

/** Sets after how many months reviews are asked for again, and by how many per cent numbers may change until then. */
export const changeReviewRules = async (
  actor: Actor,
  { months, share }: ReviewRules,
): Promise<Outcome<null, never>> => {
  demand(actor, 'organisations:change')
  const before = await reviewRules(actor)
  if (before.months === months && before.share === share) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    const id = actor.organisationId
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
