import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/** What hangs on connections: lasting facts, enrolment profiles, apps; and the tenant's sharing authorisations. */
export const mergeAttachments = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await mergeFacts(tx, reading)
  await mergeProfiles(tx, reading)
  await mergeApps(tx, reading)
  await mergeAuthorisations(tx, reading)
}

/**
 * Facts worth a history; what changes with every sync stays in `observed` only. `name` and `missing` are the
 * connection's own, not of what Graph answered: a token may have no name of its own, and none says that it is absent.
 */
const lastingFacts = [
  'topic',
  'serialNumber',
  'type',
  'accountType',
  'state',
  'organisationName',
  'locationName',
  'country',
  'consentGranted',
  'sharedWithSchoolDataSync',
  'appleId',
  'expiresAt',
]

const mergeFacts = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_fact on commit drop as
    select c.id as connection_id, f.key, f.value
    from connection c cross join lateral jsonb_each_text(c.observed) as f(key, value)
    where c.organisation_id = ${organisationId}::uuid and c.until is null and f.value is not null
      and f.key = any(${lastingFacts}::text[])
    union all select c.id, own.key, own.value
    from connection c cross join lateral (values ('name', c.name),
      ('missing', case when c.missing_since is not null then 'true' end)) as own(key, value)
    where c.organisation_id = ${organisationId}::uuid and c.until is null and own.value is not null`
  await tx.$executeRaw`
    update connection_fact f set until = ${sequence}::int
    where f.organisation_id = ${organisationId}::uuid and f.until is null and f.connection_id in (select c.id from connection c
      where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant)) and not exists (
      select from merge_fact m where m.connection_id = f.connection_id and m.key = f.key and m.value = f.value)`
  await tx.$executeRaw`
    insert into connection_fact (organisation_id, connection_id, key, value, since)
    select ${organisationId}::uuid, m.connection_id, m.key, m.value, ${sequence}::int from merge_fact m
    where not exists (select from connection_fact f where f.organisation_id = ${organisationId}::uuid
      and f.connection_id = m.connection_id and f.key = m.key and f.until is null)`
}

const mergeProfiles = async (
  tx: Transaction,
  { organisationId, sequence, staged }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_profile on commit drop as
    select distinct on (c.id, s.external_id) c.id as connection_id, s.external_id,
      coalesce(s.body->>'name', s.external_id) as name, coalesce(s.body->>'platform', 'unknown') as platform,
      coalesce((s.body->>'isDefault')::boolean, false) as is_default, s.body->>'supportPhone' as support_phone,
      s.body->>'supportDepartment' as support_department,
      coalesce((s.body->>'profileRemovalDisabled')::boolean, false) as removal_disabled,
      s.body->>'companyPortalTokenId' as company_portal_token_id
    from ${staged.object} s join connection c on c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id = s.tenant_link_id and lower(c.external_id) = lower(s.scope)
    where s.collection = 'enrolmentProfiles' and s.external_id <> ''
    order by c.id, s.external_id, s.page desc`
  await tx.$executeRaw`
    update profile p set until = ${sequence}::int
    where p.organisation_id = ${organisationId}::uuid and p.until is null and p.connection_id in (select c.id from connection c
      where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant)) and not exists (
      select from merge_profile m
      where (m.connection_id, m.external_id, m.name, m.platform, m.is_default, m.removal_disabled)
          = (p.connection_id, p.external_id, p.name, p.platform, p.is_default, p.removal_disabled)
        and (m.support_phone, m.support_department, m.company_portal_token_id)
          is not distinct from (p.support_phone, p.support_department, p.company_portal_token_id))`
  await tx.$executeRaw`
    insert into profile (organisation_id, connection_id, external_id, name, platform, is_default, support_phone,
      support_department, removal_disabled, company_portal_token_id, since)
    select ${organisationId}::uuid, m.connection_id, m.external_id, m.name, m.platform, m.is_default, m.support_phone,
      m.support_department, m.removal_disabled, m.company_portal_token_id, ${sequence}::int
    from merge_profile m
    where not exists (select from profile p where p.organisation_id = ${organisationId}::uuid
      and p.connection_id = m.connection_id and p.external_id = m.external_id and p.until is null)`
}

/**
 * Apps and books of location tokens. A tenant that did not let its books be read keeps those it had: that they are gone
 * was not seen.
 */
