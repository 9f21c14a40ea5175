import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'
import { numberedIds } from './numbered-ids.ts'

/**
 * Which devices each connection shares, by the counting rules: the push certificate all managed Apple devices; an
 * enrolment token the serials it lists; a location token the devices that hold an assigned licence. Only differences
 * are looked at: `merge_open` gathers what has to be shared from now on, `merge_shut` what no longer is.
 */
export const mergeDeviceShares = async (tx: Transaction, reading: MergedReading): Promise<number> => {
  await saveListed(tx, reading)
  await findPush(tx, reading)
  await findStanding(tx, reading)
  await gatherOpen(tx, reading)
  await gatherShut(tx, reading)
  const closed = await close(tx, reading)
  const opened = await open(tx, reading)
  return closed + opened
}

/**
 * Serial numbers without a device row get one: newly listed ones, and those of a device that now reports another. So do
 * licence holders whose Intune record is gone: they hold the licence all the same.
 */
const saveListed = async (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    insert into ${into.device} (organisation_id, id, tenant_link_id, serial, since)
    select ${organisationId}::uuid, ${numberedIds()}, tenant_link_id, serial, ${sequence}::int
    from (
      select distinct tenant_link_id, serial from ${staged.identity}
      union select b.tenant_link_id, b.serial from merge_before b join merge_touched t on t.id = b.id
      join ${into.deviceShare} s on s.organisation_id = ${organisationId}::uuid and s.device_id = b.id and s.until is null
        and s.mark is not null and not exists (select from ${staged.unseen} u where u.mark = s.mark)
      join merge_stay c on c.organisation_id = s.organisation_id and c.id = s.connection_id and c.service in ('dep', 'asm')
      where b.serial is not null and b.serial is distinct from t.serial) as listed
    where not exists (select from ${into.device} d where d.organisation_id = ${organisationId}::uuid
      and d.tenant_link_id = listed.tenant_link_id and d.serial = listed.serial)`
  await tx.$executeRaw`
    insert into ${into.device} (organisation_id, id, tenant_link_id, intune_id, name, since)
    select ${organisationId}::uuid, ${numberedIds()}, l.tenant_link_id, l.managed_device_id, max(l.device_name),
      ${sequence}::int
    from ${staged.licence} l
    where l.managed_device_id is not null and not exists (select from ${into.device} d
      where d.organisation_id = ${organisationId}::uuid and d.tenant_link_id = l.tenant_link_id
        and d.intune_id = l.managed_device_id)
    group by l.tenant_link_id, l.managed_device_id`
}

/**
 * `merge_push`: the push certificates that share, and whether nobody is shared over one yet: then it begins to share
 * everybody, not only who is touched.
 */
const findPush = async (tx: Transaction, { organisationId, into }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_push on commit drop as
    select c.id, c.tenant_link_id, (select true from ${into.deviceShare} s where s.organisation_id = c.organisation_id
      and s.connection_id = c.id and s.until is null limit 1) is null as is_fresh
    from merge_stay c
    where c.organisation_id = ${organisationId}::uuid and c.service = 'apns' and c.until is null
      and c.missing_since is null and c.tenant_link_id in (select id from merge_tenant)`
}

