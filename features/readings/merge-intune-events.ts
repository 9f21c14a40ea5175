import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

/**
 * Copies the audit events that concern Apple's objects, one row for each object an event names: those whose words say
 * so, and those that name a connection or profile of ours in whatever words. An event is copied once, however often it
 * is read, and stays as it was; Intune forgets it after a year, Pomona by the organisation's own setting.
 */
export const mergeIntuneEvents = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  const { organisationId, readingId, sequence, staged } = reading
  await tx.$executeRaw`
    create temp table merge_event on commit drop as
    select distinct on (s.tenant_link_id, s.external_id, r."resourceId") s.tenant_link_id, s.external_id, s.body,
      r."resourceId" as resource_id, r.type, r.name, r.subject, r.deed,
      array(select jsonb_array_elements_text(r.changed)) as changed
    from ${staged.object} s
    cross join lateral jsonb_to_recordset(s.body->'resources')
      as r("resourceId" text, type text, name text, subject text, deed text, changed jsonb)
    where s.collection = 'auditEvents' and s.body->>'at' is not null
      and (r.subject is not null or (s.tenant_link_id, lower(r."resourceId")) in (
        select c.tenant_link_id, lower(c.external_id) from connection c where c.organisation_id = ${organisationId}::uuid
        union select c.tenant_link_id, lower(p.external_id) from profile p
          join connection c on c.organisation_id = p.organisation_id and c.id = p.connection_id
          where p.organisation_id = ${organisationId}::uuid))
    order by s.tenant_link_id, s.external_id, r."resourceId", r.subject nulls last, s.page desc`
  await tx.$executeRaw`
    insert into intune_event (organisation_id, tenant_link_id, external_id, resource_id, at, activity, activity_type,
      category, result, resource_type, resource_name, actor_upn, actor_entra_id, actor_application, subject, deed,
      changed, since)
    select ${organisationId}::uuid, tenant_link_id, external_id, resource_id, (body->>'at')::timestamptz,
      body->>'activity', body->>'activityType', body->>'category', body->>'result', type, name, body->'actor'->>'upn',
      body->'actor'->>'entraId', body->'actor'->>'application', subject, deed, changed, ${sequence}::int
    from merge_event on conflict do nothing`
  await tx.$executeRaw`
    update reading_collection c set kept = (select count(distinct m.external_id) from merge_event m
      where m.tenant_link_id = c.tenant_link_id)
    where c.organisation_id = ${organisationId}::uuid and c.reading_id = ${readingId}::uuid
      and c.collection = 'auditEvents'`
}
