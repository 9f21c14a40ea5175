import { z } from 'zod'
import { frozenTouched } from '../offboarding/frozen-plan.ts'
import { instant, reportedHead, reportedReading, reportHead } from './reported.ts'

/** Everything a report of a case's impact says: the plan and its impact as they were, with whose case it is. */
export const impactFactsSchema = z.object({
  ...reportHead,
  kind: z.literal('impact'),
  /** The reading that the numbers are of. */
  reading: reportedReading,
  offboarding: z.object({ id: z.string(), startedBy: z.string(), startedAt: instant }),
  /** By which the plan is known: whoever approves it approves this. */
  planHash: z.string(),
  touched: frozenTouched,
  auditHead: reportedHead,
})
export type ImpactFacts = z.infer<typeof impactFactsSchema>
