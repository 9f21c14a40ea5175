import { z } from 'zod'
import { services } from '../service.ts'
import { reportedChanges } from './changes-facts.ts'
import { deviceAnnex } from './device-annex.ts'
import {
  count,
  day,
  instant,
  reportedHead,
  reportedReading,
  reportedStates,
  reportHead,
  source,
  statementOf,
} from './reported.ts'
import { disclosedElement } from './reported-field.ts'
import { disclosedLegal } from './reported-legal.ts'

/** What a member stated of the end of the account behind a connection; nobody can observe it. */
const accountDeletion = z.object({ deletedOn: day, statedBy: z.string() })
/** A recorded decision that the account lives on. */
const accountKept = z.object({
  stillUsedBy: z.string(),
  why: z.string(),
  decidedBy: z.string(),
  reviewOn: day,
})

/** What went over a connection until it was found gone, which Apple may still hold. */
export const sharedBefore = z.object({ until: instant.nullable(), devices: count, people: count, source })

const disclosedConnection = z.object({
  id: z.string(),
  externalId: z.string(),
  name: z.string(),
  appleId: z.string().nullable(),
  expiresAt: instant.nullable(),
  state: statementOf(z.enum(reportedStates)),
  devices: statementOf(count),
  people: statementOf(count),
  /** Absent while it flows. */
  sharedBefore: sharedBefore.exactOptional(),
  /** Data flows again over a token that was ended: when that end was found, and when the token was found again. */
  restarted: z.object({ endedAt: instant.nullable(), foundAt: instant }).exactOptional(),
  /** Set where the account's deletion ended this connection, or where it is kept though the token is gone. */
  accountDeletion: accountDeletion.nullable(),
  accountKept: accountKept.nullable(),
  /** How the name, the Apple ID and the expiry are known. */
  source,
})

const disclosedService = z.object({
  service: z.enum(services),
  state: z.enum(reportedStates),
  /** When a reading first saw the service. Sharing may be older: print it as "at least since". */
  firstObservedAt: instant.nullable(),
  /** Distinct people that data goes over it about; absent from facts of an earlier time. */
  people: statementOf(count).exactOptional(),
  connections: z.array(disclosedConnection),
  elements: z.array(disclosedElement),
})

/** What a member chose to leave behind of a connection when Intune could not take it back. */
const licencesLeft = z.object({
  /** Of what the number below is one; absent of licences, and in facts of an earlier time. */
  of: z.enum(['devices', 'certificate']).exactOptional(),
  /** How many; null where Intune did not say. */
  licences: count,
  /** Why they stayed: a full message key with its values. Null where nothing told. */
  problem: z
    .object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** Why that was acceptable, in the words of the member whom the source names. */
  why: z.string(),
  source,
})

const disclosedOffboarding = z.object({
  id: z.string(),
  service: z.enum(services),
  connectionName: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** Intune listed the token again later: what stands here is its earlier stay. */
  hasReturned: z.boolean(),
  /** Token gone from Intune. */
  disabled: statementOf(z.boolean()),
  /** Apple account deleted. */
  accountDeleted: statementOf(z.boolean()),
  accountDeletion: accountDeletion.nullable(),
  accountKept: accountKept.nullable(),
  licencesLeft: licencesLeft.nullable(),
})

/** What nobody could check. Each `why` is a full message key. */
const gap = z.discriminatedUnion('of', [
  z.object({ of: z.literal('tenant'), why: z.string() }),
  /** Fields of one group of the page, by their keys, and the services in use that they go to. */
  z.object({
    of: z.literal('fields'),
    services: z.array(z.enum(services)).nonempty(),
    keys: z.array(z.string()).nonempty(),
    why: z.string(),
  }),
  /** Licences of one connection in use, of which Intune does not answer who holds them. */
  z.object({
    of: z.literal('licences'),
    service: z.enum(services),
    connection: z.string(),
    licences: z.int().positive(),
    why: z.string(),
  }),
  z.object({
    of: z.literal('legal'),
    fact: z.enum(['recipient', 'transfer', 'role', 'contract', 'authority']),
    why: z.string(),
  }),
  /** A connection that a member stated and that is none of those a reading found. */
  z.object({
    of: z.literal('stated'),
    service: z.enum(services),
    connection: z.string(),
    by: z.string(),
    at: instant,
    why: z.string(),
  }),
])

/** What stood at a moment beside the inventory: an administrator's authorisations to share, and approvals. */
const inForce = z.object({
  authorisations: z.array(
    z.object({
      of: z.enum(['agreed', 'tenant', 'token']),
      /** The tenant's, or the token's. */
      name: z.string(),
      /** As Intune names it. Null where it is not about one service. */
      service: z.string().nullable(),
      value: z.enum(['granted', 'notGranted', 'notConfigured', 'unknown']),
      at: instant.nullable(),
      by: z.string().nullable(),
      source,
    }),
  ),
  approvals: z.array(
    z.object({
      of: z.enum(['offboarding', 'report']),
      id: z.string(),
      /** Of a case its first connection and how many there are; of a report its kind. */
      name: z.string(),
      count: z.int().nonnegative(),
      note: z.string().nullable(),
      source,
    }),
  ),
})

/**
 * Everything a disclosure report says, frozen: no query is needed to draw it again, in either language.
 * Instants are ISO 8601, days are `YYYY-MM-DD`, countries ISO 3166-1 alpha-2; a null count is "not known",
 * never zero. Every value that a person could doubt carries its source.
 */
export const disclosureFactsSchema = z.object({
  ...reportHead,
  /** A record of processing says less of the same facts, in the order of GDPR Art. 30: a controller's, or a processor's. */
  kind: z.enum(['disclosure', 'record', 'processing', 'state']),
  /** The moment it speaks of, where that is an earlier one than when it was composed. */
  asOf: instant.exactOptional(),
  /** The services it was narrowed to. */
  chosen: z.array(z.enum(services)).nonempty().exactOptional(),
  /** What changed in the time it is about, where one was named. */
  changes: reportedChanges.exactOptional(),
  /** Of a state on a date: who had let Intune share, and which approvals stood. */
  inForce: inForce.exactOptional(),
  edition: z.object({ id: z.string(), rows: z.int().positive() }),
  reading: reportedReading,
  /** Distinct over all services: never the sum of the services, which overlap. */
  totals: z.object({ devices: statementOf(count), people: statementOf(count) }),
  services: z.array(disclosedService),
  legal: disclosedLegal,
  offboardings: z.array(disclosedOffboarding),
  /** Licences that were left behind stand with their offboarding, and are gaps too. */
  unverifiable: z.array(gap),
  /** Where it was asked to name the devices: the volumes they stand in. */
  annex: deviceAnnex.exactOptional(),
  auditHead: reportedHead,
})
export type DisclosureFacts = z.infer<typeof disclosureFactsSchema>
export type DisclosedService = DisclosureFacts['services'][number]
export type DisclosedConnection = DisclosedService['connections'][number]
export type DisclosedElement = DisclosedService['elements'][number]
export type Gap = DisclosureFacts['unverifiable'][number]
export type DisclosedOffboarding = DisclosureFacts['offboardings'][number]
