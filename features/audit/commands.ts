import { checkpointKeyId } from '#adapters/checkpoint-key.ts'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type LogVerdict, walkLog } from '#domain/audit-log.ts'
import type { Checkpoint } from '#domain/checkpoint.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { logLines, logStart } from './log-lines.ts'

/**
 * Walks the whole log of the organisation up to its stored head, holds the personal details that are still there to their
 * commitments, and the log to its checkpoints and to one that was kept elsewhere. Writes nothing. With null for the
 * `key`, its checkpoints may be signed by any.
 */
export const walkChain = async (
  actor: Actor,
  checkpoint: Checkpoint | null = null,
  key: string | null = checkpointKeyId(),
): Promise<LogVerdict> => {
  demand(actor, 'audit:verify')
  const { organisationId } = actor
  const start = await inOrganisation(organisationId, (tx) => logStart(organisationId, tx))
  const walk = walkLog(start, { checkpoint, key })
  for await (const lines of logLines(organisationId, start.last)) {
    if (!lines.split('\n').every(walk.take)) break
  }
  return walk.end()
}

/** Verifies the chain and records that it was verified, up to where and with what result. */
export const verifyAudit = async (actor: Actor): Promise<Outcome<LogVerdict>> => {
  const verdict = await walkChain(actor)
  const { checked, fault, erased, pruned, covered } = verdict
  return change(actor, async ({ record }) => {
    record({
      kind: 'audit.verified',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: {
        sequence: checked,
        isIntact: fault === null,
        fault: fault?.fault ?? null,
        erased,
        pruned,
        covered,
      },
    })
    return done(verdict)
  })
}
