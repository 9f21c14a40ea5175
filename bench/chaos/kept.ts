import type { Instance } from './instance.ts'
import type { Acknowledged } from './work.ts'

/** What has to hold, how often it was looked at, and where it does not. */
export type Finding = { what: string; looked: number; violations: string[] }

/** An organisation, and how its tables are asked. */
export type Place = { instance: Pick<Instance, 'query'>; organisationId: string }

const looks: Record<Acknowledged['kind'], string> = {
  // The hash is taken of the bytes as they lie there.
  evidence: `select count(*)::int as count from evidence_file f join evidence e
    on e.organisation_id = f.organisation_id and e.id = f.evidence_id
    where f.organisation_id = $1 and encode(sha256(f.bytes), 'hex') = $2
      and e.content->'file'->>'sha256' = $2`,
  proposed: `select count(*)::int as count from element_review
    where organisation_id = $1 and service || '/' || element || '@' || version = $2`,
  adopted: `select count(*)::int as count from element_review where organisation_id = $1
    and service || '/' || element || '@' || version = $2 and decision = 'adopted'`,
  composed: 'select count(*)::int as count from report where organisation_id = $1 and id::text = $2',
  approved: `select count(*)::int as count from report where organisation_id = $1 and id::text = $2
    and approves is not null`,
  asked: 'select count(*)::int as count from reading where organisation_id = $1 and id::text = $2',
}

const nameOf = (done: Acknowledged): string => {
  if (done.kind === 'evidence') return done.sha256
  return 'id' in done ? done.id : `${done.field}@${done.version}`
}

/** Whatever a member was told is done is there, once, a file with the very bytes. */
export const keptFinding = async (
  { instance, organisationId }: Place,
  acknowledged: readonly Acknowledged[],
): Promise<Finding> => {
  const violations: string[] = []
  for (const done of acknowledged) {
    const [row] = await instance.query<{ count: number }>(looks[done.kind], [organisationId, nameOf(done)])
    if (row?.count !== 1) violations.push(`${done.kind} ${nameOf(done)} is there ${row?.count} times`)
  }
  return { what: 'what was acknowledged is there', looked: acknowledged.length, violations }
}

const factOf = (name: string): string => `e.body::jsonb->'facts'->>'${name}'`
const subject = `e.body::jsonb->'subject'->>'id'`

/** Rows and the events that tell of them, each by a name that both have. */
const pairs: { kind: string; event: string; rows: string }[] = [
  {
    kind: 'evidence.attached',
    event: factOf('evidenceId'),
    rows: "select id::text as name from evidence where organisation_id = $1 and kind = 'file'",
  },
  {
    kind: 'review.proposed',
    event: `concat(${subject}, '@', ${factOf('version')})`,
    rows: "select service || '/' || element || '@' || version as name from element_review where organisation_id = $1",
  },
  {
    kind: 'review.adopted',
    event: `concat(${subject}, '@', ${factOf('version')})`,
    rows: `select service || '/' || element || '@' || version as name from element_review
      where organisation_id = $1 and decision = 'adopted'`,
  },
  {
    kind: 'report.composed',
    event: subject,
    rows: 'select id::text as name from report where organisation_id = $1 and approves is null',
  },
  {
    kind: 'report.approved',
    event: subject,
    rows: 'select id::text as name from report where organisation_id = $1 and approves is not null',
  },
  {
    kind: 'report.rendered',
    event: subject,
    rows: "select id::text as name from report where organisation_id = $1 and state = 'ready'",
  },
  {
    kind: 'reading.finished',
    event: subject,
    rows: "select id::text as name from reading where organisation_id = $1 and state = 'finished'",
  },
  {
    kind: 'connection.disabled',
    event: subject,
    rows: 'select connection_id::text as name from disablement where organisation_id = $1',
  },
  {
    kind: 'offboarding.confirmed',
    event: subject,
    rows: "select id::text as name from offboarding where organisation_id = $1 and state <> 'draft'",
  },
]

/** Each change has one event that tells of it, and each event its change. */
export const eventsFinding = async ({ instance, organisationId }: Place): Promise<Finding> => {
  const violations: string[] = []
  let looked = 0
  for (const { kind, event, rows } of pairs) {
    const found = await instance.query<{ name: string; rows: number; events: number }>(
      `select coalesce(r.name, e.name) as name, coalesce(r.count, 0)::int as rows, coalesce(e.count, 0)::int as events
       from (select name, count(*) as count from (${rows}) as r group by name) as r
       full join (select ${event} as name, count(*) as count from audit_event e
         where e.organisation_id = $1 and e.kind = '${kind}' group by 1) as e on e.name = r.name`,
      [organisationId],
    )
    looked += found.length
    for (const { name, rows: there, events } of found)
      if (there !== 1 || events !== 1) violations.push(`${kind} ${name}: ${there} changes, ${events} events`)
  }
  return { what: 'each change has one event, each event its change', looked, violations }
}
