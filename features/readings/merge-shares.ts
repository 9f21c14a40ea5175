import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * Who and what each connection shares, by the counting rules: the push certificate all managed Apple devices and their
 * people; an enrolment token the serials it lists and the people of those that are managed; a location token the
 * devices and people that hold an assigned licence.
 */
export const mergeShares = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await gather(tx, reading)
  await saveIntervals(tx, reading)
  await closeUnshared(tx, reading)
}

const gather = async (tx: Transaction, { organisationId, readingId }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_device_share on commit drop as
    select c.id as connection_id, d.id as device_id
    from connection c join merge_managed m on m.tenant_link_id = c.tenant_link_id
      join device d on d.organisation_id = c.organisation_id and d.tenant_link_id = m.tenant_link_id
        and d.intune_id = m.intune_id
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.missing_since is null
      and c.service = 'apns'
    union
    select c.id, l.device_id
    from connection c join merge_listed l on l.tenant_link_id = c.tenant_link_id and lower(l.token_id) = lower(c.external_id)
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.service in ('dep', 'asm')
    union
    select c.id, d.id
    from connection c join merge_app a on a.connection_id = c.id
      join staging_licence s on s.reading_id = ${readingId}::uuid and s.tenant_link_id = c.tenant_link_id
        and s.app_id = a.external_id
      join device d on d.organisation_id = c.organisation_id and d.tenant_link_id = s.tenant_link_id
        and d.intune_id = s.managed_device_id
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.service = 'vpp'`
  await tx.$executeRaw`create index on merge_device_share (connection_id, device_id)`
  await tx.$executeRaw`analyze merge_device_share`
  await tx.$executeRaw`
    create temp table merge_person_share on commit drop as
    select s.connection_id, d.person_id
    from merge_device_share s
      join connection c on c.organisation_id = ${organisationId}::uuid and c.id = s.connection_id and c.service <> 'vpp'
      join device d on d.organisation_id = ${organisationId}::uuid and d.id = s.device_id
      join merge_managed m on m.tenant_link_id = d.tenant_link_id and m.intune_id = d.intune_id
    where d.person_id is not null
    union
    select c.id, k.person_id
    from connection c join merge_app a on a.connection_id = c.id
      join staging_licence s on s.reading_id = ${readingId}::uuid and s.tenant_link_id = c.tenant_link_id
        and s.app_id = a.external_id
      join merge_person_key k on k.tenant_link_id = s.tenant_link_id
        and k.key = coalesce(s.person_entra_id, 'upn:' || lower(s.person_upn))
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.service = 'vpp'`
  await tx.$executeRaw`create index on merge_person_share (connection_id, person_id)`
  await tx.$executeRaw`analyze merge_person_share`
}

const saveIntervals = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    update device_share s set until = ${sequence}::int
    where s.organisation_id = ${organisationId}::uuid and s.until is null
      and s.connection_id in (select c.id from connection c
        where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant))
      and not exists (
      select from merge_device_share m where m.connection_id = s.connection_id and m.device_id = s.device_id)`
  await tx.$executeRaw`
    insert into device_share (organisation_id, connection_id, device_id, since)
    select ${organisationId}::uuid, m.connection_id, m.device_id, ${sequence}::int from merge_device_share m
    where not exists (select from device_share s where s.organisation_id = ${organisationId}::uuid
      and s.connection_id = m.connection_id and s.device_id = m.device_id and s.until is null)`
  await tx.$executeRaw`
    update person_share s set until = ${sequence}::int
    where s.organisation_id = ${organisationId}::uuid and s.until is null
      and s.connection_id in (select c.id from connection c
        where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant))
      and not exists (
      select from merge_person_share m where m.connection_id = s.connection_id and m.person_id = s.person_id)`
  await tx.$executeRaw`
    insert into person_share (organisation_id, connection_id, person_id, since)
    select ${organisationId}::uuid, m.connection_id, m.person_id, ${sequence}::int from merge_person_share m
    where not exists (select from person_share s where s.organisation_id = ${organisationId}::uuid
      and s.connection_id = m.connection_id and s.person_id = m.person_id and s.until is null)`
}

/** A device is gone when neither Intune nor a connection speaks of it; it is back as soon as one does. */
const closeUnshared = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_present on commit drop as
    select d.id from device d where d.organisation_id = ${organisationId}::uuid and (
      exists (select from merge_managed m where m.tenant_link_id = d.tenant_link_id and m.intune_id = d.intune_id)
      or exists (select from device_share s where s.organisation_id = d.organisation_id and s.device_id = d.id
        and s.until is null))`
  await tx.$executeRaw`create index on merge_present (id)`
  await tx.$executeRaw`
    update device d set until = ${sequence}::int where d.organisation_id = ${organisationId}::uuid and d.until is null
      and d.tenant_link_id in (select id from merge_tenant)
      and not exists (select from merge_present p where p.id = d.id)`
  await tx.$executeRaw`
    update device d set until = null from merge_present p
    where d.organisation_id = ${organisationId}::uuid and d.id = p.id and d.until is not null`
}
