import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'
import { numberedIds } from './numbered-ids.ts'

/**
 * People named by staged devices and licences. A person's key is the Entra id, or the UPN where Microsoft gives no id
 * and nobody else of the tenant has that UPN. A device's word on a person's name goes before a licence's.
 */
export const mergePeople = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await resolveNames(tx, reading)
  await gather(tx, reading)
  await saveOfDevices(tx, reading)
  await saveOfLicences(tx, reading)
}

/** `merge_upn`: who is meant by each UPN that came without an id: someone staged, or someone met unchanged. */
const resolveNames = async (
  tx: Transaction,
  { organisationId, staged, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_upn on commit drop as
    with nameless as (
      select tenant_link_id, lower(person_upn) as upn from ${staged.device}
      where person_entra_id is null and person_upn is not null
      union select tenant_link_id, lower(person_upn) from ${staged.licence}
      where person_entra_id is null and person_upn is not null
    ), meant as (
      select s.tenant_link_id, lower(s.person_upn) as upn, s.person_entra_id as entra_id, 0 as rank from ${staged.device} s
      join nameless n on n.tenant_link_id = s.tenant_link_id and n.upn = lower(s.person_upn)
      where s.person_entra_id is not null
      union all
      select s.tenant_link_id, lower(s.person_upn), s.person_entra_id, 1 from ${staged.licence} s
      join nameless n on n.tenant_link_id = s.tenant_link_id and n.upn = lower(s.person_upn)
      where s.person_entra_id is not null
      union all
      select p.tenant_link_id, lower(p.upn), p.entra_id,
        case when exists (select from ${into.device} d where d.organisation_id = p.organisation_id and d.person_id = p.id
          and d.mark is not null and not exists (select from ${staged.unseen} u where u.mark = d.mark)) then 0 else 1 end
      from ${into.person} p join nameless n on n.tenant_link_id = p.tenant_link_id and n.upn = lower(p.upn)
      where p.organisation_id = ${organisationId}::uuid and p.until is null and p.entra_id not like 'upn:%'
        and (exists (select from ${into.device} d where d.organisation_id = p.organisation_id and d.person_id = p.id
            and d.mark is not null and not exists (select from ${staged.unseen} u where u.mark = d.mark))
          or exists (select from ${into.personShare} s where s.organisation_id = p.organisation_id and s.person_id = p.id
            and s.until is null and s.mark is not null
            and not exists (select from ${staged.unseen} u where u.mark = s.mark)))
    )
    select distinct on (n.tenant_link_id, n.upn) n.tenant_link_id, n.upn,
      coalesce(m.entra_id, 'upn:' || n.upn) as entra_id
    from nameless n left join meant m on m.tenant_link_id = n.tenant_link_id and m.upn = n.upn
    order by n.tenant_link_id, n.upn, m.rank, m.entra_id`
  await tx.$executeRaw`analyze merge_upn`
}

/** `merge_person`: each person named by a staged row, by a device if there is one, as its last page told them. */
const gather = async (tx: Transaction, { staged }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_person on commit drop as
    select distinct on (tenant_link_id, entra_id collate "C") tenant_link_id, entra_id, upn, name, email, 0 as rank
    from (
      select tenant_link_id, person_entra_id as entra_id, person_upn as upn, person_name as name, person_email as email, page
      from ${staged.device} where person_entra_id is not null
      union all
      select s.tenant_link_id, u.entra_id, s.person_upn, s.person_name, s.person_email, s.page
      from ${staged.device} s join merge_upn u on u.tenant_link_id = s.tenant_link_id and u.upn = lower(s.person_upn)
      where s.person_entra_id is null) as named
    order by tenant_link_id, entra_id collate "C", page desc`
  await tx.$executeRaw`
    insert into merge_person
    select distinct on (tenant_link_id, entra_id collate "C") tenant_link_id, entra_id, upn, name, null, 1
    from (
      select tenant_link_id, person_entra_id as entra_id, person_upn as upn, person_name as name, page
      from ${staged.licence} where person_entra_id is not null
      union all
      select s.tenant_link_id, u.entra_id, s.person_upn, s.person_name, s.page
      from ${staged.licence} s join merge_upn u on u.tenant_link_id = s.tenant_link_id and u.upn = lower(s.person_upn)
      where s.person_entra_id is null) as named
    where not exists (select from merge_person m
      where m.tenant_link_id = named.tenant_link_id and m.entra_id = named.entra_id)
    order by tenant_link_id, entra_id collate "C", page desc`
  await tx.$executeRaw`analyze merge_person`
}

const saveOfDevices = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  const { organisationId, into } = reading
  await tx.$executeRaw`
    update ${into.person} p set upn = coalesce(m.upn, p.upn), name = coalesce(m.name, p.name),
      email = coalesce(m.email, p.email), until = null
    from merge_person m
    where m.rank = 0 and p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = m.tenant_link_id
      and p.entra_id = m.entra_id and (p.until is not null or (p.upn, p.name, p.email) is distinct from
        (coalesce(m.upn, p.upn), coalesce(m.name, p.name), coalesce(m.email, p.email)))`
  await addNew(tx, reading, 0)
}

/** A licence's word counts in full for people without a device, and fills what a device left open. */
const saveOfLicences = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  const { organisationId, staged, into } = reading
  await tx.$executeRaw`
    update ${into.person} p set upn = coalesce(m.upn, p.upn), name = coalesce(m.name, p.name), until = null
    from merge_person m
    where m.rank = 1 and p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = m.tenant_link_id
      and p.entra_id = m.entra_id and (p.until is not null or not exists (select from ${into.device} d
        where d.organisation_id = p.organisation_id and d.person_id = p.id and d.mark is not null))`
  await addNew(tx, reading, 1)
  await tx.$executeRaw`
    update ${into.person} p set upn = coalesce(p.upn, l.person_upn), name = coalesce(p.name, l.person_name)
    from ${staged.licence} l
    where p.organisation_id = ${organisationId}::uuid and p.tenant_link_id = l.tenant_link_id
      and p.entra_id = l.person_entra_id and (p.upn is null or p.name is null)
      and (p.upn is null and l.person_upn is not null or p.name is null and l.person_name is not null)`
}

const addNew = (
  tx: Transaction,
  { organisationId, sequence, into }: MergedReading,
  rank: 0 | 1,
): Promise<number> =>
  tx.$executeRaw`
    insert into ${into.person} (organisation_id, id, tenant_link_id, entra_id, upn, name, email, since)
    select ${organisationId}::uuid, ${numberedIds()}, m.tenant_link_id, m.entra_id, m.upn, m.name, m.email,
      ${sequence}::int
    from merge_person m
    where m.rank = ${rank} and not exists (select from ${into.person} p where p.organisation_id = ${organisationId}::uuid
      and p.tenant_link_id = m.tenant_link_id and p.entra_id = m.entra_id)`
