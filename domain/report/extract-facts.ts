import { z } from 'zod'
import { sharingReasons } from '../field-sharing.ts'
import { serviceGroups, services } from '../service.ts'
import { day, instant, reportedHead, reportedReading, reportHead, source } from './reported.ts'
import { disclosedElementText, disclosedReview } from './reported-field.ts'
import { disclosedLegal } from './reported-legal.ts'

/** A time of sharing: what saw it begin and, unless it goes on, end. */
const span = z.object({
  since: instant,
  /** The first reading of the tenant saw it: it may be older. */
  isAtLeast: z.boolean(),
  until: instant.nullable(),
  source,
})

/** A field of one service, as Microsoft's page has it and as the organisation reviewed it. */
const extractField = z.object({
  service: z.enum(services),
  group: z.enum(serviceGroups),
  key: z.string(),
  texts: z.object({ en: disclosedElementText, fr: disclosedElementText }),
  kind: z.string(),
  review: disclosedReview.nullable(),
})

const overConnection = z.object({ connection: z.string(), spans: z.array(span) })

const statuses = z.enum(['shared', 'notApplicable', 'unknown'])
const whys = z.enum([...sharingReasons.shared, ...sharingReasons.notApplicable, ...sharingReasons.unknown])

/** What is so of some fields of one service: each of them by its key, and why. */
const sharing = z.object({
  service: z.enum(services),
  status: statuses,
  why: whys,
  keys: z.array(z.string()).nonempty(),
  spans: z.array(span),
  /** The names of the connections it went over. */
  over: z.array(z.string()),
  /** The same connection by connection, where there are several; absent from facts of an earlier time. */
  apart: z.array(overConnection).exactOptional(),
})

const extractDevice = z.object({
  id: z.string(),
  serial: z.string().nullable(),
  /** Null for one that somebody else has now: what it is called since is not about the person. */
  name: z.string().nullable(),
  model: z.string().nullable(),
  /** When it was theirs; null where that is not known. */
  held: z.object({ since: instant, isAtLeast: z.boolean(), until: instant.nullable(), source }).nullable(),
  sharing: z.array(sharing),
})

/**
 * What a person extract (GDPR Art. 15) says, frozen. It is about one person and names nobody else: members who stated
 * something are the organisation, and a device that went to a colleague keeps no name.
 */
export const extractFactsSchema = z.object({
  ...reportHead,
  kind: z.literal('extract'),
  request: z.object({ id: z.string(), about: z.string(), receivedOn: day, identityCheckedOn: day }),
  subject: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('person'),
      name: z.string().nullable(),
      userPrincipalName: z.string().nullable(),
      email: z.string().nullable(),
      entraId: z.string().nullable(),
      source,
    }),
    z.object({ kind: z.literal('device'), source }),
    z.object({ kind: z.literal('account'), appleId: z.string(), source }),
    z.object({ kind: z.literal('nobody') }),
  ]),
  edition: z.object({ id: z.string(), rows: z.int().positive() }),
  reading: reportedReading,
  fields: z.array(extractField),
  /** About the person, not one device. */
  own: z.array(sharing),
  devices: z.array(extractDevice),
  /** Connections that name an Apple ID of theirs, whether or not the page has a field for it; absent where none does. */
  namedOn: z.array(overConnection.extend({ service: z.enum(services) })).exactOptional(),
  legal: disclosedLegal,
  auditHead: reportedHead,
})
export type ExtractFacts = z.infer<typeof extractFactsSchema>
export type ExtractDevice = ExtractFacts['devices'][number]
export type ExtractSharing = ExtractFacts['own'][number]
export type ExtractField = ExtractFacts['fields'][number]
