import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { frozenTouched } from '#domain/offboarding/frozen-plan.ts'
import { Missing } from '#domain/outcome.ts'
import type { ImpactFacts } from '#domain/report/impact-facts.ts'
import { loadCase } from '#features/offboardings/case.ts'
import { readingInForce } from '#features/readings/queries.ts'
import {
  type Composing,
  caseHead,
  headOf,
  reportedHead,
  reportedOrganisation,
  reportedReading,
} from './report-head.ts'

/** What a case would do, as it stands: a draft until it is confirmed. Throws Missing where nothing is chosen. */
export const gatherImpactFacts = async (
  tx: Transaction,
  actor: Actor,
  offboardingId: string,
  composing: Composing,
): Promise<ImpactFacts> => {
  const {
    plan,
    impact,
    planHash,
    confirmedAt,
    startedBy: _,
    ...found
  } = await loadCase(tx, offboardingId, composing.composedAt)
  if (planHash === null) throw new Missing('offboarding')
  // The numbers of a confirmed case are those of the reading it was confirmed on.
  const reading = impact.reading && (await readingInForce(tx, new Date(impact.reading.finishedAt)))
  return {
    kind: 'impact',
    isComplete: confirmedAt !== null,
    ...headOf(actor, composing),
    organisation: await reportedOrganisation(tx),
    reading: reportedReading(reading),
    offboarding: caseHead(found),
    planHash,
    touched: frozenTouched.parse({ plan, impact }),
    auditHead: await reportedHead(tx),
  }
}
