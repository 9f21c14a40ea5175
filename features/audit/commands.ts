import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type AuditHead, type ChainFault, commit, firstHead, verifyChain } from '#domain/audit.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { storedHead } from './queries.ts'

/** `detailChanged`: a name or address stands beside the chain that was not committed to. */
export type Fault = { sequence: number; fault: ChainFault['fault'] | 'detailChanged' }
export type Verification = { head: AuditHead; checked: number; fault: Fault | null }

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
  while (current.sequence < head.sequence) {
    const { links, changedAt } = await inside((tx) => batchAfter(tx, current.sequence, head.sequence))
    const walked = verifyChain(current, links)
    const checked = 'fault' in walked ? walked.sequence - 1 : walked.sequence
    if (changedAt !== null && changedAt <= checked)
      return { head, checked: changedAt - 1, fault: { sequence: changedAt, fault: 'detailChanged' } }
    if ('fault' in walked) return { head, checked, fault: walked }
    if (walked.sequence === current.sequence)
      return { head, checked, fault: { sequence: checked + 1, fault: 'missing' } }
    current = walked
  }
  const isSame = Buffer.from(current.hash).equals(Buffer.from(head.hash))
  const fault: Fault | null = isSame ? null : { sequence: head.sequence, fault: 'headDiffers' }
  return { head, checked: current.sequence, fault }
}

const batchAfter = async (tx: Transaction, sequence: number, last: number) => {
  const rows = await tx.auditEvent.findMany({
    where: { sequence: { gt: sequence, lte: last } },
    orderBy: { sequence: 'asc' },
    take: batchSize,
    select: { sequence: true, body: true, previousHash: true, hash: true, detail: true },
  })
  const changed = rows.find(({ body, detail }) => detail && !isCommitted(body, detail))
  return { links: rows, changedAt: changed?.sequence ?? null }
}

/** Details that were erased leave their commitment behind, which is as it should be. */
const isCommitted = (body: string, { detail, salt }: { detail: string; salt: Uint8Array }): boolean =>
  JSON.parse(body).personal === commit(JSON.parse(detail), salt).commitment

/** Verifies the chain and records that it was verified, up to where and with what result. */
export const verifyAudit = async (actor: Actor): Promise<Outcome<Verification>> => {
  const verification = await walkChain(actor)
  const { checked, fault } = verification
  return change(actor, async ({ record }) => {
    record({
      kind: 'audit.verified',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: { sequence: checked, isIntact: fault === null, fault: fault?.fault ?? null },
    })
    return done(verification)
  })
}
