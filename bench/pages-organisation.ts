import { randomUUID } from 'node:crypto'
import type pg from 'pg'

export type PagesShape = {
  devices: number
  /** Push certificate, two enrolment tokens, one of a school, and location tokens for the rest. */
  connections: number
  readings: number
}

/** The same as in the tenant that a reading is measured on. */
const peoplePerDevice = 0.8

/**
 * Fills the tables with one organisation as readings would have left it, straight in SQL and as the owner: nine in ten
 * came with the first reading, the others with later ones; three in a hundred are gone; three in a hundred devices
 * changed hands; 70 % are on an enrolment token; each device or its person holds 1.5 licences. Answers its id.
 */
export const fillOrganisation = async (client: pg.Client, shape: PagesShape): Promise<string> => {
  const organisation = randomUUID()
  const tenant = randomUUID()
  const values = { organisation, tenant, ...shape, people: Math.round(shape.devices * peoplePerDevice) }
  await client.query('begin')
  await client.query("set local synchronous_commit = off; set local work_mem = '256MB'")
  for (const statement of [...ownPart, ...helpers, ...rows]) await client.query(written(statement, values))
  await client.query('commit')
  await client.query('vacuum (analyze)')
  return organisation
}

/** Names are ours and numbers are numbers, so they may stand in the statement: DDL takes no parameters. */
const written = (statement: string, values: Record<string, string | number>): string =>
  statement.replaceAll(/:(\w+)\b/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? String(value) : `'${value}'::uuid`
  })

/** A first reading of so many devices would have given it a part of the tables of its own. */
const ownPart = [
  `select set_config('pomona.organisation_id', (:organisation)::text, true)`,
  'select part_open()',
  `select part_index(name) from unnest(array['device', 'person', 'device_share', 'person_share']) name`,
  'select part_take_in()',
]

/** Identifiers that grow with the number, as version 7 does with time, and shares of a hundred that are the same every time. */
const helpers = [
  `create or replace function pg_temp.made(kind int, n bigint) returns uuid language sql immutable as
   $$ select (lpad(to_hex(25000000 + kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`,
  `create or replace function pg_temp.share(n bigint, salt int) returns int language sql immutable as
   $$ select abs(hashint8(n * 31 + salt) % 100) $$`,
  `create or replace function pg_temp.seen(n bigint, salt int, readings int) returns int language sql immutable as
   $$ select case when pg_temp.share(n, salt) < 90 then 1 else 1 + abs(hashint8(n + salt) % readings) end $$`,
]

const place = [
  `insert into organisation (id, name, country) values (:organisation, 'Lindegaard Group', 'DK')`,
  `insert into tenant_link (organisation_id, id, purpose, name, cloud, tenant, client, credential_kind, fingerprint,
     permissions, created_at, created_by)
   values (:organisation, :tenant, 'reading', 'Lindegaard', 'custom', 'lindegaard.example', 'bench', 'secret', 'none', '{}',
     now() - interval '400 days', 'bench')`,
  `insert into reading (organisation_id, id, sequence, state, requested_by, requested_at, started_at, finished_at)
   select :organisation, pg_temp.made(1, n), n, 'finished', 'bench', moment, moment, moment + interval '10 minutes'
   from generate_series(1, :readings) n, lateral (select now() - (:readings - n + 1) * interval '7 days') as at(moment)`,
  `insert into reading_collection (organisation_id, reading_id, tenant_link_id, collection, pages, seen, kept, done_at)
   select organisation_id, id, :tenant, collection, 1, 1, 1, finished_at
   from reading, unnest(array['managedDevices', 'enrolmentTokens', 'locationTokens', 'pushCertificate']) collection
   where organisation_id = :organisation`,
  `insert into account (organisation_id, id, apple_id, since)
   select :organisation, pg_temp.made(2, n), 'apple-' || n || '@lindegaard.example', 1
   from generate_series(1, greatest(1, :connections / 2)) n`,
  `insert into connection (organisation_id, id, tenant_link_id, service, external_id, name, account_id, expires_at, observed_since, since)
   select :organisation, pg_temp.made(3, n), :tenant,
     case when n = 1 then 'apns' when n <= 3 then 'dep' when n = 4 then 'asm' else 'vpp' end, 'token-' || n,
     'Lindegaard ' || n, pg_temp.made(2, 1 + n % greatest(1, :connections / 2)), now() + (1 + n * 7 % 365) * interval '1 day',
     now() - :readings * interval '7 days', 1
   from generate_series(1, :connections) n`,
  `insert into connection_fact (organisation_id, connection_id, key, value, since)
   select c.organisation_id, c.id, fact.key, fact.value, 1
   from connection c join account a on a.organisation_id = c.organisation_id and a.id = c.account_id,
     lateral (values ('name', c.name), ('appleId', a.apple_id), ('expiresAt', c.expires_at::text), ('state', 'valid'),
       ('country', 'DK')) as fact(key, value)
   where c.organisation_id = :organisation`,
  `insert into app (organisation_id, connection_id, external_id, kind, name, bundle_id, total_licences, used_licences, since)
   select organisation_id, id, 'app-' || n, 'ios', 'App ' || n, 'example.lindegaard.app' || n, 1000, 700, 1
   from connection, generate_series(1, 20) n where organisation_id = :organisation and service = 'vpp'`,
]

