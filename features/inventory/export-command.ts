import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'

/** Puts on record that the inventory leaves the house as a file: in which form, how much of it, of which moment. */
export const recordExport = (
  actor: Actor,
  { format, rows, columns, asOf }: { format: string; rows: number; columns: readonly string[]; asOf: Date },
): Promise<Outcome<null, never>> => {
  demand(actor, 'inventory:read')
  return change<null, never>(actor, async ({ record }) => {
    record({
      kind: 'inventory.exported',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: { format, rows, columns: columns.join(' '), asOf: asOf.toISOString() },
    })
    return done(null)
  })
}
