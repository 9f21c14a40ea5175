import { z } from 'zod'
import { services } from '../service.ts'
import {
  count,
  instant,
  reportedHead,
  reportedReading,
  reportedStates,
  reportHead,
  source,
  statementOf,
} from './reported.ts'

/** What was said at the one end and at the other; null where nothing was. */
const changedFact = z.object({
  ...{ key: z.string(), before: z.string().nullable(), after: z.string().nullable() },
  /** How it is known; absent where the later reading says so. */
  source: source.exactOptional(),
})

/** Null where there were more than may be counted. */
const moved = z.object({ appeared: count, vanished: count })

const standing = z.object({
  state: z.enum(reportedStates),
  /** How the state is known; earlier reports leave it to the reading in force then. */
  stateSource: source.exactOptional(),
  devices: statementOf(count),
  people: statementOf(count),
})

/** What changed from one day to another: what stood at the end of both, whatever came and went in between. */
export const reportedChanges = z.object({
  from: z.object({ at: instant, reading: reportedReading }),
  to: z.object({ at: instant, reading: reportedReading }),
  services: z.array(z.object({ service: z.enum(services), before: standing, after: standing })),
  connections: z.array(
    z.object({
      name: z.string(),
      service: z.enum(services),
      change: z.enum(['appeared', 'vanished', 'changed', 'returned']),
      facts: z.array(changedFact),
    }),
  ),
  /** Of all services together; absent where only some are told of, except from facts of an earlier time. */
  accounts: z
    .object({
      appeared: z.array(z.string()),
      vanished: z.array(z.string()),
      missing: z.array(z.string()),
    })
    .exactOptional(),
  attachments: z.array(
    z.object({
      kind: z.enum(['profile', 'app', 'authorisation', 'consent']),
      name: z.string(),
      of: z.string(),
      change: z.enum(['appeared', 'vanished', 'changed']),
      facts: z.array(changedFact),
    }),
  ),
  /** There was more than could be compared. */
  isCut: z.boolean(),
  shares: z.array(
    z.object({
      ...{ name: z.string(), service: z.enum(services), devices: moved, people: moved },
      /** Why a number may lack somebody; absent where both readings observed everybody. */
      source: source.exactOptional(),
    }),
  ),
  handedOver: count,
})
export type ReportedStanding = z.infer<typeof standing>
export type ReportedChanges = z.infer<typeof reportedChanges>
export type ChangedFact = z.infer<typeof changedFact>

/** A report of what changed between two days. */
export const differenceFactsSchema = z.object({
  ...reportHead,
  kind: z.literal('difference'),
  reading: reportedReading,
  chosen: z.array(z.enum(services)).nonempty().exactOptional(),
  changes: reportedChanges,
  auditHead: reportedHead,
})
export type DifferenceFacts = z.infer<typeof differenceFactsSchema>
