'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { guarded } from '#features/access/guard.ts'
import { composeDisclosureReport } from './commands.ts'
import { composeInput } from './schema.ts'

/** Composes a report and goes where it can be watched and downloaded. */
export const composeReportAction = guarded('reports:compose', composeInput, async (actor, input) => {
  const outcome = await composeDisclosureReport(actor, input)
  if (!outcome.ok) return outcome
  revalidatePath('/reports')
  redirect(`/reports/${outcome.value.reportId}`)
})
