import { type SqlPart, sqlPart, type Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * Whom each connection shares: a push certificate and an enrolment token the people of their managed devices; a
 * location token the people that hold an assigned licence. Looked at anew only for people whom a difference concerns.
 */
export const mergePersonShares = async (tx: Transaction, reading: MergedReading): Promise<number> => {
  await gatherConcerned(tx, reading)
  await gatherOpen(tx, reading)
  const closed = await close(tx, reading)
  return closed + (await open(tx, reading))
}

type Concerning = Pick<MergedReading, 'organisationId' | 'into'>

/** `merge_concerned`: people of devices that came, changed or went, and of devices whose shares did; at first everybody. */
const gatherConcerned = async (tx: Transaction, { isFirst, ...reading }: MergedReading): Promise<void> => {
  await tx.$executeRaw`create temp table merge_concerned on commit drop as ${isFirst ? everybody(reading) : affected(reading)}`
  await tx.$executeRaw`analyze merge_concerned`
}

const everybody = ({ organisationId, into }: Concerning): SqlPart =>
  sqlPart`select id from ${into.person} where organisation_id = ${organisationId}::uuid`

const affected = ({ organisationId, into }: Concerning): SqlPart =>
  sqlPart`
    select person_id as id from merge_before where person_id is not null
    union select person_id from merge_touched where person_id is not null
    union select d.person_id from ${into.device} d
    where d.organisation_id = ${organisationId}::uuid and d.person_id is not null
      and not exists (select from merge_touched t where t.id = d.id)
      and d.id in (select device_id from merge_shut union all select device_id from merge_open)
    union select d.person_id from ${into.device} d
    where d.organisation_id = ${organisationId}::uuid and d.person_id is not null and d.mark is not null
      and not exists (select from merge_touched t where t.id = d.id)
      and d.tenant_link_id in (select tenant_link_id from merge_push where is_fresh)`

const gatherOpen = async (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_open_person on commit drop as
    select s.connection_id, d.person_id, null::uuid as mark
    from merge_concerned q
    join ${into.device} d on d.organisation_id = ${organisationId}::uuid and d.person_id = q.id and d.mark is not null
    join ${into.deviceShare} s on s.organisation_id = ${organisationId}::uuid and s.device_id = d.id and s.until is null
    join merge_stay c on c.organisation_id = ${organisationId}::uuid and c.id = s.connection_id and c.service <> 'vpp'`
  await tx.$executeRaw`
    insert into merge_open_person
    with held as materialized (
      select s.tenant_link_id, s.token_id, s.mark, coalesce(s.person_entra_id, u.entra_id) as entra_id
      from ${staged.licence} s
      left join merge_upn u on s.person_entra_id is null and u.tenant_link_id = s.tenant_link_id
        and u.upn = lower(s.person_upn)
      where coalesce(s.person_entra_id, u.entra_id) is not null
    )
    select c.id, p.id, h.mark
    from held h
    join merge_stay c on c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id = h.tenant_link_id and c.service = 'vpp' and lower(c.external_id) = lower(h.token_id)
    join ${into.person} p on p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = h.tenant_link_id
      and p.entra_id = h.entra_id`
  await tx.$executeRaw`
    insert into merge_open_person
    select successor.id, s.person_id, s.mark
    from merge_stay c
    join merge_stay successor on successor.organisation_id = c.organisation_id and successor.since = ${sequence}::int
      and successor.until is null and successor.tenant_link_id = c.tenant_link_id
      and lower(successor.external_id) = lower(c.external_id)
    join ${into.personShare} s on s.organisation_id = c.organisation_id and s.connection_id = c.id and s.until is null
      and s.mark is not null
    where c.organisation_id = ${organisationId}::uuid and c.until = ${sequence}::int
      and not exists (select from ${staged.unseen} u where u.mark = s.mark)`
  await tx.$executeRaw`analyze merge_open_person`
}

const close = async (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<number> => {
  await tx.$executeRaw`
    create temp table merge_shut_person on commit drop as
    select s.connection_id, s.person_id from ${into.personShare} s join ${staged.unseen} u on u.mark = s.mark
    where s.organisation_id = ${organisationId}::uuid and s.until is null
    union select s.connection_id, s.person_id from merge_concerned q
    join ${into.personShare} s on s.organisation_id = ${organisationId}::uuid and s.person_id = q.id and s.until is null
    join merge_stay c on c.organisation_id = s.organisation_id and c.id = s.connection_id and c.service <> 'vpp'
    union select s.connection_id, s.person_id
    from merge_stay c join ${into.personShare} s on s.organisation_id = c.organisation_id and s.connection_id = c.id
      and s.until is null
    where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant)
      and (c.until is not null or c.missing_since is not null)`
  await tx.$executeRaw`
    delete from merge_shut_person s using merge_open_person o
    where o.connection_id = s.connection_id and o.person_id = s.person_id`
  await tx.$executeRaw`analyze merge_shut_person`
  return tx.$executeRaw`
    update ${into.personShare} s set until = ${sequence}::int from merge_shut_person m
    where s.organisation_id = ${organisationId}::uuid and s.connection_id = m.connection_id
      and s.person_id = m.person_id and s.until is null`
}

const open = async (tx: Transaction, { organisationId, sequence, into }: MergedReading): Promise<number> => {
  await tx.$executeRaw`
    update ${into.personShare} s set mark = o.mark from merge_open_person o
    where s.organisation_id = ${organisationId}::uuid and s.connection_id = o.connection_id
      and s.person_id = o.person_id and s.until is null and s.mark is distinct from o.mark`
  return tx.$executeRaw`
    insert into ${into.personShare} (organisation_id, connection_id, person_id, since, mark)
    select distinct on (o.connection_id, o.person_id) ${organisationId}::uuid, o.connection_id, o.person_id, ${sequence}::int,
      o.mark
    from merge_open_person o
    where not exists (select from ${into.personShare} s where s.organisation_id = ${organisationId}::uuid
      and s.connection_id = o.connection_id and s.person_id = o.person_id and s.until is null)
    order by o.connection_id, o.person_id`
}
