import { z } from 'zod'
import { type LogStart, type LogVerdict, walkLog } from './audit-log.ts'
import type { HeldCheckpoint } from './logged-checkpoint.ts'

const kind = 'pomona.audit.log'
const headerShape = z.strictObject({
  kind: z.literal(kind),
  /** The second one has lines for events that were pruned. */
  version: z.literal([1, 2]),
  organisation: z.strictObject({ id: z.uuid(), name: z.string() }),
  exportedAt: z.iso.datetime(),
  head: z.strictObject({ sequence: z.int().nonnegative(), hash: z.string() }),
  checkpoints: z.array(
    z.strictObject({ sequence: z.int(), at: z.string(), key: z.string(), document: z.string() }),
  ),
})
export type ExportHeader = z.output<typeof headerShape>

/** The first line of an exported log; the events follow, a line each, as the walk reads them. */
export const exportHeader = (
  { organisationId, name, head, checkpoints }: LogStart & { name: string },
  exportedAt: Date,
): string =>
  JSON.stringify({
    ...{ kind, version: 2, organisation: { id: organisationId, name } },
    ...{ exportedAt: exportedAt.toISOString(), head, checkpoints: [...checkpoints] },
  } satisfies ExportHeader)

const headerOf = (line: string): ExportHeader | null => {
  try {
    return headerShape.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

/** `verdict` is null where the checkpoint that was kept elsewhere is of another organisation's log. */
type WalkedExport = { header: ExportHeader; verdict: LogVerdict | null }

/**
 * Walks an exported log, handed over as lines in order, by nothing but itself and what was kept elsewhere. Null where the
 * first line is none of such a file.
 */
export const walkExport = async (
  lines: AsyncIterable<readonly string[]>,
  held: HeldCheckpoint,
): Promise<WalkedExport | null> => {
  let header: ExportHeader | null = null
  let walk: ReturnType<typeof walkLog> | null = null
  for await (const some of lines) {
    let from = 0
    if (!header) {
      header = headerOf(some[0] ?? '')
      if (!header) return null
      const of = held.checkpoint?.statement.organisation.id ?? header.organisation.id
      if (of !== header.organisation.id) return { header, verdict: null }
      from = 1
    }
    walk ??= walkLog({ ...header, organisationId: header.organisation.id }, held)
    for (let at = from; at < some.length; at += 1) {
      if (!walk.take(some[at] ?? '')) return { header, verdict: walk.end() }
    }
  }
  return header && walk && { header, verdict: walk.end() }
}
