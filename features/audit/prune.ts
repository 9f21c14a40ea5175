import { z } from 'zod'
import { checkpointKeyId, checkpointSigner } from '#adapters/checkpoint-key.ts'
import { inOrganisation } from '#adapters/db.ts'
import { log } from '#adapters/log.ts'
import type { Actor } from '#domain/actor.ts'
import { type LogClass, logClasses } from '#domain/log-class.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { signPruning } from '#domain/pruning.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { latestCheckpoint } from './checkpoints.ts'
import { verifyAudit, walkChain } from './commands.ts'

type PruneOptions = {
  signal: AbortSignal
  /** Events of one transaction, during which nothing else is recorded of the organisation. */
  batch?: number
}

/**
 * Takes the events out of the log that are older than the organisation keeps their class and that a checkpoint covers.
 * In the place of each stays its hash; each batch is told by an event of its own, so it may be stopped and run again at any
 * point. The log is verified before: what was tampered with must not vanish among what is pruned.
 */
export const pruneLog = async (
  actor: Actor,
  { signal, batch = 1_000 }: PruneOptions,
): Promise<Outcome<{ events: number }, 'nothingToDo' | 'auditBroken'>> => {
  demand(actor, 'organisations:change')
  if (!(await isDue(actor))) return refused('nothingToDo')
  const { fault } = await walkChain(actor)
  if (fault) {
    log.error({ organisationId: actor.organisationId, ...fault }, 'nothing is pruned from a broken log')
    await verifyAudit(actor)
    return refused('auditBroken')
  }
  let events = 0
  for (const logClass of logClasses) {
    for (let after = 0; ; ) {
      signal.throwIfAborted()
      const pruned = await pruneBatch(actor, logClass, { after, batch })
      if (!pruned.ok) break
      events += pruned.value.events
      after = pruned.value.to
    }
  }
  return done({ events })
}

/**
 * A checkpoint of another key says that POMONA_KEY was changed a moment ago: prunings are signed with the key of the
 * checkpoint they go as far as, and the clock is about to make the next one.
 */
const isDue = async (actor: Actor): Promise<boolean> => {
  const checkpoint = await latestCheckpoint(actor)
  if (checkpoint?.key !== checkpointKeyId()) return false
  const [row] = await inOrganisation(
    actor.organisationId,
    (tx) => tx.$queryRaw<{ due: boolean }[]>`select exists (
      select from audit_event e join (
        select c.class, audit_kept_from_moment(${actor.organisationId}::uuid, c.class) as kept
        from unnest(${[...logClasses]}::text[]) as c (class)) k
      on audit_log_class(e.kind) = k.class and e.at < k.kept
      where e.sequence <= ${checkpoint.sequence}) as due`,
  )
  return row?.due === true
}

const takenShape = z.object({
  pruning: z.int(),
  from: z.int(),
  to: z.int(),
  events: z.int(),
  before: z.iso.date(),
  checkpoint: z.int(),
  digest: z.string(),
})

const pruneBatch = (
  actor: Actor,
  logClass: LogClass,
  { after, batch }: { after: number; batch: number },
): Promise<Outcome<{ events: number; to: number }, 'nothingToDo'>> => {
  const { organisationId } = actor
  return change(
    actor,
    async ({ tx, record }) => {
      const [row] = await tx.$queryRaw<
        { taken: unknown }[]
      >`select audit_prune(${logClass}, ${after}, ${batch}) as taken`
      if (!row?.taken) return refused('nothingToDo')
      const { pruning, ...taken } = takenShape.parse(row.taken)
      const place = { organisationId, sequence: pruning }
      record({
        kind: 'audit.pruned',
        subject: { kind: 'organisation', id: organisationId },
        facts: signPruning(place, { logClass, ...taken }, checkpointSigner()),
      })
      return done(taken)
    },
    { role: 'copy' },
  )
}
