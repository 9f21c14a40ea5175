import type { Transaction } from '#adapters/db.ts'
import { divide, type Interval, knownAt, overlap } from '#domain/interval.ts'

/**
 * When one of these addresses stood on which connection as its Apple ID, as known at a reading. The record of a push
 * certificate that was emptied names none.
 */
export const administeredBy = async (
  tx: Transaction,
  addresses: readonly (string | null)[],
  sequence: number,
): Promise<(Interval & { connectionId: string })[]> => {
  const sought = addresses.flatMap((address) => (address === null ? [] : [address.trim().toLowerCase()]))
  const facts = await tx.$queryRaw<
    (Interval & { connectionId: string; stay: Interval; emptied: Interval[] })[]
  >`
    select f.connection_id as "connectionId", f.since, f.until,
      json_build_object('since', c.since, 'until', c.until) as stay,
      (select coalesce(json_agg(json_build_object('since', e.since, 'until', e.until)), '[]') from connection_fact e
        where e.organisation_id = f.organisation_id and e.connection_id = f.connection_id and e.key = 'missing'
          and c.service = 'apns') as emptied
    from connection_fact f join connection c on c.organisation_id = f.organisation_id and c.id = f.connection_id
    where f.key = 'appleId' and lower(trim(f.value)) = any(${sought}::text[]) and f.since <= ${sequence}::int`
  const stood = facts.flatMap(({ connectionId, stay, emptied, ...fact }) => {
    const common = overlap(fact, stay)
    const parts = common ? divide(common, emptied) : []
    return parts
      .filter(({ divider }) => divider === null)
      .map(({ since, until }) => ({ connectionId, since, until }))
  })
  return knownAt(stood, sequence)
}
