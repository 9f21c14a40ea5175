import type { Transaction } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import type { ReportFacts } from '#domain/report/compose.ts'
import { freeze } from '#domain/report/freeze.ts'
import { sha256 } from './render-request.ts'
import type { ComposeInput } from './schema.ts'

type Frozen = ComposeInput & {
  facts: ReportFacts
  composedBy: string
  /** Null for the terminal. */
  composedById: string | null
  composedAt: Date
  /** The draft that it is the approved version of. */
  approves: string | null
}

/** Keeps frozen facts as a report, asks the worker to draw it, and answers the hash the facts are known by. */
export const keepFacts = async (
  tx: Transaction,
  { organisationId }: Actor,
  { facts, ...report }: Frozen,
): Promise<string> => {
  const factsSha256 = sha256(freeze(facts))
  const { reportId, kind, reading } = facts
  await tx.report.create({
    data: {
      organisationId,
      id: reportId,
      kind,
      facts,
      factsSha256,
      readingId: reading?.id ?? null,
      ...report,
    },
  })
  await enqueue(tx, 'renderReport', { organisationId, reportId })
  return factsSha256
}
