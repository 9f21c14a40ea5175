import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/** What directories answered about Apple IDs, as intervals. Where a tenant did not tell, the last answer stands. */
export const mergeDirectory = async (
  tx: Transaction,
  { organisationId, readingId, sequence, staged }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_answer on commit drop as
    select distinct on (a.id, s.tenant_link_id) a.id as account_id, s.tenant_link_id, s.body->>'state' as state,
      s.body->>'extent' as extent
    from ${staged.object} s join account a on a.organisation_id = ${organisationId}::uuid and a.until is null
      and lower(a.apple_id) = s.external_id
    where s.collection = 'directoryUsers' and s.external_id <> ''
    order by a.id, s.tenant_link_id, s.page desc`
  await tx.$executeRaw`
    update directory_answer d set until = ${sequence}::int
    where d.organisation_id = ${organisationId}::uuid and d.until is null
      and d.tenant_link_id in (select c.tenant_link_id from reading_collection c
        where c.organisation_id = ${organisationId}::uuid and c.reading_id = ${readingId}::uuid
          and c.collection = 'directoryUsers' and c.refusal is null)
      and not exists (select from merge_answer m
        where (m.account_id, m.tenant_link_id, m.state, m.extent)
            = (d.account_id, d.tenant_link_id, d.state, d.extent))`
  await tx.$executeRaw`
    insert into directory_answer (organisation_id, account_id, tenant_link_id, state, extent, since)
    select ${organisationId}::uuid, m.account_id, m.tenant_link_id, m.state, m.extent, ${sequence}::int
    from merge_answer m
    where not exists (select from directory_answer d where d.organisation_id = ${organisationId}::uuid
      and d.account_id = m.account_id and d.tenant_link_id = m.tenant_link_id and d.until is null)`
}
