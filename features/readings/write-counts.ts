import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * Freezes the counts of a reading: for each connection, each service and the organisation as a whole, and for each
 * element of the catalogue by its own counting rule. Distinct totals are not sums: a service counts a device once over
 * its connections, the organisation counts a serial number once over everything. Nothing recounts them later.
 */
export const writeCounts = async (
  tx: Transaction,
  { organisationId, readingId }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    insert into inventory_count (organisation_id, reading_id, scope, scope_id, devices, people, administrators)
    select ${organisationId}::uuid, ${readingId}::uuid, 'connection', c.id::text,
      (select count(*) from device_share s where s.organisation_id = c.organisation_id and s.connection_id = c.id
        and s.until is null),
      (select count(*) from person_share s where s.organisation_id = c.organisation_id and s.connection_id = c.id
        and s.until is null),
      case when c.account_id is null then 0 else 1 end
    from connection c where c.organisation_id = ${organisationId}::uuid and c.until is null`
  await tx.$executeRaw`
    insert into inventory_count (organisation_id, reading_id, scope, scope_id, devices, people, administrators)
    select ${organisationId}::uuid, ${readingId}::uuid, 'service', c.service,
      (select count(distinct s.device_id) from device_share s join connection x on x.organisation_id = s.organisation_id
          and x.id = s.connection_id and x.service = c.service
        where s.organisation_id = ${organisationId}::uuid and s.until is null),
      (select count(distinct s.person_id) from person_share s join connection x on x.organisation_id = s.organisation_id
          and x.id = s.connection_id and x.service = c.service
        where s.organisation_id = ${organisationId}::uuid and s.until is null),
      count(distinct c.account_id)
    from connection c where c.organisation_id = ${organisationId}::uuid and c.until is null
    group by c.service`
  await tx.$executeRaw`
    insert into inventory_count (organisation_id, reading_id, scope, scope_id, devices, people, administrators)
    select ${organisationId}::uuid, ${readingId}::uuid, 'organisation', '',
      (select count(distinct coalesce(d.serial, d.id::text)) from device_share s
          join device d on d.organisation_id = s.organisation_id and d.id = s.device_id
        where s.organisation_id = ${organisationId}::uuid and s.until is null),
      (select count(distinct person_id) from person_share s
        where s.organisation_id = ${organisationId}::uuid and s.until is null),
      (select count(distinct account_id) from connection c
        where c.organisation_id = ${organisationId}::uuid and c.until is null)`
  await tx.$executeRaw`
    insert into inventory_count (organisation_id, reading_id, scope, scope_id, element, devices, people, administrators)
    select n.organisation_id, n.reading_id, n.scope, n.scope_id, e."group" || '/' || e.key,
      case when e.counts = 'devices' then n.devices end,
      case when e.counts = 'people' then n.people end,
      case when e.counts = 'administrators' then n.administrators end
    from inventory_count n
    left join connection c on n.scope = 'connection' and c.organisation_id = n.organisation_id and c.id::text = n.scope_id
    join element e on e."group" = case coalesce(c.service, n.scope_id) when 'dep' then 'asm_dep' when 'asm' then 'asm_dep'
      else coalesce(c.service, n.scope_id) end
    where n.organisation_id = ${organisationId}::uuid and n.reading_id = ${readingId}::uuid and n.element = ''
      and n.scope in ('connection', 'service')`
}
