import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * Freezes the counts of a reading: for each connection, each service and the organisation as a whole, and for each
 * element of the catalogue by its own counting rule. Distinct totals are not sums: a service counts a device once over
 * its connections, the organisation counts a serial number once over everything. Nothing recounts them later.
 */
export const writeCounts = async (
  tx: Transaction,
  reading: MergedReading,
  differs: boolean,
): Promise<void> => {
  if (differs) await count(tx, reading)
  else await takeOver(tx, reading)
  await writeScopes(tx, reading)
  await writeElements(tx, reading)
}

/** `merge_count`: devices and people of each scope, recounted. */
const count = async (tx: Transaction, { organisationId, into }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_count on commit drop as
    with device_of as (
      select s.connection_id, count(*) as devices from ${into.deviceShare} s
      where s.organisation_id = ${organisationId}::uuid and s.until is null group by s.connection_id
    ), person_of as (
      select s.connection_id, count(*) as people from ${into.personShare} s
      where s.organisation_id = ${organisationId}::uuid and s.until is null group by s.connection_id
    )
    select 'connection' as scope, c.id::text as scope_id, c.service, coalesce(d.devices, 0) as devices,
      coalesce(p.people, 0) as people
    from merge_stay c left join device_of d on d.connection_id = c.id left join person_of p on p.connection_id = c.id
    where c.organisation_id = ${organisationId}::uuid and c.until is null`
  // What a service has in one connection only needs no second look for doubles.
  await tx.$executeRaw`
    insert into merge_count
    select 'service', m.service, m.service,
      case when count(*) filter (where devices > 0) <= 1 then max(devices) else (
        select count(distinct s.device_id) from merge_stay c
        join ${into.deviceShare} s on s.organisation_id = c.organisation_id and s.connection_id = c.id and s.until is null
        where c.organisation_id = ${organisationId}::uuid and c.until is null and c.service = m.service) end,
      case when count(*) filter (where people > 0) <= 1 then max(people) else (
        select count(distinct s.person_id) from merge_stay c
        join ${into.personShare} s on s.organisation_id = c.organisation_id and s.connection_id = c.id and s.until is null
        where c.organisation_id = ${organisationId}::uuid and c.until is null and c.service = m.service) end
    from merge_count m group by m.service`
  await tx.$executeRaw`
    insert into merge_count
    select 'organisation', '', null,
      (select count(distinct coalesce(d.serial, d.id::text) collate "C") from ${into.device} d
        where d.organisation_id = ${organisationId}::uuid and d.id in (select device_id from ${into.deviceShare}
          where organisation_id = ${organisationId}::uuid and until is null)),
      (select count(distinct person_id) from ${into.personShare}
        where organisation_id = ${organisationId}::uuid and until is null)`
}

/** The same from the last complete reading, where this one found nothing different. */
const takeOver = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_count on commit drop as
    with last as (
      select n.* from inventory_count n where n.organisation_id = ${organisationId}::uuid and n.element = ''
        and n.reading_id = (select id from reading where organisation_id = ${organisationId}::uuid
          and state = 'finished' and sequence < ${sequence}::int order by sequence desc limit 1)
    ), scopes as (
      select 'connection' as scope, c.id::text as scope_id, c.service from connection c
      where c.organisation_id = ${organisationId}::uuid and c.until is null
      union select 'service', c.service, c.service from connection c
      where c.organisation_id = ${organisationId}::uuid and c.until is null
      union select 'organisation', '', null
    )
    select s.scope, s.scope_id, s.service, coalesce(l.devices, 0) as devices, coalesce(l.people, 0) as people
    from scopes s left join last l on l.scope = s.scope and l.scope_id = s.scope_id`
}

const writeScopes = (tx: Transaction, { organisationId, readingId }: MergedReading): Promise<number> =>
  tx.$executeRaw`
    insert into inventory_count (organisation_id, reading_id, scope, scope_id, devices, people, administrators)
    select ${organisationId}::uuid, ${readingId}::uuid, m.scope, m.scope_id, m.devices, m.people,
      (select count(distinct c.account_id) from connection c where c.organisation_id = ${organisationId}::uuid
        and c.until is null and case m.scope when 'connection' then c.id::text = m.scope_id
          when 'service' then c.service = m.scope_id else true end)
    from merge_count m`

const writeElements = (tx: Transaction, { organisationId, readingId }: MergedReading): Promise<number> =>
  tx.$executeRaw`
    insert into inventory_count (organisation_id, reading_id, scope, scope_id, element, devices, people, administrators)
    select n.organisation_id, n.reading_id, n.scope, n.scope_id, e."group" || '/' || e.key,
      case when e.counts = 'devices' then n.devices end,
      case when e.counts = 'people' then n.people end,
      case when e.counts = 'administrators' then n.administrators end
    from inventory_count n
    join merge_count m on m.scope = n.scope and m.scope_id = n.scope_id
    join element e on e."group" = case m.service when 'dep' then 'asm_dep' when 'asm' then 'asm_dep' else m.service end
    where n.organisation_id = ${organisationId}::uuid and n.reading_id = ${readingId}::uuid and n.element = ''
      and n.scope in ('connection', 'service')`
