import { z } from 'zod'
import { agreedCounts, frozenTouched } from '#domain/offboarding/frozen-plan.ts'
import { informedGroups } from '#domain/offboarding/informing.ts'
import { runStates } from '#domain/offboarding/run.ts'
import { taskKinds, taskStates } from '#domain/offboarding/task.ts'

// What the case's JSON columns and states hold, read back. Rows are ours, so a mismatch is a fault and throws.

/** A confirmed plan with the hash that was approved, and the impact as it was then. */
export const frozenPlan = frozenTouched.extend({ hash: z.string() })

const scopeAnswer = z.object({ connectionIds: z.array(z.string()) })
/** What the answer to the first question chose; nothing while it is not answered. */
export const chosenConnections = (answer: unknown): string[] => {
  const chosen = scopeAnswer.safeParse(answer)
  return chosen.success ? chosen.data.connectionIds : []
}
/** The hash of the facts that were read, and the counts they were agreed with. */
export const impactAnswer = z.object({ planHash: z.string(), counts: agreedCounts })

/** Who is told, and the hash of the facts this was said for. */
export const informingAnswer = z.object({
  planHash: z.string(),
  groups: z.array(z.enum(informedGroups)),
  note: z.string(),
})

/** The hash of the facts whose order was read. */
export const orderAnswer = z.object({ planHash: z.string() })

export const caseState = z.enum(['draft', ...runStates])
export const opinion = z.enum(['agrees', 'objects'])
export const decision = z.enum(['approved', 'rejected']).nullable()
export const taskKind = z.enum(taskKinds)
export const taskState = z.enum(taskStates)

/** How far a task has come. Each kind uses what it needs. */
export const taskProgress = z.object({
  /** Traces of the revocations that were listed before ours was asked for. */
  known: z.array(z.string()).optional(),
  /** Since when a result is waited for (ISO 8601), and how often it was looked for. */
  since: z.string().optional(),
  looks: z.number().optional(),
  /** Since when Intune refuses a sync because the last one was too recent (ISO 8601). */
  refusedSince: z.string().optional(),
  /** How many are removed, of how many there are to remove. */
  removed: z.number().optional(),
  of: z.number().optional(),
  /** The profiles that were left when Intune refused to delete one. Earlier tasks kept their names alone. */
  left: z
    .array(
      z.union([
        z.string().transform((name) => ({ name, isDefault: false })),
        z.object({ name: z.string(), isDefault: z.boolean() }),
      ]),
    )
    .optional(),
  /** How many somebody else removed, in Intune. */
  byOthers: z.number().optional(),
  /** The assignment that is being asked for, by its key: what becomes of it may never be answered. */
  asked: z.string().nullable().optional(),
  /** When an effect was last recorded (ISO 8601). */
  movedAt: z.string().optional(),
  /** Before then there is nothing to look for (ISO 8601). */
  again: z.string().optional(),
  /** When that was said (ISO 8601). */
  saidAt: z.string().optional(),
  /** Until when Microsoft asked to wait (ISO 8601); it may be over. */
  pausedUntil: z.string().optional(),
  /** How often in a row Microsoft did not answer as a service should. */
  faults: z.number().optional(),
})
export type TaskProgress = z.infer<typeof taskProgress>
export const reasonValues = z.record(z.string(), z.union([z.string(), z.number()]))

/** Keys of Intune's objects: a GUID, perhaps with more behind it. */
const longIds = /[0-9a-f]{8}-[0-9a-f-]{27}[^/ ]*/gi

/** A call for the eye: without the interface's name and its ids. */
export const shortCallOf = (call: string): string => call.replace(prefix, ' ').replace(longIds, '…')

const prefix = / \/(?:beta|v1\.0)\/\w+\//

const call = z.object({
  method: z.string(),
  path: z.string(),
  status: z.number(),
  /** By which Microsoft finds the call in its own logs. */
  requestId: z.string().default(''),
})
/** A member's word that Apple was asked to close an organisation's account. */
export const organisationRequest = z.object({
  name: z.string(),
  requestedOn: z.iso.date(),
  note: z.string(),
})

export const fileContent = z.object({
  name: z.string(),
  type: z.string(),
  size: z.number(),
  sha256: z.string(),
  originalSha256: z.string(),
})
/** What a file shows; what is not a file shows what it says itself. */
export const shows = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('case') }),
    z.object({ kind: z.literal('account'), id: z.string() }),
    z.object({ kind: z.literal('task'), position: z.number().int() }),
  ])
  .optional()
export type Shows = NonNullable<z.infer<typeof shows>>

const assigned = z.object({
  app: z.string(),
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? null),
  id: z.string().default(''),
  intent: z.string(),
  target: z.string().default('unknown'),
  group: z
    .string()
    .nullish()
    .transform((group) => group ?? null),
})

/** A piece of evidence in short: what it shows, and the call it came from or the words of whoever stated it. */
export const evidenceContent = z
  .object({
    what: z.string().optional(),
    statement: z.string().optional(),
    call: call.optional(),
    note: z.string().nullish(),
    why: z.string().optional(),
    /** Of a remainder that was accepted: how many, -1 where Intune does not say. */
    values: reasonValues.optional(),
    accountId: z.string().optional(),
    appleId: z.string().nullish(),
    /** Of an organisation at Apple. */
    name: z.string().optional(),
    connectionId: z.string().optional(),
    position: z.number().int().optional(),
    answer: z
      .looseObject({
        app: z.string().optional(),
        /** The app's. */
        name: z.string().nullish(),
        assignments: z.array(assigned).optional(),
        /** Of an enrolment profile that was deleted: its name, where Intune gave one. */
        profile: z.string().nullish(),
        deleted: z.number().optional(),
        /** Devices that were still managed when the certificate was found gone. */
        managed: z.number().optional(),
      })
      .nullish(),
    file: fileContent.optional(),
    shows,
    /** Of a task that was stopped: how many of how many had gone by then. */
    gone: z.number().int().optional(),
    of: z.number().int().optional(),
  })
  .transform(
    ({ what, statement, call: made, note, why, accountId, connectionId, position, answer, ...said }) => {
      const { values, appleId, name, file, shows, gone, of } = said
      const whole = made ? `${made.method} ${made.path} ${made.status}` : ''
      return {
        what: what ?? statement ?? 'unknown',
        words: note ?? why ?? null,
        left: Number(values?.failed ?? values?.count ?? (answer?.managed || -1)),
        accountId: accountId ?? null,
        appleId: appleId ?? null,
        organisation: name ?? null,
        connectionId: connectionId ?? null,
        /** Of the task it belongs to. */
        position: position ?? (shows?.kind === 'task' ? shows.position : null),
        requestId: made?.requestId ?? '',
        appId: answer?.app ?? null,
        appName: answer?.name ?? null,
        profile: answer?.profile ?? null,
        /** What mattered of it, as it was kept. */
        answer: answer ? JSON.stringify(answer) : null,
        /** The assignments it is about: a list of them, or the one that went. */
        assigned: answer?.assignments ?? z.array(assigned).catch([]).parse([answer]),
        /** Of deletions that are proved together: how many there were with this one. */
        total: answer?.deleted ?? null,
        stoppedAt: gone === undefined || of === undefined ? null : { gone, of },
        file: file ?? null,
        shows,
        call: whole,
        shortCall: shortCallOf(whole),
      }
    },
  )
