import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/** What administrators agreed to, as intervals. Where a tenant did not tell, the last answer stands. */
export const mergeAdminConsent = async (
  tx: Transaction,
  { organisationId, sequence, staged }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_consent on commit drop as
    select distinct on (tenant_link_id) tenant_link_id, body->>'shareApnsData' as share_apns_data
    from ${staged.object} where collection = 'adminConsent' and external_id <> ''
    order by tenant_link_id, page desc`
  await tx.$executeRaw`
    update admin_consent a set until = ${sequence}::int from merge_consent m
    where a.organisation_id = ${organisationId}::uuid and a.until is null and a.tenant_link_id = m.tenant_link_id
      and a.share_apns_data <> m.share_apns_data`
  await tx.$executeRaw`
    insert into admin_consent (organisation_id, tenant_link_id, share_apns_data, since)
    select ${organisationId}::uuid, m.tenant_link_id, m.share_apns_data, ${sequence}::int from merge_consent m
    where not exists (select from admin_consent a where a.organisation_id = ${organisationId}::uuid
      and a.tenant_link_id = m.tenant_link_id and a.until is null)`
}
