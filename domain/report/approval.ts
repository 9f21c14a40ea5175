import { done, type Outcome, refused } from '../outcome.ts'
import type { Headed } from './reported.ts'

/** Who approves a report, when and in which words. */
export type ReportApproval = { by: string; at: Date; note: string | null; reportId: string }

/**
 * The facts of a report as somebody approved it: the same, final, with whose word that is. Refused for what is final
 * already, and for what is not complete: nobody can vouch for a case that goes on, or for what nobody has read.
 */
export const approved = <Facts extends Headed>(
  facts: Facts,
  { by, at, note, reportId }: ReportApproval,
): Outcome<Facts, 'reportFinal' | 'reportIncomplete'> => {
  if (facts.state === 'final') return refused('reportFinal')
  if (!facts.isComplete) return refused('reportIncomplete')
  const word = { by, at: at.toISOString(), note, draft: facts.reportId }
  return done({ ...facts, reportId, state: 'final', approved: word })
}