/** `merge_standing`: for each serial that is new or touched, the device that stands for it, a managed one first. */
const findStanding = async (
  tx: Transaction,
  { organisationId, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_standing on commit drop as
    select distinct on (d.tenant_link_id, d.serial collate "C") d.tenant_link_id, d.serial, d.id
    from ${into.device} d
    where d.organisation_id = ${organisationId}::uuid and (d.tenant_link_id, d.serial) in (
      select tenant_link_id, serial from ${staged.identity}
      union all select tenant_link_id, serial from merge_touched
      union all select tenant_link_id, serial from merge_before)
    order by d.tenant_link_id, d.serial collate "C", (d.mark is null), (d.until is not null), d.id`
  await tx.$executeRaw`analyze merge_standing`
}

const gatherOpen = async (
  tx: Transaction,
  { organisationId, sequence, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_open on commit drop as
    select c.id as connection_id, st.id as device_id, s.mark
    from ${staged.identity} s
    join merge_stay c on c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id = s.tenant_link_id and c.service in ('dep', 'asm') and lower(c.external_id) = lower(s.token_id)
    join merge_standing st on st.tenant_link_id = s.tenant_link_id and st.serial = s.serial
    union all
    select c.id, d.id, s.mark
    from ${staged.licence} s
    join merge_stay c on c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id = s.tenant_link_id and c.service = 'vpp' and lower(c.external_id) = lower(s.token_id)
    join ${into.device} d on d.organisation_id = ${organisationId}::uuid and d.tenant_link_id = s.tenant_link_id
      and d.intune_id = s.managed_device_id`
  // A serial whose standing device is now another one moves to it.
  await tx.$executeRaw`
    create temp table merge_move on commit drop as
    select s.connection_id, s.device_id as from_id, st.id as to_id, s.mark
    from (select t.id, t.tenant_link_id, coalesce(b.serial, t.serial) as serial
        from merge_touched t left join merge_before b on b.id = t.id
        union select d.id, d.tenant_link_id, d.serial from merge_standing st
        join ${into.device} d on d.organisation_id = ${organisationId}::uuid and d.tenant_link_id = st.tenant_link_id
          and d.serial = st.serial and d.id <> st.id
        where not exists (select from merge_touched t where t.id = d.id)) as held
    join merge_standing st on st.tenant_link_id = held.tenant_link_id and st.serial = held.serial and st.id <> held.id
    join ${into.deviceShare} s on s.organisation_id = ${organisationId}::uuid and s.device_id = held.id and s.until is null
      and s.mark is not null
    join merge_stay c on c.organisation_id = s.organisation_id and c.id = s.connection_id
      and c.service in ('dep', 'asm') and c.until is null
    where not exists (select from ${staged.unseen} u where u.mark = s.mark)`
  await tx.$executeRaw`insert into merge_open select connection_id, to_id, mark from merge_move`
  // A token that came back, or changed its service, goes on under a new connection with what was met unchanged.
  await tx.$executeRaw`
    insert into merge_open
    select successor.id, case when c.service = 'vpp' then s.device_id else coalesce(st.id, s.device_id) end, s.mark
    from merge_stay c
    join merge_stay successor on successor.organisation_id = c.organisation_id and successor.since = ${sequence}::int
      and successor.until is null and successor.tenant_link_id = c.tenant_link_id
      and lower(successor.external_id) = lower(c.external_id)
    join ${into.deviceShare} s on s.organisation_id = c.organisation_id and s.connection_id = c.id and s.until is null
      and s.mark is not null
    join ${into.device} d on d.organisation_id = s.organisation_id and d.id = s.device_id
    left join merge_before b on b.id = d.id
    left join merge_standing st on st.tenant_link_id = d.tenant_link_id and st.serial = coalesce(b.serial, d.serial)
    where c.organisation_id = ${organisationId}::uuid and c.until = ${sequence}::int
      and not exists (select from ${staged.unseen} u where u.mark = s.mark)`
  await tx.$executeRaw`analyze merge_open`
}

const gatherShut = async (
  tx: Transaction,
  { organisationId, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_shut on commit drop as
    select s.connection_id, s.device_id from ${into.deviceShare} s join ${staged.unseen} u on u.mark = s.mark
    where s.organisation_id = ${organisationId}::uuid and s.until is null
    union select connection_id, from_id from merge_move
    union select s.connection_id, s.device_id
    from merge_touched t join ${into.device} d on d.organisation_id = ${organisationId}::uuid and d.id = t.id and d.mark is null
    join ${into.deviceShare} s on s.organisation_id = d.organisation_id and s.device_id = d.id and s.until is null
    join merge_stay c on c.organisation_id = s.organisation_id and c.id = s.connection_id and c.service = 'apns'
    union select s.connection_id, s.device_id
    from merge_stay c join ${into.deviceShare} s on s.organisation_id = c.organisation_id and s.connection_id = c.id
      and s.until is null
    where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant)
      and (c.until is not null or c.missing_since is not null)`
  await tx.$executeRaw`
    delete from merge_shut s using merge_open o
    where o.connection_id = s.connection_id and o.device_id = s.device_id`
  await tx.$executeRaw`analyze merge_shut`
}

const close = (tx: Transaction, { organisationId, sequence, into }: MergedReading): Promise<number> =>
  tx.$executeRaw`
    update ${into.deviceShare} s set until = ${sequence}::int from merge_shut m
    where s.organisation_id = ${organisationId}::uuid and s.connection_id = m.connection_id
      and s.device_id = m.device_id and s.until is null`

const open = async (tx: Transaction, { organisationId, sequence, into }: MergedReading): Promise<number> => {
  await tx.$executeRaw`
    update ${into.deviceShare} s set mark = o.mark from merge_open o
    where s.organisation_id = ${organisationId}::uuid and s.connection_id = o.connection_id
      and s.device_id = o.device_id and s.until is null and s.mark is distinct from o.mark`
  const opened = await tx.$executeRaw`
    insert into ${into.deviceShare} (organisation_id, connection_id, device_id, since, mark)
    select distinct on (o.connection_id, o.device_id) ${organisationId}::uuid, o.connection_id, o.device_id, ${sequence}::int,
      o.mark
    from merge_open o
    where not exists (select from ${into.deviceShare} s where s.organisation_id = ${organisationId}::uuid
      and s.connection_id = o.connection_id and s.device_id = o.device_id and s.until is null)
    order by o.connection_id, o.device_id`
  const pushed = await tx.$executeRaw`
    insert into ${into.deviceShare} (organisation_id, connection_id, device_id, since)
    select ${organisationId}::uuid, p.id, d.id, ${sequence}::int
    from merge_push p
    join ${into.device} d on d.organisation_id = ${organisationId}::uuid and d.tenant_link_id = p.tenant_link_id
      and d.mark is not null
    where (p.is_fresh or d.id in (select id from merge_touched))
      and not exists (select from ${into.deviceShare} s where s.organisation_id = ${organisationId}::uuid
        and s.connection_id = p.id and s.device_id = d.id and s.until is null)`
  return opened + pushed
}
