import { z } from 'zod'
import { languages } from '#domain/language.ts'

/** As PDF/A-3a a report carries its facts as data; as PDF/UA-1 it is made for assistive technology. */
export const reportStandards = ['a-3a', 'ua-1'] as const

export const composeInput = z.object({
  language: z.enum(languages),
  standard: z.enum(reportStandards),
})
export type ComposeInput = z.output<typeof composeInput>

/** Which report of a case. */
export const caseReportInput = composeInput.extend({
  offboarding: z.uuid(),
  kind: z.enum(['cessation', 'impact']),
})

export const reportKinds = ['disclosure', 'cessation', 'impact'] as const
export const reportStates = ['waiting', 'rendering', 'ready', 'failed'] as const
export type ReportState = (typeof reportStates)[number]

/** Whether a report is still on its way. */
export const isUnderWay = (state: ReportState): boolean => state === 'waiting' || state === 'rendering'
