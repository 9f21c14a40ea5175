import type { Transaction } from '#adapters/db.ts'
import { flagsOf, mayBePersonal, type RaisedFlag } from '#domain/account-flag.ts'
import { oneAnswer } from '#domain/directory.ts'
import { observedBy, readingInForce } from '#features/readings/queries.ts'
import { extentOf, stateOf } from './account-facts.ts'

type Told = { accountId: string; state: string; extent: string; readingId: string; at: Date }

/**
 * By which flags each of these accounts may be a person's own. Of an account that nothing names any more it is what each
 * directory told last, for no reading looks it up.
 */
export const personalFlags = async (
  tx: Transaction,
  accounts: readonly { id: string; appleId: string }[],
): Promise<ReadonlyMap<string, RaisedFlag[]>> => {
  const told = await tx.$queryRaw<Told[]>`
    select distinct on (d.account_id, d.tenant_link_id) d.account_id as "accountId", d.state, d.extent,
      r.id as "readingId", r.finished_at as at
    from directory_answer d join reading r on r.organisation_id = d.organisation_id and r.sequence = d.since
    where d.account_id = any(${accounts.map(({ id }) => id)}::uuid[]) and r.finished_at is not null
    order by d.account_id, d.tenant_link_id, d.since desc`
  const named = observedBy(await readingInForce(tx, new Date()))
  return new Map(
    accounts.map(({ id, appleId }) => {
      const directory = directoryOf(told.filter(({ accountId }) => accountId === id))
      return [id, flagsOf({ appleId, named, custody: null, directory }).filter(mayBePersonal)]
    }),
  )
}

const directoryOf = (told: readonly Told[]) => {
  const answer = oneAnswer(
    told.map((by) => ({ kind: 'told' as const, state: stateOf(by.state), extent: extentOf(by.extent), by })),
  )
  if (answer?.kind !== 'told') return null
  const { readingId: reading, at } = answer.by
  const source = { grade: 'observed' as const, reading, at: at.toISOString() }
  return { state: answer.state, extent: answer.extent, source }
}
