import type { Transaction } from '#adapters/db.ts'
import { openAt } from '#features/connections/list-stated.ts'
import type { ConnectionAccount, Moment } from '#features/connections/queries.ts'

/**
 * One of the accounts of an Apple ID. A stated deletion ends one: it speaks of an account that whoever stated it had
 * seen, and what bears its Apple ID later may be another.
 */
export type AccountEntry = {
  id: string
  deletion: ConnectionAccount['deletion']
  /** When a reading first found the Apple ID in use again after that; null where none has. */
  foundAgainAt: Date | null
}

type Row = {
  id: string
  name: string
  deletedOn: Date | null
  statedBy: string | null
  statedAt: Date | null
  /** When the reading ended with which it begins; null where only members named it. */
  begunAt: Date | null
}

/** Each of these accounts, by its id, with all that have its Apple ID, the earliest first. */
export const entriesOf = async (
  tx: Transaction,
  { at, sequence }: Moment,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccountEntry[]>> => {
  const rows = await tx.$queryRaw<Row[]>`
    select a.id, lower(a.apple_id) as name, x.deleted_on as "deletedOn", x.stated_by as "statedBy",
      x.stated_at as "statedAt", r.finished_at as "begunAt"
    from account a
    left join account_deletion x on x.organisation_id = a.organisation_id and x.account_id = a.id
      and x.stated_at <= ${at}::timestamptz
    left join reading r on r.organisation_id = a.organisation_id and r.sequence = a.since
    where lower(a.apple_id) in (select lower(apple_id) from account where id = any(${[...ids]}::uuid[]))
      and a.since <= ${sequence}::int
      and (a.since > 0 or exists (select from stated_connection s
        where s.organisation_id = a.organisation_id and s.account_id = a.id and ${openAt(at)}))
    order by x.stated_at nulls last, a.since`
  return new Map(
    [...Map.groupBy(rows, ({ name }) => name).values()].flatMap((sameName) => {
      const entries = sameName.map((row, index) => entryOf(row, sameName.slice(index + 1)))
      return entries.map(({ id }) => [id, entries] as const)
    }),
  )
}

const entryOf = (
  { id, deletedOn, statedBy, statedAt }: Row,
  later: readonly Pick<Row, 'begunAt'>[],
): AccountEntry => {
  if (deletedOn === null || statedBy === null || statedAt === null)
    return { id, deletion: null, foundAgainAt: null }
  const found = later.find(({ begunAt }) => begunAt !== null)
  return { id, deletion: { deletedOn, statedBy, statedAt }, foundAgainAt: found?.begunAt ?? null }
}

/** The others among them, each earlier or later than this one; all are earlier than one that had not begun. */
export const othersOf = (
  id: string,
  entries: readonly AccountEntry[],
): (AccountEntry & { isEarlier: boolean })[] => {
  const own = entries.findIndex((entry) => entry.id === id)
  return entries.flatMap((entry, index) =>
    index === own ? [] : { ...entry, isEarlier: own < 0 || index < own },
  )
}
