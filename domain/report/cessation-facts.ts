import { z } from 'zod'
import { informedGroups } from '../offboarding/informing.ts'
import { taskKinds } from '../offboarding/task.ts'
import { roles } from '../permission.ts'
import { services } from '../service.ts'
import { ceasedAssignment, missedAssignments } from './ceased-assignments.ts'
import { sharedBefore } from './disclosure-facts.ts'
import { enclosedFile } from './enclosed-evidence.ts'
import { day, instant, reportedHead, reportedReading, reportHead, source, statementOf } from './reported.ts'
import { disclosedLegal } from './reported-legal.ts'

/** How a connection, or a service, ended. `notStopped` and `unknown` are verdicts like the others. */
export const verdicts = ['stopped', 'accountKept', 'disabled', 'notStopped', 'unknown'] as const
export type Verdict = (typeof verdicts)[number]
/** Of a connection of the case besides: it was left out, and what became of it since is not the case's to tell. */
export const ceasedVerdicts = [...verdicts, 'leftOut'] as const
export type CeasedVerdict = (typeof ceasedVerdicts)[number]

/** Another case, named as this one is. */
const namedCase = z.object({ id: z.string(), startedBy: z.string(), startedAt: instant })

/** Which function whoever is named had then; absent where the audit log does not tell, and from earlier certificates. */
const role = z.enum(roles).exactOptional()

/** Of licences that Intune was asked to revoke: how many it did of how many. */
const revoked = z.object({ revoked: z.int().nonnegative(), of: z.int().nonnegative() })

const account = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('deleted'), deletedOn: day, by: z.string(), source }),
  z.object({
    outcome: z.literal('kept'),
    why: z.string(),
    stillUsedBy: z.string(),
    reviewOn: day,
    by: z.string(),
    /** A person's own account, which nobody deletes for them; absent where it is not, and in earlier certificates. */
    isOwn: z.literal(true).exactOptional(),
    source,
  }),
  z.object({ outcome: z.literal('requested'), requestedOn: day, lookAgainOn: day, by: z.string(), source }),
  z.object({ outcome: z.literal('open'), source }),
  /** Told by whoever ended what was left out. */
  z.object({ outcome: z.literal('elsewhere'), source }),
])

const connection = z.object({
  id: z.string(),
  service: z.enum(services),
  name: z.string(),
  externalId: z.string(),
  appleId: z.string().nullable(),
  verdict: z.enum(ceasedVerdicts),
  /** Whether it is gone from Intune, and how that is known. */
  gone: statementOf(z.boolean()),
  goneAt: instant.nullable(),
  /** What went over it until it was found gone; absent while it flows, and from earlier certificates. */
  sharedBefore: sharedBefore.exactOptional(),
  /** A reading listed it again later. */
  returnedAt: instant.nullable(),
  /** How that later stay ended, where it has with both its halves; absent from earlier certificates. */
  returnedVerdict: z.enum(verdicts).exactOptional(),
  /** Why a member took it out of the case; null where nobody did. */
  leftOutBecause: z.string().nullable(),
  /** The other case that ended what was left out; absent where none did, and from earlier certificates. */
  endedBy: namedCase.exactOptional(),
  account,
  /** What stayed behind of it, and how many; earlier certificates have none. */
  left: z
    .array(
      z.object({
        of: z.enum(['licences', 'devices', 'certificate']),
        count: z.int().nullable(),
        /** The count is that of the plan: nobody said how many were left. */
        isPlanned: z.boolean(),
        source,
      }),
    )
    .exactOptional(),
  /** What had gone for good before it was left out; absent where nothing had, and from earlier certificates. */
  went: z
    .array(z.object({ kind: z.enum(taskKinds), gone: z.int().positive(), of: z.int().nonnegative(), source }))
    .exactOptional(),
  /** Each revocation of its licences that ended, as Intune told; absent where none was numbered, and from earlier certificates. */
  revoked: z.array(revoked.extend({ source })).exactOptional(),
  /** Assignments that went before it was left out; absent where none did, and from earlier certificates. */
  missed: missedAssignments.exactOptional(),
})

/** Of the whole organisation, not of the case alone: what else of the service goes on counts too. */
const service = z.object({
  service: z.enum(services),
  verdict: z.enum(verdicts),
  /** Its connections that this case is not about and that still share. */
  others: z.int().nonnegative(),
})

const task = z.object({
  connection: z.string(),
  kind: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  endedAt: instant.nullable(),
  /** Of what went entry by entry until it was left out: how many of how many; absent of all others. */
  gone: z.object({ gone: z.int().nonnegative(), of: z.int().nonnegative() }).exactOptional(),
})

