import { z } from 'zod'
import type { Source } from '../grade.ts'

// What the facts of all kinds of report are made of.

/** The state of a connection or a service as a report prints it; the words are under `states`. */
export const reportedStates = [
  'none',
  'sharing',
  'expiring',
  'expired',
  'missing',
  'emptied',
  'disabled',
  'stopped',
  'accountKept',
] as const
export type ReportedState = (typeof reportedStates)[number]

export const instant = z.iso.datetime({ offset: true })
export const day = z.iso.date()
export const count = z.int().nonnegative().nullable()

/** `why` of an unverifiable source is a full message key, so that a frozen report can be drawn in any language. */
export const source: z.ZodType<Source> = z.discriminatedUnion('grade', [
  z.object({ grade: z.literal('documented'), edition: z.string(), row: z.int().positive() }),
  z.object({ grade: z.literal('observed'), reading: z.string(), at: instant }),
  z.object({ grade: z.literal('confirmed'), api: z.string(), at: instant }),
  z.object({ grade: z.literal('stated'), by: z.string(), at: instant, evidence: z.string().exactOptional() }),
  z.object({ grade: z.literal('unverifiable'), why: z.string() }),
])
export const statementOf = <Value extends z.ZodType>(value: Value) => z.object({ value, source })

/** Who runs the tenant on the organisation's behalf, as a processor (GDPR Art. 28), in the organisation's words. */
const reportedOperator = z.object({
  name: z.string(),
  contact: z.string().nullable(),
  dataProtectionOfficer: z.string().nullable(),
})
export type ReportedOperator = z.infer<typeof reportedOperator>

/** Whose report it is, as of the moment it was composed. */
const reportedOrganisation = z.object({
  name: z.string(),
  country: z.string().length(2),
  address: z.string().nullable(),
  controllers: z.array(z.string()),
  dataProtectionOfficer: z.string().nullable(),
  /** Absent from reports that do not speak of it. */
  operator: reportedOperator.exactOptional(),
  /** Its picture on the cover, as PNG in base64; absent where it has none. */
  logo: z.object({ png: z.base64(), width: z.int().positive(), height: z.int().positive() }).exactOptional(),
  /** IANA name: moments are printed in it, so a later change of it does not change the report. */
  timeZone: z.string(),
})

/** The reading in force then; null before the first one. */
export const reportedReading = z
  .object({ id: z.string(), sequence: z.int(), startedAt: instant, finishedAt: instant })
  .nullable()

/** The newest event of the audit log, and its hash. */
export const reportedHead = z.object({ sequence: z.int(), hash: z.string() }).nullable()

export const confidentialities = ['public', 'internal', 'confidential'] as const
export type Confidentiality = (typeof confidentialities)[number]

/** What heads every report: whose it is, how final, by whom and when. */
export const reportHead = {
  version: z.literal(1),
  /** Final once somebody approved it. Of the time before reports were approved: once nothing was missing. */
  state: z.enum(['draft', 'final']),
  /** Whether it can be approved: its subject is read, its case is over. */
  isComplete: z.boolean().default(true),
  /** Whose word made it final, and which draft that was given on. */
  approved: z
    .object({ by: z.string(), at: instant, note: z.string().nullable(), draft: z.string() })
    .nullable()
    .default(null),
  confidentiality: z.enum(confidentialities),
  reportId: z.string(),
  composedAt: instant,
  /** The member's or operator's label, copied, so that the report outlives the account. */
  composedBy: z.string(),
  /** Where whoever holds the file can ask whether it is genuine; absent in facts of an earlier time. */
  verifyAt: z.url().optional(),
  organisation: reportedOrganisation,
  /** Readings that its statements rest on beside the one in force; absent where none does, and in facts of an earlier time. */
  citedReadings: z.array(z.object({ id: z.string(), sequence: z.int() })).exactOptional(),
  /** What its statements rest on, each with the hash it is known by; absent where none does, and in facts of an earlier time. */
  citedEvidence: z.array(z.object({ id: z.string(), sha256: z.string() })).exactOptional(),
}

/** What every report has, whatever it is about. */
const headed = z.object({ ...reportHead, reading: reportedReading, auditHead: reportedHead })
export type Headed = z.infer<typeof headed>
