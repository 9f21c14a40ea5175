import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * People and devices. A person's key is the Entra id, or the UPN where Microsoft gives no id. A device is one record
 * of Intune, or a serial number that an enrolment token lists and that never enrolled; when such a serial enrols, the
 * two become one row and the join is recorded.
 */
export const mergeDevices = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await gatherPeople(tx, reading)
  await savePeople(tx, reading)
  await gatherManaged(tx, reading)
  await joinListed(tx, reading)
  await saveManaged(tx, reading)
  await saveHolders(tx, reading)
  await saveListed(tx, reading)
}

/** `merge_holder`: each person named by a device or a licence, with one key whichever way they were named. */
const gatherPeople = async (tx: Transaction, { readingId }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_named on commit drop as
    select tenant_link_id, person_entra_id as entra_id, person_upn as upn, person_name as name, person_email as email,
      0 as rank, page
    from staging_device where reading_id = ${readingId}::uuid and coalesce(person_entra_id, person_upn) is not null
    union all
    select tenant_link_id, person_entra_id, person_upn, person_name, null, 1, page
    from staging_licence where reading_id = ${readingId}::uuid and coalesce(person_entra_id, person_upn) is not null`
  await tx.$executeRaw`
    create temp table merge_person on commit drop as
    with known as (
      select distinct on (tenant_link_id, lower(upn)) tenant_link_id, lower(upn) as upn, entra_id
      from merge_named where entra_id is not null and upn is not null
      order by tenant_link_id, lower(upn), rank, entra_id
    ), keyed as (
      select n.*, coalesce(n.entra_id, k.entra_id, 'upn:' || lower(n.upn)) as key
      from merge_named n left join known k on n.entra_id is null and k.tenant_link_id = n.tenant_link_id
        and k.upn = lower(n.upn)
    )
    select tenant_link_id, key as entra_id,
      (array_agg(upn order by rank, page desc) filter (where upn is not null))[1] as upn,
      (array_agg(name order by rank, page desc) filter (where name is not null))[1] as name,
      (array_agg(email order by rank, page desc) filter (where email is not null))[1] as email,
      array_agg(distinct lower(upn)) filter (where upn is not null) as upns
    from keyed group by tenant_link_id, key`
  await tx.$executeRaw`create index on merge_person (tenant_link_id, entra_id)`
  await tx.$executeRaw`analyze merge_person`
}

const savePeople = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    insert into person as p (organisation_id, id, tenant_link_id, entra_id, upn, name, email, since)
    select ${organisationId}::uuid, pomona_uuidv7(), tenant_link_id, entra_id, upn, name, email, ${sequence}::int
    from merge_person
    on conflict (organisation_id, tenant_link_id, entra_id) do update
      set upn = excluded.upn, name = excluded.name, email = excluded.email, until = null
      where p.until is not null or (p.upn, p.name, p.email) is distinct from (excluded.upn, excluded.name, excluded.email)`
  await tx.$executeRaw`
    update person p set until = ${sequence}::int where p.organisation_id = ${organisationId}::uuid and p.until is null
      and p.tenant_link_id in (select id from merge_tenant)
      and not exists (select from merge_person m where m.tenant_link_id = p.tenant_link_id and m.entra_id = p.entra_id)`
  // Licences and devices name a person by id, or by UPN alone: this finds the row either way.
  await tx.$executeRaw`
    create temp table merge_person_key on commit drop as
    select distinct on (tenant_link_id, key) tenant_link_id, key, person_id from (
      select m.tenant_link_id, m.entra_id as key, p.id as person_id, 0 as rank from merge_person m
        join person p on p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = m.tenant_link_id
          and p.entra_id = m.entra_id
      union all
      select m.tenant_link_id, 'upn:' || u.upn, p.id, case when m.entra_id like 'upn:%' then 2 else 1 end
      from merge_person m cross join lateral unnest(m.upns) as u(upn)
        join person p on p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = m.tenant_link_id
          and p.entra_id = m.entra_id) as keys
    order by tenant_link_id, key, rank, person_id`
  await tx.$executeRaw`create index on merge_person_key (tenant_link_id, key)`
  await tx.$executeRaw`analyze merge_person_key`
}

