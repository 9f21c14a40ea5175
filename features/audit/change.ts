import { randomBytes } from 'node:crypto'
import { inOrganisation, type Transaction, type TransactionOptions } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type AuditEntry, type AuditHead, chain, commit, firstHead, saltBytes } from '#domain/audit.ts'
import type { Outcome } from '#domain/outcome.ts'

/** Puts an event on the list of what a change will have recorded. */
export type Recorder = (entry: AuditEntry) => void

/** Carries a refusal out of the transaction, so that nothing of a refused command stays. */
class RolledBack<Value> extends Error {
  readonly refusal: Value
  constructor(refusal: Value) {
    super('refused')
    this.refusal = refusal
  }
}

/**
 * The one way to change the facts of an organisation: one transaction, inside the wall, that writes its audit events
 * last and does not commit without one. A refusal returned by `work` rolls everything back.
 */
export const change = async <Value, Reason extends string>(
  actor: Actor,
  work: (change: { tx: Transaction; record: Recorder }) => Promise<Outcome<Value, Reason>>,
  options?: TransactionOptions,
): Promise<Outcome<Value, Reason>> => {
  try {
    return await inOrganisation(
      actor.organisationId,
      async (tx) => {
        const entries: AuditEntry[] = []
        const outcome = await work({ tx, record: (entry) => entries.push(entry) })
        if (!outcome.ok) throw new RolledBack(outcome)
        if (entries.length === 0) throw new Error('a change without an audit event')
        await append(tx, actor, entries)
        return outcome
      },
      options,
    )
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal
    throw error
  }
}

/** The head is locked last and only here, so that slow work never holds up another change of the organisation. */
const append = async (tx: Transaction, actor: Actor, entries: AuditEntry[]): Promise<void> => {
  const { organisationId } = actor
  await tx.$executeRaw`insert into audit_head (organisation_id, sequence, hash)
    values (${organisationId}::uuid, ${firstHead.sequence}, ${firstHead.hash}) on conflict do nothing`
  const [locked] = await tx.$queryRaw<AuditHead[]>`select sequence, hash from audit_head for update`
  let head = locked ?? firstHead
  for (const { personal, ...entry } of entries) {
    const at = new Date()
    const salt = new Uint8Array(randomBytes(saltBytes))
    const { detail, commitment } = commit({ actor: actor.name, ...personal }, salt)
    const link = chain(head, organisationId, actor, at, entry, commitment)
    const { sequence, body } = link
    const previousHash = new Uint8Array(link.previousHash)
    const hash = new Uint8Array(link.hash)
    await tx.auditEvent.create({
      data: { organisationId, sequence, at, kind: entry.kind, body, previousHash, hash },
    })
    await tx.auditDetail.create({ data: { organisationId, sequence, salt, detail } })
    head = link
  }
  await tx.auditHead.update({
    where: { organisationId },
    data: { sequence: head.sequence, hash: new Uint8Array(head.hash) },
  })
}
