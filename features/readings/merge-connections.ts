import { lockOrganisation, type Transaction } from '#adapters/db.ts'
import { mergeAttachments } from './merge-attachments.ts'
import type { MergedReading } from './merged-reading.ts'

/** Accounts, connections and what hangs on them: facts, profiles, apps, sharing authorisations. */
export const mergeConnections = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await gather(tx, reading)
  await openAccounts(tx, reading)
  await closeReturned(tx, reading)
  await closeRetyped(tx, reading)
  await keepListed(tx, reading)
  await openNew(tx, reading)
  await closeUnlisted(tx, reading)
  await mergeAttachments(tx, reading)
  await closeAccounts(tx, reading)
  await remember(tx, reading)
}

/**
 * `merge_stay`: the organisation's connections as they are now, with statistics that plans can be made by. Those of the
 * table itself could only be taken under a lock that holds up every other organisation's merge until this one ends.
 */
const remember = async (tx: Transaction, { organisationId }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_stay on commit drop as
    select organisation_id, id, tenant_link_id, service, external_id, missing_since, since, until from connection
    where organisation_id = ${organisationId}::uuid`
  await tx.$executeRaw`analyze merge_stay`
}

/**
 * `merge_tenant`: the tenants this reading covered; what was read through another one stands as it was.
 * `merge_connection`: the tokens and certificates this reading holds. A push certificate that was cleared names no
 * Apple account any more: it shares nothing, and is not deleted. A token that an offboarding found gone after this reading
 * began was listed before it went, and is left out.
 */
const gather = async (
  tx: Transaction,
  { organisationId, readingId, startedAt, staged }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    create temp table merge_tenant on commit drop as
    select distinct tenant_link_id as id from reading_collection
    where organisation_id = ${organisationId}::uuid and reading_id = ${readingId}::uuid`
  await tx.$executeRaw`
    create temp table merge_connection on commit drop as
    with object as (
      select distinct on (tenant_link_id, collection, lower(external_id)) tenant_link_id, collection, external_id, body
      from ${staged.object}
      where external_id <> ''
        and collection in ('pushCertificate', 'enrolmentTokens', 'locationTokens')
      order by tenant_link_id, collection, lower(external_id), page desc
    ), named as (
      select tenant_link_id, external_id, body,
        case collection
          when 'pushCertificate' then 'apns'
          when 'locationTokens' then 'vpp'
          else case body->>'type' when 'asm' then 'asm' else 'dep' end
        end as service,
        coalesce(nullif(body->>'name', ''), nullif(body->>'locationName', ''), nullif(body->>'organisationName', ''),
          case collection when 'pushCertificate' then 'MDM push certificate' else external_id end) as name,
        nullif(trim(body->>'appleId'), '') as apple_id,
        (body->>'expiresAt')::timestamptz as expires_at
      from object
      where not (collection = 'pushCertificate' and coalesce((body->>'cleared')::boolean, false))
    )
    select * from named
    where not exists (
      select from connection c join disablement d on d.organisation_id = c.organisation_id and d.connection_id = c.id
      where c.organisation_id = ${organisationId}::uuid and c.tenant_link_id = named.tenant_link_id
        and c.service = named.service and lower(c.external_id) = lower(named.external_id) and c.until is null
        and d.observed_at >= ${startedAt}::timestamptz)`
}

/**
 * An account behind a token again is the same account, unless it was stated deleted in between, whether or not a reading
 * found it gone: a deletion is stated once, and that statement stays with what it was about. One that only members had
 * named begins with the reading that first does. Nobody states another meanwhile: it would be there twice.
 */
const openAccounts = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await lockOrganisation(tx, organisationId)
  await tx.$executeRaw`
    update account a set until = ${sequence}::int
    where a.organisation_id = ${organisationId}::uuid and a.until is null
      and lower(a.apple_id) in (select lower(apple_id) from merge_connection)
      and exists (select from account_deletion d where d.organisation_id = a.organisation_id and d.account_id = a.id)`
  await tx.$executeRaw`
    update account a set until = null, since = case when a.until = 0 then ${sequence}::int else a.since end
    where a.organisation_id = ${organisationId}::uuid and a.id in (
      select distinct on (lower(past.apple_id)) past.id from account past
      where past.organisation_id = ${organisationId}::uuid and lower(past.apple_id) in (select lower(apple_id) from merge_connection)
        and not exists (select from account open where open.organisation_id = past.organisation_id
          and lower(open.apple_id) = lower(past.apple_id) and open.until is null)
        and not exists (select from account_deletion d where d.organisation_id = past.organisation_id
          and d.account_id = past.id)
      order by lower(past.apple_id), past.since desc)`
  await tx.$executeRaw`
    insert into account (organisation_id, id, apple_id, since)
    select ${organisationId}::uuid, pomona_uuidv7(), apple_id, ${sequence}::int
    from (select distinct on (lower(apple_id)) apple_id from merge_connection where apple_id is not null
      order by lower(apple_id), apple_id) as listed
    where not exists (select from account a
      where a.organisation_id = ${organisationId}::uuid and lower(a.apple_id) = lower(listed.apple_id) and a.until is null)`
}