/** `merge_managed`: each managed device once, as the latest page told it, with its person. */
const gatherManaged = async (tx: Transaction, { readingId }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_managed on commit drop as
    select distinct on (s.tenant_link_id, s.intune_id) s.tenant_link_id, s.intune_id, s.serial, s.name, s.model,
      s.operating_system, s.os_version, s.ownership, s.enrolment_type, s.is_supervised, s.management_state,
      k.person_id
    from staging_device s
    left join merge_person_key k on k.tenant_link_id = s.tenant_link_id
      and k.key = coalesce(s.person_entra_id, 'upn:' || lower(s.person_upn))
    where s.reading_id = ${readingId}::uuid
    order by s.tenant_link_id, s.intune_id, s.page desc`
  await tx.$executeRaw`create index on merge_managed (tenant_link_id, intune_id)`
  await tx.$executeRaw`analyze merge_managed`
}

/** A serial known from a token only, now managed: the row keeps its id and gains the Intune record. */
const joinListed = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    update device d set intune_id = m.intune_id, joined_at = ${sequence}::int
    from (
      select distinct on (tenant_link_id, serial) tenant_link_id, serial, intune_id from merge_managed
      where serial is not null and not exists (
        select from device known where known.organisation_id = ${organisationId}::uuid
          and known.tenant_link_id = merge_managed.tenant_link_id and known.intune_id = merge_managed.intune_id)
      order by tenant_link_id, serial, intune_id
    ) as m
    where d.organisation_id = ${organisationId}::uuid and d.tenant_link_id = m.tenant_link_id and d.intune_id is null
      and d.serial = m.serial`
}

const saveManaged = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    insert into device as d (organisation_id, id, tenant_link_id, intune_id, serial, name, model, operating_system,
      os_version, ownership, enrolment_type, is_supervised, management_state, person_id, since)
    select ${organisationId}::uuid, pomona_uuidv7(), tenant_link_id, intune_id, serial, name, model, operating_system,
      os_version, ownership, enrolment_type, is_supervised, management_state, person_id, ${sequence}::int
    from merge_managed
    on conflict (organisation_id, tenant_link_id, intune_id) where intune_id is not null do update set
      serial = excluded.serial, name = excluded.name, model = excluded.model, os_version = excluded.os_version,
      operating_system = excluded.operating_system, ownership = excluded.ownership,
      enrolment_type = excluded.enrolment_type, is_supervised = excluded.is_supervised,
      management_state = excluded.management_state, person_id = excluded.person_id, until = null
    where d.until is not null
      or (d.serial, d.name, d.model, d.os_version, d.operating_system, d.ownership, d.enrolment_type, d.is_supervised,
        d.management_state, d.person_id)
      is distinct from (excluded.serial, excluded.name, excluded.model, excluded.os_version,
        excluded.operating_system, excluded.ownership, excluded.enrolment_type, excluded.is_supervised,
        excluded.management_state, excluded.person_id)`
}

/** A licence may still be held by a device whose Intune record is gone: it is a holder all the same. */
const saveHolders = async (
  tx: Transaction,
  { organisationId, readingId, sequence }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    insert into device as d (organisation_id, id, tenant_link_id, intune_id, name, since)
    select ${organisationId}::uuid, pomona_uuidv7(), tenant_link_id, managed_device_id, max(device_name), ${sequence}::int
    from staging_licence
    where reading_id = ${readingId}::uuid and managed_device_id is not null
    group by tenant_link_id, managed_device_id
    on conflict (organisation_id, tenant_link_id, intune_id) where intune_id is not null do update set until = null
    where d.until is not null`
}

/** `merge_listed`: each serial of each token, with the device row that stands for it, the managed one first. */
const saveListed = async (
  tx: Transaction,
  { organisationId, readingId, sequence }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_serial on commit drop as
    select distinct tenant_link_id, token_id, serial from staging_identity where reading_id = ${readingId}::uuid`
  await tx.$executeRaw`analyze merge_serial`
  await tx.$executeRaw`
    insert into device (organisation_id, id, tenant_link_id, serial, since)
    select ${organisationId}::uuid, pomona_uuidv7(), tenant_link_id, serial, ${sequence}::int
    from (select distinct tenant_link_id, serial from merge_serial) as s
    where not exists (select from device d where d.organisation_id = ${organisationId}::uuid
      and d.tenant_link_id = s.tenant_link_id and d.serial = s.serial)`
  await tx.$executeRaw`
    create temp table merge_listed on commit drop as
    with standing as (
      select distinct on (d.tenant_link_id, d.serial) d.tenant_link_id, d.serial, d.id
      from device d
      left join merge_managed m on m.tenant_link_id = d.tenant_link_id and m.intune_id = d.intune_id
      where d.organisation_id = ${organisationId}::uuid and d.serial is not null
      order by d.tenant_link_id, d.serial, (m.intune_id is null), d.id
    )
    select s.tenant_link_id, s.token_id, standing.id as device_id
    from merge_serial s join standing on standing.tenant_link_id = s.tenant_link_id and standing.serial = s.serial`
}