const mergeApps = async (
  tx: Transaction,
  { organisationId, readingId, sequence, staged }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_app on commit drop as
    select distinct on (c.id, s.external_id) c.id as connection_id, s.external_id,
      coalesce(s.body->>'kind', 'ios') as kind, coalesce(s.body->>'name', s.external_id) as name,
      s.body->>'bundleId' as bundle_id, (s.body->>'totalLicences')::int as total_licences,
      (s.body->>'usedLicences')::int as used_licences,
      -- The list of this app's licences is absent: whoever holds those in use is counted nowhere.
      case when exists (select from ${staged.object} l where l.tenant_link_id = s.tenant_link_id
          and l.collection = 'licences' and l.scope = s.external_id)
        then coalesce((s.body->>'usedLicences')::int, 0) else 0 end as unlisted_licences
    from ${staged.object} s join connection c on c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id = s.tenant_link_id and c.service = 'vpp' and lower(c.external_id) = lower(s.body->>'tokenExternalId')
    where s.collection in ('locationApps', 'locationBooks') and s.external_id <> ''
    order by c.id, s.external_id, s.page desc`
  await tx.$executeRaw`
    update app a set until = ${sequence}::int
    where a.organisation_id = ${organisationId}::uuid and a.until is null and a.connection_id in (select c.id from connection c
      where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id in (select id from merge_tenant)
        and (a.kind <> 'book' or not exists (select from reading_collection r where r.organisation_id = ${organisationId}::uuid
          and r.reading_id = ${readingId}::uuid and r.tenant_link_id = c.tenant_link_id
          and r.collection = 'locationBooks' and r.refusal is not null))) and not exists (
      select from merge_app m
      where (m.connection_id, m.external_id, m.kind, m.name, m.unlisted_licences)
          = (a.connection_id, a.external_id, a.kind, a.name, a.unlisted_licences)
        and (m.bundle_id, m.total_licences, m.used_licences)
          is not distinct from (a.bundle_id, a.total_licences, a.used_licences))`
  await tx.$executeRaw`
    insert into app (organisation_id, connection_id, external_id, kind, name, bundle_id, total_licences, used_licences,
      unlisted_licences, since)
    select ${organisationId}::uuid, m.connection_id, m.external_id, m.kind, m.name, m.bundle_id, m.total_licences,
      m.used_licences, m.unlisted_licences, ${sequence}::int
    from merge_app m
    where not exists (select from app a where a.organisation_id = ${organisationId}::uuid
      and a.connection_id = m.connection_id and a.external_id = m.external_id and a.until is null)`
}

const mergeAuthorisations = async (
  tx: Transaction,
  { organisationId, sequence, staged }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_authorisation on commit drop as
    select distinct on (tenant_link_id, external_id) tenant_link_id, external_id,
      coalesce(body->>'service', external_id) as service, coalesce((body->>'granted')::boolean, false) as granted,
      (body->>'grantedAt')::timestamptz as granted_at, body->'grantedBy'->>'upn' as granted_by,
      body->>'termsUrl' as terms_url
    from ${staged.object}
    where collection = 'sharingAuthorisations' and external_id <> ''
      and coalesce((body->>'concernsApple')::boolean, true)
    order by tenant_link_id, external_id, page desc`
  await tx.$executeRaw`
    update sharing_authorisation a set until = ${sequence}::int
    where a.organisation_id = ${organisationId}::uuid and a.until is null and a.tenant_link_id in (select id from merge_tenant) and not exists (
      select from merge_authorisation m
      where (m.tenant_link_id, m.external_id, m.service, m.granted)
          = (a.tenant_link_id, a.external_id, a.service, a.granted)
        and (m.granted_at, m.granted_by, m.terms_url) is not distinct from (a.granted_at, a.granted_by, a.terms_url))`
  await tx.$executeRaw`
    insert into sharing_authorisation (organisation_id, tenant_link_id, external_id, service, granted, granted_at,
      granted_by, terms_url, since)
    select ${organisationId}::uuid, m.tenant_link_id, m.external_id, m.service, m.granted, m.granted_at, m.granted_by,
      m.terms_url, ${sequence}::int
    from merge_authorisation m
    where not exists (select from sharing_authorisation a where a.organisation_id = ${organisationId}::uuid
      and a.tenant_link_id = m.tenant_link_id and a.external_id = m.external_id and a.until is null)`
}
