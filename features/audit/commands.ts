import { z } from 'zod'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type AuditHead, type ChainFault, commit, firstHead, verifyChain } from '#domain/audit.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { storedHead } from './queries.ts'

/** `detailChanged`: a name or address stands beside the chain that was not committed to. */
export type Fault = { sequence: number; fault: ChainFault['fault'] | 'detailChanged' }
export type Verification = {
  head: AuditHead
  checked: number
  fault: Fault | null
  /** Events among the checked ones whose personal details were erased: their commitments stand. */
  erased: number
}

const batchSize = 500

/**
 * Walks the whole chain of the organisation up to its stored head, batch by batch, and holds the personal details
 * that are still there to their commitments. Writes nothing.
 */
export const walkChain = async (actor: Actor): Promise<Verification> => {
  demand(actor, 'audit:verify')
  const inside = <Value>(work: (tx: Transaction) => Promise<Value>) =>
    inOrganisation(actor.organisationId, work)
  const head = await inside(storedHead)
  let current = firstHead
  let erased = 0
  const found = (checked: number, fault: Fault | null): Verification => ({ head, checked, fault, erased })
  while (current.sequence < head.sequence) {
    const { links, changedAt, erasedAt } = await inside((tx) =>
      batchAfter(tx, current.sequence, head.sequence),
    )
    const walked = verifyChain(current, links)
    const checked = 'fault' in walked ? walked.sequence - 1 : walked.sequence
    const sound = changedAt === null ? checked : Math.min(checked, changedAt - 1)
    erased += erasedAt.filter((sequence) => sequence <= sound).length
    if (changedAt !== null && changedAt <= checked)
      return found(sound, { sequence: changedAt, fault: 'detailChanged' })
    if ('fault' in walked) return found(checked, walked)
    if (walked.sequence === current.sequence)
      return found(checked, { sequence: checked + 1, fault: 'missing' })
    current = walked
  }
  const isSame = Buffer.from(current.hash).equals(Buffer.from(head.hash))
  return found(current.sequence, isSame ? null : { sequence: head.sequence, fault: 'headDiffers' })
}

const batchAfter = async (tx: Transaction, sequence: number, last: number) => {
  const rows = await tx.auditEvent.findMany({
    where: { sequence: { gt: sequence, lte: last } },
    orderBy: { sequence: 'asc' },
    take: batchSize,
    select: {
      ...{ sequence: true, at: true, kind: true, body: true, previousHash: true, hash: true },
      detail: true,
    },
  })
  const changed = rows.find(({ body, detail }) => detail && !isCommitted(body, detail))
  return {
    links: rows,
    changedAt: changed?.sequence ?? null,
    erasedAt: rows
      .filter(({ body, detail }) => !detail && commitmentIn(body) !== null)
      .map(({ sequence }) => sequence),
  }
}

/** What was written over behind our back may be no JSON any more. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
const committed = z.object({ personal: z.string().nullable() })
const personalDetails = z.record(z.string(), z.string())

const commitmentIn = (body: string): string | null => committed.safeParse(parsed(body)).data?.personal ?? null

/** Details that were erased leave their commitment behind, which is as it should be. */
const isCommitted = (body: string, { detail, salt }: { detail: string; salt: Uint8Array }): boolean => {
  const personal = personalDetails.safeParse(parsed(detail))
  return personal.success && commitmentIn(body) === commit(personal.data, salt).commitment
}

/** Verifies the chain and records that it was verified, up to where and with what result. */
export const verifyAudit = async (actor: Actor): Promise<Outcome<Verification>> => {
  const verification = await walkChain(actor)
  const { checked, fault, erased } = verification
  return change(actor, async ({ record }) => {
    record({
      kind: 'audit.verified',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: { sequence: checked, isIntact: fault === null, fault: fault?.fault ?? null, erased },
    })
    return done(verification)
  })
}