/** What a reader has to doubt: a full message key with its values. */
const doubt = z.object({ why: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })

const evidence = z.object({
  id: z.string(),
  /** Its name under `offboardings.evidence.what`. */
  what: z.string(),
  /** Of a call: method, path and status; and the id by which Microsoft finds it. Earlier certificates have none. */
  call: z.string(),
  requestId: z.string().default(''),
  /** The connection it is about. */
  connection: z.string().nullable().default(null),
  by: z.string(),
  at: instant,
  sha256: z.string(),
  /** Of a piece that is a file: its name, and the hash of the file itself. */
  file: z.object({ name: z.string(), sha256: z.string(), isErased: z.boolean() }).nullable().default(null),
  /** Whom or what it is about, besides its connection: an account is known by its Apple ID, a step by its kind. */
  about: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('account'), name: z.string() }),
      z.object({ kind: z.literal('organisation'), name: z.string() }),
      z.object({ kind: z.literal('task'), task: z.string() }),
      z.object({ kind: z.literal('case') }),
    ])
    .exactOptional(),
  /** Of an assignment: the app it was of. */
  app: z.string().exactOptional(),
  /** Of an enrolment profile: its name. */
  profile: z.string().exactOptional(),
  /** The assignments that went, with what it takes to make them again; earlier certificates have none. */
  assigned: z.array(ceasedAssignment).exactOptional(),
  /** Of a revocation that ended: its numbers, where Intune gives both. */
  revoked: revoked.exactOptional(),
  /** What the member said. */
  words: z.string().exactOptional(),
  /** Of a task that a member stopped: how many of how many had gone by then. */
  stoppedAt: z.object({ gone: z.int().nonnegative(), of: z.int().nonnegative() }).exactOptional(),
  /** Of deletions that are proved together: how many there were with this one. */
  total: z.int().exactOptional(),
  /** The other case it was given in; absent of the case's own. */
  given: namedCase.exactOptional(),
})

/** Everything a certificate of cessation says, frozen, so that it can be drawn again in either language. */
export const cessationFactsSchema = z.object({
  ...reportHead,
  kind: z.literal('cessation'),
  reading: reportedReading,
  offboarding: z.object({
    id: z.string(),
    startedBy: z.string(),
    startedAt: instant,
    startedByRole: role,
    confirmedBy: z.string().nullable(),
    confirmedAt: instant.nullable(),
    confirmedByRole: role,
    finishedAt: instant.nullable(),
    planHash: z.string(),
  }),
  approval: z
    .object({
      askedBy: z.string(),
      askedAt: instant,
      askedByRole: role,
      decidedBy: z.string().nullable(),
      decidedAt: instant.nullable(),
      decidedByRole: role,
      note: z.string().nullable(),
      opinions: z.array(
        z.object({
          opinion: z.enum(['agrees', 'objects']),
          by: z.string(),
          byRole: role,
          at: instant,
          note: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Who was to be told, and how; absent where nobody was asked. */
  informing: z.object({ groups: z.array(z.enum(informedGroups)), note: z.string() }).nullable(),
  /** Who received the data; earlier certificates do not say. */
  recipient: disclosedLegal.shape.recipient.exactOptional(),
  /** Whether a school's connection was among them; absent where that was not kept. */
  isOfSchool: z.boolean().optional(),
  connections: z.array(connection),
  services: z.array(service),
  tasks: z.array(task),
  rechecks: z.array(
    z.object({
      connection: z.string(),
      day: z.int().nullable(),
      found: z.enum(['gone', 'present', 'unknown']),
      by: z.string(),
      at: instant,
    }),
  ),
  doubts: z.array(doubt),
  /** What a member accepted to be left: how many where that is known, of what, and why. */
  remainders: z
    .array(
      z.object({
        connection: z.string(),
        task: z.string(),
        count: z.int().nullable(),
        /** Licences that the plan counted, where Intune does not say how many are left. */
        planned: z.int().exactOptional(),
        why: z.string(),
        source,
      }),
    )
    .default([]),
  /** That Apple was asked to close an organisation's account. */
  organisationRequests: z
    .array(z.object({ name: z.string(), requestedOn: day, by: z.string(), at: instant }))
    .default([]),
  evidence: z.array(evidence),
  /** The files of it that go along in the PDF; absent where that was not asked. */
  enclosed: z.array(enclosedFile).exactOptional(),
  auditHead: reportedHead,
})
export type CessationFacts = z.infer<typeof cessationFactsSchema>
export type CeasedConnection = CessationFacts['connections'][number]
