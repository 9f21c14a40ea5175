import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { exportHeader } from '#domain/audit-export.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { logLines, logStart } from './log-lines.ts'

export type LogExport = { name: string; events: number; pieces: AsyncGenerator<string> }

/**
 * The whole log with every name that is still there, as a file for whoever verifies it elsewhere, piece by piece. That it
 * was taken along is recorded first, so the file ends with that event or a later one.
 */
export const exportLog = async (actor: Actor, now = new Date()): Promise<Outcome<LogExport, never>> => {
  demand(actor, 'audit:verify')
  const { organisationId } = actor
  const recorded = await change<null, never>(actor, async ({ record }) => {
    record({
      kind: 'audit.exported',
      subject: { kind: 'organisation', id: organisationId },
      facts: { format: 'jsonl' },
    })
    return done(null)
  })
  if (!recorded.ok) return recorded
  const start = await inOrganisation(organisationId, (tx) => logStart(organisationId, tx))
  async function* pieces(): AsyncGenerator<string> {
    yield `${exportHeader(start, now)}\n`
    for await (const lines of logLines(organisationId, start.last)) yield `${lines}\n`
  }
  const day = now.toISOString().slice(0, 10)
  return done({ name: `audit-${day}.jsonl`, events: start.last, pieces: pieces() })
}