const people = [
  `insert into person (organisation_id, id, tenant_link_id, entra_id, upn, name, email, since, until)
   select :organisation, pg_temp.made(4, n), :tenant, md5('entra' || n)::uuid::text,
     lower(first || '.' || last) || n || '@lindegaard.example', first || ' ' || last,
     lower(first || '.' || last) || n || '@lindegaard.example', since, case when pg_temp.share(n, 7) < 3 and since < :readings then :readings end
   from generate_series(1::bigint, :people) n, lateral (select
     (array['Karen','Jonas','Freja','Emil','Astrid','Mikkel','Signe','Rasmus','Ida','Oskar','Clara','Viggo','Nanna','Anton',
       'Laura','Malthe','Sofie','Elias','Agnes','Villads','Camille','Hugo','Margaux','Adrien','Noor','Yusuf','Mei','Arjun'])
       [1 + abs(hashint8(n)) % 28] as first,
     (array['Lind','Holm','Dahl','Krogh','Bech','Skov','Lund','Friis','Toft','Bruun','Iversen','Madsen','Nygaard','Thomsen',
       'Vestergaard','Winther','Kjeldsen','Overgaard','Lefebvre','Marchand','Okafor','Haddad','Novak','Tanaka'])
       [1 + abs(hashint8(n + 5)) % 24] as last,
     pg_temp.seen(n, 3, :readings) as since) as who`,
]

/** Whether the device is one that was handed over, was away for a reading, or is gone. */
const devices = [
  `create temp table made_device on commit drop as
   select n, pg_temp.made(5, n) as id, pg_temp.made(4, 1 + (n - 1) * :people / :devices) as person, since,
     case when pg_temp.share(n, 7) < 3 and since < :readings then :readings end as until,
     since = 1 and :readings > 3 and pg_temp.share(n, 11) < 3 as was_handed_over,
     since = 1 and :readings > 3 and pg_temp.share(n, 13) < 2 as was_away
   from generate_series(1::bigint, :devices) n, lateral (select pg_temp.seen(n, 5, :readings)) as came(since)`,
  `insert into device (organisation_id, id, tenant_link_id, intune_id, serial, name, model, operating_system, os_version,
     ownership, enrolment_type, is_supervised, management_state, person_id, person_since, mark, since, until)
   select :organisation, id, :tenant, md5('intune' || n)::uuid::text,
     case when pg_temp.share(n, 17) < 98 then 'F' || upper(substr(md5('serial' || n), 1, 11)) end, 'iPad-' || n, 'iPad (9th generation)',
     'iPadOS', '26.1', 'company', 'appleBulkWithUser', true, 'managed', case when until is null then person end,
     case when until is null then case when was_handed_over then 2 else since end end,
     case when until is null then md5('mark' || n)::uuid end, since, until
   from made_device order by n`,
  `insert into device_past_user (organisation_id, device_id, person_id, since, until)
   select :organisation, id, pg_temp.made(4, 1 + (n * 7) % :people), 1, 2 from made_device where was_handed_over
   union all select :organisation, id, person, case when was_handed_over then 2 else since end, until
   from made_device where until is not null`,
]

const shares = [
  `create temp table made_share on commit drop as
   select 1 as connection, d.* from made_device d
   union all select 2 + n % 3, d.* from made_device d where pg_temp.share(n, 19) < 70
   union all select 5 + n % (:connections - 4), d.* from made_device d where pg_temp.share(n, 23) < 75`,
  'analyze made_share',
  `insert into device_share (organisation_id, connection_id, device_id, since, until)
   select :organisation, pg_temp.made(3, connection), id, case when was_away then 3 else since end, until from made_share
   union all select :organisation, pg_temp.made(3, connection), id, 1, 2 from made_share where was_away`,
  `insert into person_share (organisation_id, connection_id, person_id, since, until)
   select :organisation, pg_temp.made(3, connection), id, min(p.since), case when count(p.until) = count(*) then max(p.until) end
   from (select distinct connection, person from made_share where connection < 5) s join person p
     on p.organisation_id = :organisation and p.id = s.person
   group by connection, id
   union all select :organisation, pg_temp.made(3, 5 + n % (:connections - 4)), p.id, p.since, p.until
   from generate_series(1::bigint, :people) n join person p on p.organisation_id = :organisation and p.id = pg_temp.made(4, n)
   where pg_temp.share(n, 29) < 75`,
]

/** What the last reading counts, given to each reading: what pages read is as much either way. */
const counts = [
  `create temp table made_count on commit drop as
   with devices as (select connection_id, count(*) as devices from device_share
       where organisation_id = :organisation and until is null group by 1),
     people as (select connection_id, count(*) as people from person_share
       where organisation_id = :organisation and until is null group by 1),
     counted as (select c.id, c.service, coalesce(d.devices, 0) as devices, coalesce(p.people, 0) as people from connection c
       left join devices d on d.connection_id = c.id left join people p on p.connection_id = c.id
       where c.organisation_id = :organisation)
   select 'connection' as scope, id::text as scope_id, service, devices, people, 1 as administrators from counted
   union all select 'service', service, service, sum(devices), sum(people), count(*) from counted group by service
   union all select 'organisation', '', '', max(devices), max(people), count(*) from counted`,
  `insert into inventory_count (organisation_id, reading_id, scope, scope_id, element, devices, people, administrators)
   select :organisation, r.id, c.scope, c.scope_id, '', c.devices, c.people, c.administrators
   from made_count c, reading r where r.organisation_id = :organisation
   union all select :organisation, r.id, c.scope, c.scope_id, e."group" || '/' || e.key,
     case when e.counts = 'devices' then c.devices end, case when e.counts = 'people' then c.people end,
     case when e.counts = 'administrators' then c.administrators end
   from made_count c join element e on e."group" = case c.service when 'dep' then 'asm_dep' when 'asm' then 'asm_dep' else c.service end,
     reading r where r.organisation_id = :organisation`,
]

/** The planner must know how much there is before it joins it. */
const rows = [
  ...place,
  ...people,
  'analyze person',
  ...devices,
  'analyze made_device',
  ...shares,
  'analyze device_share, person_share',
  ...counts,
]
