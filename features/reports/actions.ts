'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { reportWords } from '#adapters/pdf/words.ts'
import { languageOf } from '#domain/language.ts'
import { done, type Outcome, type Refusal } from '#domain/outcome.ts'
import type { Answered } from '#features/access/action-state.ts'
import { guarded, unguarded } from '#features/access/guard.ts'
import { approveReport } from './approve-report.ts'
import { composeCertificate, composeDisclosureReport, composeImpactReport } from './commands.ts'
import { approveInput, caseReportInput, overallInput, verifyInput } from './schema.ts'
import { verdictWords } from './verdict-words.ts'
import { verdictOn } from './verify.ts'

/** Goes where a composed report can be watched and downloaded. */
const watched = <Reason extends string>(outcome: Outcome<{ reportId: string }, Reason>) => {
  if (!outcome.ok) return outcome
  revalidatePath('/reports')
  redirect(`/reports/${outcome.value.reportId}`)
}

export const composeReportAction = guarded('reports:compose', overallInput, async (actor, input) =>
  orToOperator(watched(await composeDisclosureReport(actor, input))),
)

/** Whoever composes for an operator that nobody has stated is shown where it is stated. */
const orToOperator = async <Reason extends string>(
  refusal: Refusal<Reason>,
): Promise<Answered<never, Reason>> => {
  if (refusal.reason !== 'operatorUnknown') return refusal
  const label = (await getTranslations('reports.compose'))('toOperator')
  return { ...refusal, nextStep: { href: '/settings#organisation', label } }
}

export const composeCaseReportAction = guarded(
  'reports:compose',
  caseReportInput,
  async (actor, { offboarding, kind, enclose: isEnclosing, ...input }) =>
    watched(
      kind === 'impact'
        ? await composeImpactReport(actor, offboarding, input)
        : await composeCertificate(actor, offboarding, { ...input, isEnclosing }),
    ),
)

/** Leads to the approved one. */
export const approveReportAction = guarded(
  'reports:approve',
  approveInput,
  async (actor, { report, note }) => {
    const outcome = await approveReport(actor, report, { note })
    if (!outcome.ok) return outcome
    revalidatePath('/reports')
    redirect(`/reports/${outcome.value.reportId}`)
  },
)

/** Anybody may ask: nobody has to be signed in. The answer is in the words of whoever asks. */
export const verifyAction = unguarded(verifyInput, async ({ sha256 }) => {
  const outcome = await verdictOn(sha256, (await headers()).get('x-forwarded-for') ?? '')
  if (!outcome.ok) return outcome
  const { value } = outcome
  const words = reportWords(languageOf(await getLocale()), value.isOurs ? value.timeZone : 'UTC')
  return done({
    isOurs: value.isOurs,
    holds: value.isOurs && value.supersededAt === null,
    words: verdictWords(value, words),
  })
})
