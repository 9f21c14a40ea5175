import { z } from 'zod'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type AuditHead, type AuditKind, auditKinds, firstHead } from '#domain/audit.ts'
import { demand } from '#features/access/actor.ts'
import { type Gap, gapsBetween } from './gaps.ts'

export type ListedEvent = {
  sequence: number
  at: Date
  kind: AuditKind
  /** Who acted: a member, the terminal's account, or Pomona itself. Null once personal details were erased. */
  actor: { kind: 'member' | 'terminal' | 'clock'; name: string | null }
  subject: { kind: string; id: string }
  facts: Record<string, string | number | boolean | null>
  /** Names and addresses that were recorded with the event. */
  personal: Record<string, string>
}

/** The form of `body`, written by domain/audit.ts `chain`. */
const bodyShape = z.object({
  at: z.iso.datetime(),
  kind: z.enum(auditKinds),
  actor: z.object({ kind: z.enum(['member', 'terminal', 'clock']) }),
  subject: z.object({ kind: z.string(), id: z.string() }),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
const personalShape = z.record(z.string(), z.string())

export type AuditPage = {
  events: ListedEvent[]
  /** What was pruned between them, before the first and after the last of them. */
  gaps: Gap[]
  /** The end of the chain: nothing has been cut off while it grows from here. */
  head: AuditHead
  /** For the address of the page of older events, and of newer ones: `before` these numbers. */
  older: number | null
  newer: number | null
  /** The latest verification of the chain, with its result among the facts. */
  verified: ListedEvent | null
}

const selection = { sequence: true, body: true, detail: { select: { detail: true } } } as const

const listed = (row: { sequence: number; body: string; detail: { detail: string } | null }): ListedEvent => {
  const { at, actor, ...event } = bodyShape.parse(JSON.parse(row.body))
  const { actor: name, ...personal }: Record<string, string> = row.detail
    ? personalShape.parse(JSON.parse(row.detail.detail))
    : {}
  return {
    ...event,
    sequence: row.sequence,
    at: new Date(at),
    actor: { kind: actor.kind, name: name ?? null },
    personal,
  }
}

/** Events newest first, those before a sequence number where one is given. */
export const auditPage = (
  actor: Actor,
  { before, most = 50 }: { before?: number; most?: number } = {},
): Promise<AuditPage> => {
  demand(actor, 'audit:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const head = await storedHead(tx)
    const rows = await tx.auditEvent.findMany({
      where: before === undefined ? {} : { sequence: { lt: before } },
      orderBy: { sequence: 'desc' },
      take: most,
      select: selection,
    })
    const verified = await tx.auditEvent.findFirst({
      where: { kind: 'audit.verified' },
      orderBy: { sequence: 'desc' },
      select: selection,
    })
    const last = rows.length < most ? 1 : (rows.at(-1)?.sequence ?? 1)
    return {
      events: rows.map(listed),
      gaps: await gapsBetween(tx, last, (before ?? head.sequence + 1) - 1),
      head,
      older: last > 1 ? last : null,
      newer: before === undefined ? null : await newerThan(tx, before, { most, head }),
      verified: verified && listed(verified),
    }
  })
}

/** Before which number the page of newer events ends: what was pruned is no event of it. Null where there are none. */
const newerThan = async (
  tx: Transaction,
  before: number,
  { most, head }: { most: number; head: AuditHead },
): Promise<number | null> => {
  const above = await tx.auditEvent.findMany({
    where: { sequence: { gte: before } },
    orderBy: { sequence: 'asc' },
    take: most + 1,
    select: { sequence: true },
  })
  return above.length === 0 ? null : (above[most]?.sequence ?? head.sequence + 1)
}

/** Events of one kind about one subject, oldest first, none before `since`. For features that tell what happened to it. */
export const eventsAbout = async (
  tx: Transaction,
  kind: AuditKind,
  subjectId: string,
  since: Date,
): Promise<ListedEvent[]> => {
  const rows = await tx.auditEvent.findMany({
    where: { kind, at: { gte: since }, body: { contains: subjectId } },
    orderBy: { sequence: 'asc' },
    select: selection,
  })
  return rows.map(listed).filter(({ subject }) => subject.id === subjectId)
}

/** The head as it is stored; the first one before anything was recorded. */
export const storedHead = async (tx: Transaction): Promise<AuditHead> => {
  const head = await tx.auditHead.findFirst({ select: { sequence: true, hash: true } })
  return head ?? firstHead
}
