import type { DisclosedElement } from '#domain/report/disclosure-facts.ts'
import { type ReviewStanding, statedBy } from '#domain/review.ts'

/** What was adopted of a field, as a report freezes it; null where nothing was. */
export const frozenReview = (
  standing: ReviewStanding | undefined,
): NonNullable<DisclosedElement['review']> | null => {
  const { inForce, due = [], moved } = standing ?? {}
  if (!inForce) return null
  const { basis, basisNote, retention, necessity, dpia, reviewOn } = inForce.terms
  return {
    ...{ basis, basisNote, retention, necessity, dpia, reviewOn, due, source: statedBy(inForce) },
    ...(moved && { moved }),
  }
}
