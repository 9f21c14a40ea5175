import { z } from 'zod'
import { languages } from '#domain/language.ts'
import { confidentialities } from '#domain/report/reported.ts'
import { services } from '#domain/service.ts'

/** As PDF/A-3a a report carries its facts as data; as PDF/UA-1 it is made for assistive technology. */
export const reportStandards = ['a-3a', 'ua-1'] as const

export const composeInput = z.object({
  language: z.enum(languages),
  standard: z.enum(reportStandards),
  /** Printed on every page. */
  confidentiality: z.enum(confidentialities).default('confidential'),
})
export type ComposeInput = z.input<typeof composeInput>

const dayOrNone = z
  .union([z.literal(''), z.iso.date('date')], 'date')
  .transform((day) => (day === '' ? null : day))

/** Reports of the whole organisation. */
export const overallKinds = ['disclosure', 'state', 'difference', 'record', 'processing'] as const
export type OverallKind = (typeof overallKinds)[number]
export const overallInput = composeInput.extend({
  kind: z.enum(overallKinds),
  /** All of them where none is named: a form sends a single one without a list. */
  services: z.preprocess(
    (given) => (typeof given === 'string' ? [given] : (given ?? [])),
    z.array(z.enum(services)),
  ),
  /** The day it speaks of, through its end in the organisation's time zone; empty for now. */
  asOf: dayOrNone,
  /** The day from whose end on it tells what changed; empty for nothing of the kind. */
  from: dayOrNone,
  /** Whether it names each device. */
  annex: z.literal('devices').nullable().default(null),
})

export const approveInput = z.object({ report: z.uuid(), note: z.string().max(2000) })

/** As `sha256sum` prints it, with whatever stands around it. */
export const verifyInput = z.object({
  sha256: z
    .string()
    .trim()
    .transform((text) => text.split(/\s/, 1)[0] ?? '')
    .pipe(z.string().regex(/^[0-9a-f]{64}$/i, 'sha256')),
})

const tickedBox = z
  .literal('on')
  .optional()
  .transform((ticked) => ticked === 'on')

/** Which report of a case, and of a certificate whether the files of evidence go along in it. */
export const caseReportInput = composeInput.extend({
  offboarding: z.uuid(),
  kind: z.enum(['cessation', 'impact']),
  enclose: tickedBox,
})

/** What a form of a page sends for the extract of a request. */
export const extractInput = composeInput.omit({ confidentiality: true }).extend({ keep: tickedBox })
export type ExtractInput = z.output<typeof extractInput>

export const reportKinds = [...overallKinds, 'cessation', 'impact', 'extract'] as const
export const reportStates = ['waiting', 'rendering', 'ready', 'failed', 'expired'] as const
export type ReportState = (typeof reportStates)[number]

/** Whether a report is still on its way. */
export const isUnderWay = (state: ReportState): boolean => state === 'waiting' || state === 'rendering'
