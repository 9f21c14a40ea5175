import type { Transaction } from '#adapters/db.ts'
import { type Interval, knownAt, overlap } from '#domain/interval.ts'

/** When one of these addresses stood on which connection as its Apple ID, as known at a reading. */
export const administeredBy = async (
  tx: Transaction,
  addresses: readonly (string | null)[],
  sequence: number,
): Promise<(Interval & { connectionId: string })[]> => {
  const sought = addresses.flatMap((address) => (address === null ? [] : [address.trim().toLowerCase()]))
  const facts = await tx.$queryRaw<(Interval & { connectionId: string; stay: Interval })[]>`
    select f.connection_id as "connectionId", f.since, f.until,
      json_build_object('since', c.since, 'until', c.until) as stay
    from connection_fact f join connection c on c.organisation_id = f.organisation_id and c.id = f.connection_id
    where f.key = 'appleId' and lower(trim(f.value)) = any(${sought}::text[]) and f.since <= ${sequence}::int`
  const stood = facts.flatMap(({ connectionId, stay, ...fact }) => {
    const common = overlap(fact, stay)
    return common ? [{ connectionId, ...common }] : []
  })
  return knownAt(stood, sequence)
}
