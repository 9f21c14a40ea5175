import { checkpointKeyId, checkpointSigner } from '#adapters/checkpoint-key.ts'
import { doorway, inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditHead } from '#domain/audit.ts'
import { composeCheckpoint, keyIdOf } from '#domain/checkpoint.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'

/** A checkpoint as it is handed out: the text of its file. */
export type CheckpointFile = { sequence: number; at: Date; key: string; document: string }

/**
 * Signs what the log is now. The checkpoint's own hash is recorded by the very next event, so that the next checkpoint
 * vouches for this one; of two at once the second finds nothing new.
 */
export const makeCheckpoint = (
  actor: Actor,
  now = new Date(),
): Promise<Outcome<CheckpointFile, 'checkpointUpToDate'>> => {
  demand(actor, 'audit:verify')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    // Held until the event is written, which is therefore the one after the head that is signed.
    const [head] = await tx.$queryRaw<AuditHead[]>`select sequence, hash from audit_head for update`
    const last = await tx.auditCheckpoint.findFirst({ orderBy: { sequence: 'desc' } })
    const signer = checkpointSigner()
    const isNew =
      head && (!last || head.sequence > last.sequence + 1 || last.keyId !== keyIdOf(signer.publicKey))
    if (!isNew) return refused('checkpointUpToDate')
    const { name } = await tx.organisation.findFirstOrThrow({ select: { name: true } })
    const { sequence } = head
    const hash = Buffer.from(head.hash).toString('hex')
    const said = { organisation: { id: organisationId, name }, sequence, hash, at: now.toISOString() }
    const { document, sha256, key } = composeCheckpoint(said, signer)
    await tx.auditCheckpoint.create({ data: { organisationId, sequence, at: now, keyId: key, document } })
    record({
      kind: 'audit.checkpointed',
      subject: { kind: 'organisation', id: organisationId },
      facts: { sequence, sha256, keyId: key },
    })
    return done({ sequence, at: now, key, document })
  })
}

const columns = { sequence: true, at: true, keyId: true, document: true } as const
type Row = { sequence: number; at: Date; keyId: string; document: string }
const fileOf = ({ keyId, ...row }: Row): CheckpointFile => ({ ...row, key: keyId })

/** The newest one; null before the first. */
export const latestCheckpoint = (actor: Actor): Promise<CheckpointFile | null> => {
  demand(actor, 'audit:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const row = await tx.auditCheckpoint.findFirst({ orderBy: { sequence: 'desc' }, select: columns })
    return row && fileOf(row)
  })
}

export type CheckpointPage = {
  /** Newest first. */
  checkpoints: CheckpointFile[]
  /** Whether there are older ones. */
  hasOlder: boolean
  /** Of the key that this installation signs with now. */
  key: string
}

export const checkpointPage = (
  actor: Actor,
  { before, most }: { before?: number | undefined; most: number },
): Promise<CheckpointPage> => {
  demand(actor, 'audit:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const rows = await tx.auditCheckpoint.findMany({
      where: before === undefined ? {} : { sequence: { lt: before } },
      orderBy: { sequence: 'desc' },
      take: most + 1,
      select: columns,
    })
    const checkpoints = rows.slice(0, most).map(fileOf)
    return { checkpoints, hasOlder: rows.length > most, key: checkpointKeyId() }
  })
}

/** The one that covers the log through this event. */
export const checkpointFile = (actor: Actor, sequence: number): Promise<CheckpointFile> => {
  demand(actor, 'audit:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const row = await tx.auditCheckpoint.findFirst({ where: { sequence }, select: columns })
    if (!row) throw new Missing('checkpoint')
    return fileOf(row)
  })
}

/** The organisations of this installation that have something to sign. For the clock, which belongs to none of them. */
export const checkpointsDue = async (): Promise<string[]> => {
  const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`
    select * from checkpoints_due(${checkpointKeyId()})`
  return rows.map(({ organisation_id }) => organisation_id)
}