/** A token listed again after it was found gone begins a new stay. */
const closeReturned = async (
  tx: Transaction,
  { organisationId, sequence, startedAt }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    update connection c set until = ${sequence}::int
    from merge_connection m, disablement d
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.tenant_link_id = m.tenant_link_id
      and c.service = m.service and lower(c.external_id) = lower(m.external_id)
      and d.organisation_id = c.organisation_id and d.connection_id = c.id and d.observed_at < ${startedAt}::timestamptz`
}

const keepListed = async (tx: Transaction, { organisationId }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    update connection c set name = m.name, account_id = a.id, expires_at = m.expires_at, observed = m.body,
      missing_since = null
    from merge_connection m
    left join account a on a.organisation_id = ${organisationId}::uuid and lower(a.apple_id) = lower(m.apple_id) and a.until is null
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.tenant_link_id = m.tenant_link_id
      and c.service = m.service and lower(c.external_id) = lower(m.external_id)
      and (c.observed <> m.body or c.missing_since is not null or c.account_id is distinct from a.id)`
}

const openNew = async (
  tx: Transaction,
  { organisationId, sequence, observedAt }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    insert into connection (organisation_id, id, tenant_link_id, service, external_id, name, account_id, expires_at,
      observed, observed_since, since)
    select ${organisationId}::uuid, pomona_uuidv7(), m.tenant_link_id, m.service, m.external_id, m.name, a.id,
      m.expires_at, m.body, ${observedAt}::timestamptz, ${sequence}::int
    from merge_connection m
    left join account a on a.organisation_id = ${organisationId}::uuid and lower(a.apple_id) = lower(m.apple_id) and a.until is null
    where not exists (select from connection c where c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id = m.tenant_link_id and c.service = m.service and lower(c.external_id) = lower(m.external_id))`
}

/** A token of the enrolment program that became one of Apple School Manager, or back, goes on as another connection. */
const closeRetyped = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    update connection c set until = ${sequence}::int from merge_connection m
    where c.organisation_id = ${organisationId}::uuid and c.until is null and c.tenant_link_id = m.tenant_link_id
      and lower(c.external_id) = lower(m.external_id) and c.service <> m.service
      and c.service in ('dep', 'asm') and m.service in ('dep', 'asm')`
}

/**
 * Gone where Graph answered 404 for the object itself (the push certificate, or a token that was looked up) while the
 * rest of the reading succeeded, or where a case found it gone; anything else that is not listed is missing, and so is a
 * push certificate whose record was emptied.
 */
const closeUnlisted = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  const { organisationId, readingId, sequence, observedAt, staged } = reading
  await tx.$executeRaw`
    create temp table merge_gone on commit drop as
    select c.id, (c.service = 'apns' and not exists (
        select from ${staged.object} s where s.collection = 'pushCertificate' and s.tenant_link_id = c.tenant_link_id
          and (s.body->>'cleared')::boolean)
      or exists (
        select from ${staged.object} s where s.collection = 'gone'
          and s.tenant_link_id = c.tenant_link_id and lower(s.external_id) = lower(c.external_id))
      or exists (select from disablement d where d.organisation_id = c.organisation_id and d.connection_id = c.id)
    ) as is_gone
    from connection c
    where c.organisation_id = ${organisationId}::uuid and c.until is null
      and c.tenant_link_id in (select id from merge_tenant)
      and not exists (select from merge_connection m where m.tenant_link_id = c.tenant_link_id
        and m.service = c.service and lower(m.external_id) = lower(c.external_id))`
  await tx.$executeRaw`
    insert into disablement (organisation_id, connection_id, observed_at, reading_id)
    select ${organisationId}::uuid, id, ${observedAt}::timestamptz, ${readingId}::uuid from merge_gone where is_gone
    on conflict do nothing`
  await tx.$executeRaw`
    update connection c set until = case when g.is_gone then ${sequence}::int end,
      missing_since = coalesce(c.missing_since, ${sequence}::int)
    from merge_gone g where c.organisation_id = ${organisationId}::uuid and c.id = g.id`
}

/** An account is listed as long as a connection that is not gone names it. */
const closeAccounts = async (tx: Transaction, { organisationId, sequence }: MergedReading): Promise<void> => {
  await tx.$executeRaw`
    update account a set until = ${sequence}::int
    where a.organisation_id = ${organisationId}::uuid and a.until is null and not exists (
      select from connection c where c.organisation_id = a.organisation_id and c.account_id = a.id and c.until is null)`
}
