import type pg from 'pg'
import { resealNext, type SealedColumn, sealedColumns } from '#adapters/sealed-columns.ts'
import { vaultKeyId } from '#adapters/vault.ts'
import { asOwner } from './owner-client.ts'

export type ToReseal = {
  organisations: { id: string; name: string; ofMembers: number }[]
  /** Inside the wall of an organisation, and outside every wall. */
  walled: SealedColumn[]
  open: SealedColumn[]
}

/** What there is to seal anew, and for whom; `ofMembers` counts the values of an organisation's members. */
export const whatToReseal = (): Promise<ToReseal> =>
  asOwner(async (owner) => {
    const columns = await sealedColumns(owner)
    const open = columns.filter((column) => column.owner !== 'organisation_id')
    const { rows } = await owner.query<{ id: string; name: string }>(
      'select id, name from organisation order by id',
    )
    const organisations = []
    for (const each of rows)
      organisations.push({ ...each, ofMembers: await countOfMembers(owner, open, each.id) })
    return { organisations, walled: columns.filter((column) => !open.includes(column)), open }
  })

const countOfMembers = async (
  owner: pg.Client,
  open: readonly SealedColumn[],
  organisationId: string,
): Promise<number> => {
  let count = 0
  for (const { table, column, owner: memberId } of open) {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from ${table} t join membership m on m.member_id = t.${memberId}
       where m.organisation_id = $1 and split_part(t.${column}, '.', 2) <> $2`,
      [organisationId, vaultKeyId()],
    )
    count += rows[0]?.count ?? 0
  }
  return count
}

/** As the tables' owner: the runtime has no right on what belongs to members. */
export const resealOpen = (columns: readonly SealedColumn[]): Promise<{ resealed: number; shut: number }> =>
  asOwner(async (owner) => {
    const all = { resealed: 0, shut: 0 }
    for (const column of columns) {
      for (let after: string | null = ''; after !== null; ) {
        const next = await resealNext(
          async (sql, values) => (await owner.query(sql, [...values])).rows,
          column,
          after,
        )
        all.resealed += next.resealed
        all.shut += next.shut
        after = next.after
      }
    }
    return all
  })
