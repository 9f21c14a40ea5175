import { type Resealed, resealNext, type SealedColumn } from '#adapters/sealed-columns.ts'
import { vaultKeyId } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import { done, refused } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'

/**
 * Seals what belongs to an organisation anew with the present key. Some values at a time are one change, so whoever is
 * stopped half-way has done, and recorded, a part of it, and goes on with the rest.
 */
export const resealOrganisation = async (
  actor: Actor,
  columns: readonly SealedColumn[],
): Promise<{ resealed: number; shut: number }> => {
  const all = { resealed: 0, shut: 0 }
  for (const column of columns) {
    for (let after: string | null = ''; after !== null; ) {
      const next = await resealSome(actor, column, after)
      all.resealed += next.resealed
      all.shut += next.shut
      after = next.after
    }
  }
  return all
}

const resealSome = async (actor: Actor, column: SealedColumn, from: string): Promise<Resealed> => {
  let some: Resealed = { resealed: 0, shut: 0, after: null }
  await change<null, 'nothingToSeal'>(actor, async ({ tx, record }) => {
    some = await resealNext((sql, values) => tx.$queryRawUnsafe(sql, ...values), column, from)
    if (some.resealed === 0) return refused('nothingToSeal')
    record({
      kind: 'organisation.resealed',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: { column: `${column.table}.${column.column}`, values: some.resealed, key: vaultKeyId() },
    })
    return done(null)
  })
  return some
}

/** Before what belongs to members, and lies outside every wall, is sealed anew: each organisation they are in is told. */
export const recordMembersResealed = (actor: Actor, values: number) =>
  change(actor, async ({ record }) => {
    record({
      kind: 'organisation.resealed',
      subject: { kind: 'organisation', id: actor.organisationId },
      facts: { column: 'member', values, key: vaultKeyId() },
    })
    return done(null)
  })
