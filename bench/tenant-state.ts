import type pg from 'pg'

/**
 * Everything an organisation has from its readings, as lines of text in which random ids and times do not matter: rows
 * are named by what Microsoft calls them. $1 is the organisation. Marks stand as they are: they follow from the tenant
 * link's id (and the reading's, for people named by UPN alone), which whoever compares has to make equal.
 */
const connectionName = (id: string): string =>
  `(select concat_ws('/', x.service, x.external_id, x.since) from connection x
    where x.organisation_id = $1 and x.id = ${id})`

/** Rows that hang on a connection, with all their own columns. */
const ofConnection = (table: string): string =>
  `select ${connectionName('t.connection_id')} || (to_jsonb(t) - '{organisation_id,connection_id}'::text[])::text as line
   from ${table} t where t.organisation_id = $1`

const share = (table: 'device_share' | 'person_share', name: string): string =>
  `select concat_ws(' | ', c.service || '/' || c.external_id || '/' || c.since, ${name}, s.since,
     coalesce(s.until::text, '-'), coalesce(s.mark::text, '-')) as line
   from ${table} s join connection c on c.organisation_id = s.organisation_id and c.id = s.connection_id`

const deviceName = "concat_ws('/', coalesce(d.intune_id, '-'), coalesce(d.serial, '-'), d.since)"

export const stateQueries = {
  account: `select (to_jsonb(t) - '{organisation_id,id}'::text[])::text as line from account t
    where t.organisation_id = $1`,
  connection: `select (to_jsonb(t) - '{organisation_id,id,account_id,observed_since}'::text[])::text
      || coalesce((select a.apple_id from account a where a.organisation_id = t.organisation_id
        and a.id = t.account_id), '-') as line
    from connection t where t.organisation_id = $1`,
  connection_fact: ofConnection('connection_fact'),
  profile: ofConnection('profile'),
  app: ofConnection('app'),
  disablement: `select ${connectionName('t.connection_id')} || ' by reading '
      || (select r.sequence from reading r where r.organisation_id = t.organisation_id and r.id = t.reading_id) as line
    from disablement t where t.organisation_id = $1`,
  sharing_authorisation: `select (to_jsonb(t) - 'organisation_id')::text as line
    from sharing_authorisation t where t.organisation_id = $1`,
  admin_consent: `select (to_jsonb(t) - 'organisation_id')::text as line from admin_consent t
    where t.organisation_id = $1`,
  intune_event: `select (to_jsonb(t) - 'organisation_id')::text as line from intune_event t
    where t.organisation_id = $1`,
  person: `select (to_jsonb(t) - '{organisation_id,id}'::text[])::text as line from person t
    where t.organisation_id = $1`,
  device: `select (to_jsonb(t) - '{organisation_id,id,person_id}'::text[])::text || coalesce(p.entra_id, '-') as line
    from device t left join person p on p.organisation_id = t.organisation_id and p.id = t.person_id
    where t.organisation_id = $1`,
  device_past_user: `select concat_ws(' | ', ${deviceName}, p.entra_id, u.since, u.until) as line
    from device_past_user u
    join device d on d.organisation_id = u.organisation_id and d.id = u.device_id
    join person p on p.organisation_id = u.organisation_id and p.id = u.person_id
    where u.organisation_id = $1`,
  device_share: `${share('device_share', deviceName)}
    join device d on d.organisation_id = s.organisation_id and d.id = s.device_id where s.organisation_id = $1`,
  person_share: `${share('person_share', 'p.entra_id')}
    join person p on p.organisation_id = s.organisation_id and p.id = s.person_id where s.organisation_id = $1`,
  inventory_count: `select concat_ws(' | ', r.sequence, n.scope,
      case n.scope when 'connection' then ${connectionName('n.scope_id::uuid')} else n.scope_id end, n.element,
      coalesce(n.devices::text, '-'), coalesce(n.people::text, '-'), coalesce(n.administrators::text, '-')) as line
    from inventory_count n join reading r on r.organisation_id = n.organisation_id and r.id = n.reading_id
    where n.organisation_id = $1`,
  // A reading under way is progress, not state.
  reading: `select concat_ws(' | ', r.sequence, r.totals, r.changes - 'shares') as line from reading r
    where r.organisation_id = $1 and r.state = 'finished'`,
  moved_shares: `select concat_ws(' | ', r.sequence, ${connectionName("(m->>'connectionId')::uuid")},
      m - 'connectionId') as line
    from reading r cross join lateral jsonb_array_elements(r.changes->'shares') as m
    where r.organisation_id = $1 and r.state = 'finished'`,
  reading_collection: `select concat_ws(' | ', r.sequence, c.collection, c.scope, c.pages, c.seen, c.kept, c.refusal) as line
    from reading_collection c join reading r on r.organisation_id = c.organisation_id and r.id = c.reading_id
    where c.organisation_id = $1 and r.state = 'finished'`,
  audit_event: `select concat_ws(' | ', e.kind, count(*)) as line from audit_event e
    where e.organisation_id = $1 and e.kind <> 'reading.requested' group by e.kind`,
} as const

export type StatePart = keyof typeof stateQueries
const stateParts = Object.keys(stateQueries).filter((name): name is StatePart => name in stateQueries)

/** All of it, for a small tenant. */
export const stateRows = async (
  client: pg.Client | pg.Pool,
  organisationId: string,
): Promise<Record<string, string[]>> => {
  const each = stateParts.map(
    (part) => `select '${part}' as part, line from (${stateQueries[part]}) as ${part}`,
  )
  const { rows } = await client.query<{ part: string; line: string }>(each.join(' union all '), [
    organisationId,
  ])
  const lines = (part: string) => rows.flatMap((row) => (row.part === part ? [row.line] : [])).sort()
  return Object.fromEntries(stateParts.map((part) => [part, lines(part)]))
}

/** How many lines each part has, and a sum of their hashes that does not depend on their order. */
export const stateHashes = async (
  client: pg.Client,
  organisationId: string,
): Promise<Record<string, string>> => {
  const parts: Record<string, string> = {}
  for (const part of stateParts) {
    const { rows } = await client.query<{ hash: string }>(
      `select concat_ws('/', count(*), sum(hashtextextended(line, 0)), sum(hashtextextended(line, 1))) as hash
       from (${stateQueries[part]}) as lines`,
      [organisationId],
    )
    parts[part] = rows[0]?.hash ?? ''
  }
  return parts
}
