import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'
import { numberedIds } from './numbered-ids.ts'

/**
 * Managed devices, from the staged rows of those that are new or changed. A device is one record of Intune, or a serial
 * number that an enrolment token lists and that never enrolled; when such a serial enrols, the two become one row and
 * the join is recorded. Leaves `merge_before` (what rows stood for that are no longer met or are written anew) and
 * `merge_touched` (every device that came, changed or went); returns how many the latter are.
 */
export const mergeDevices = async (tx: Transaction, reading: MergedReading): Promise<number> => {
  await keepLatest(tx, reading)
  await rememberBefore(tx, reading)
  await joinListed(tx, reading)
  const saved = await saveManaged(tx, reading)
  const released = await releaseVanished(tx, reading)
  await saveHandovers(tx, reading)
  return saved + released
}

/** A device that moved from page to page while the list was read: the later page stands. */
const keepLatest = async (tx: Transaction, { staged }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    delete from ${staged.device} s using (
      select tenant_link_id, intune_id, max(ctid) as latest from ${staged.device}
      group by tenant_link_id, intune_id having count(*) > 1) as double
    where s.tenant_link_id = double.tenant_link_id and s.intune_id = double.intune_id and s.ctid <> double.latest`
}

const rememberBefore = async (
  tx: Transaction,
  { organisationId, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_before on commit drop as
    select d.id, d.tenant_link_id, d.serial, d.person_id, d.person_since
    from ${into.device} d join ${staged.unseen} u on u.mark = d.mark
    where d.organisation_id = ${organisationId}::uuid
    union select d.id, d.tenant_link_id, d.serial, d.person_id, d.person_since
    from ${staged.device} s join ${into.device} d on d.organisation_id = ${organisationId}::uuid
      and d.tenant_link_id = s.tenant_link_id and d.intune_id = s.intune_id`
  await tx.$executeRaw`analyze merge_before`
}

const joinListed = async (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    update ${into.device} d set intune_id = m.intune_id, joined_at = ${sequence}::int
    from (
      select distinct on (listed.id) listed.id, s.intune_id
      from ${into.device} listed join ${staged.device} s on s.tenant_link_id = listed.tenant_link_id and s.serial = listed.serial
      where listed.organisation_id = ${organisationId}::uuid and listed.intune_id is null and not exists (
        select from ${into.device} known where known.organisation_id = ${organisationId}::uuid
          and known.tenant_link_id = s.tenant_link_id and known.intune_id = s.intune_id)
      order by listed.id, s.intune_id
    ) as m
    where d.organisation_id = ${organisationId}::uuid and d.id = m.id`
}

/** Managed devices that were known are written anew, the others are added. */
const saveManaged = async (tx: Transaction, reading: MergedReading): Promise<number> => {
  await tx.$executeRaw`
    create temp table merge_touched (id uuid, tenant_link_id uuid, serial text, person_id uuid) on commit drop`
  return (await rewriteKnown(tx, reading)) + (await addNew(tx, reading))
}

const rewriteKnown = (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<number> =>
  tx.$executeRaw`
    with saved as (
      update ${into.device} d set serial = s.serial, name = s.name, model = s.model, os_version = s.os_version,
        operating_system = s.operating_system, ownership = s.ownership, enrolment_type = s.enrolment_type,
        is_supervised = s.is_supervised, management_state = s.management_state, person_id = p.id,
        person_since = case when d.person_id = p.id then d.person_since when p.id is not null then ${sequence}::int end,
        mark = s.mark, until = null
      from ${staged.device} s
      left join merge_upn u on s.person_entra_id is null and u.tenant_link_id = s.tenant_link_id
        and u.upn = lower(s.person_upn)
      left join ${into.person} p on p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = s.tenant_link_id
        and p.entra_id = coalesce(s.person_entra_id, u.entra_id)
      where d.organisation_id = ${organisationId}::uuid and d.tenant_link_id = s.tenant_link_id
        and d.intune_id = s.intune_id
      returning d.id, d.tenant_link_id, d.serial, d.person_id
    )
    insert into merge_touched select * from saved`

const addNew = (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<number> =>
  tx.$executeRaw`
    with saved as (
      insert into ${into.device} (organisation_id, id, tenant_link_id, intune_id, serial, name, model, operating_system,
        os_version, ownership, enrolment_type, is_supervised, management_state, person_id, person_since, mark, since)
      select ${organisationId}::uuid, ${numberedIds()}, s.tenant_link_id, s.intune_id, s.serial, s.name, s.model,
        s.operating_system, s.os_version, s.ownership, s.enrolment_type, s.is_supervised, s.management_state, p.id,
        case when p.id is not null then ${sequence}::int end, s.mark, ${sequence}::int
      from ${staged.device} s
      left join merge_upn u on s.person_entra_id is null and u.tenant_link_id = s.tenant_link_id
        and u.upn = lower(s.person_upn)
      left join ${into.person} p on p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = s.tenant_link_id
        and p.entra_id = coalesce(s.person_entra_id, u.entra_id)
      where not exists (select from ${into.device} d where d.organisation_id = ${organisationId}::uuid
        and d.tenant_link_id = s.tenant_link_id and d.intune_id = s.intune_id)
      returning id, tenant_link_id, serial, person_id
    )
    insert into merge_touched select * from saved`

const releaseVanished = async (tx: Transaction, { organisationId, into }: MergedReading): Promise<number> => {
  await tx.$executeRaw`analyze merge_touched`
  return tx.$executeRaw`
    with released as (
      update ${into.device} d set mark = null, person_id = null, person_since = null from merge_before b
      where d.organisation_id = ${organisationId}::uuid and d.id = b.id
        and not exists (select from merge_touched t where t.id = b.id)
      returning d.id, d.tenant_link_id, d.serial
    )
    insert into merge_touched select * from released`
}

const saveHandovers = async (
  tx: Transaction,
  { organisationId, sequence, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    insert into device_past_user (organisation_id, device_id, person_id, since, until)
    select ${organisationId}::uuid, b.id, b.person_id, b.person_since, ${sequence}::int
    from merge_before b join ${into.device} d on d.organisation_id = ${organisationId}::uuid and d.id = b.id
    where b.person_since < ${sequence}::int and d.person_id is distinct from b.person_id`
}
