'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { Outcome } from '#domain/outcome.ts'
import { guarded } from '#features/access/guard.ts'
import { composeCertificate, composeDisclosureReport, composeImpactReport } from './commands.ts'
import { caseReportInput, composeInput } from './schema.ts'

/** Goes where a composed report can be watched and downloaded. */
const watched = (outcome: Outcome<{ reportId: string }, never>) => {
  if (!outcome.ok) return outcome
  revalidatePath('/reports')
  redirect(`/reports/${outcome.value.reportId}`)
}

export const composeReportAction = guarded('reports:compose', composeInput, async (actor, input) =>
  watched(await composeDisclosureReport(actor, input)),
)

const composeOfCase = { cessation: composeCertificate, impact: composeImpactReport }

export const composeCaseReportAction = guarded(
  'reports:compose',
  caseReportInput,
  async (actor, { offboarding, kind, ...input }) =>
    watched(await composeOfCase[kind](actor, offboarding, input)),
)
