import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import { textsAhead } from '#adapters/read-ahead.ts'
import type { LogStart } from '#domain/audit-log.ts'

const startShape = z.object({
  name: z.string(),
  head: z.object({ sequence: z.number(), hash: z.string() }),
  last: z.number(),
  checkpoints: z.array(
    z.object({ sequence: z.number(), at: z.string(), key: z.string(), document: z.string() }),
  ),
})

/** PostgreSQL's lowest integer: nothing stands before it. */
const beforeAll = -2_147_483_648
const eventsAtOnce = 2_000
/** Some 50 kB of text: of texts of a megabyte both PostgreSQL and Node spend more time on memory than on what is in them. */
const linesAtOnce = 50

/** The log's head and checkpoints and its last event, of one moment: an event that stands after the head is seen. */
export const logStart = async (
  organisationId: string,
  tx: Transaction,
): Promise<LogStart & { name: string; last: number }> => {
  // One statement sees one moment; two would see a checkpoint whose event is not there yet.
  const [row] = await tx.$queryRaw<{ start: string }[]>`
    select json_build_object('name', o.name,
      'head', json_build_object('sequence', coalesce(h.sequence, 0),
        'hash', coalesce(encode(h.hash, 'hex'), repeat('0', 64))),
      'last', greatest(h.sequence, (select max(sequence) from audit_event), (select max(sequence) from audit_stub), 0),
      'checkpoints', (select coalesce(json_agg(json_build_object('sequence', c.sequence,
          'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'key', c.key_id, 'document', c.document)
          order by c.sequence), '[]') from audit_checkpoint c))::text as start
    from organisation o left join audit_head h on h.organisation_id = o.id`
  return { organisationId, ...startShape.parse(JSON.parse(row?.start ?? 'null')) }
}

/**
 * The events of the log up to one, a line of JSON each, many lines at once. PostgreSQL writes the lines: so a walk over the
 * tables and one over an exported file read the same. The body stands in its line as it is, which no canonical JSON
 * breaks; one that was written over might hold whole lines of its own, so a break is made a character that no canonical
 * JSON has.
 */
export const logLines = (organisationId: string, last: number): AsyncGenerator<string> =>
  textsAhead(organisationId, linesQuery, pieces(last))

const linesQuery = `
  select string_agg(l.line, E'\\n' order by l.sequence) from (
    select e.sequence, '{"sequence":' || e.sequence
      || ',"at":"' || to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","kind":' || to_json(e.kind)
      || ',"previousHash":"' || encode(e.previous_hash, 'hex') || '","hash":"' || encode(e.hash, 'hex')
      || '","salt":' || coalesce('"' || encode(d.salt, 'hex') || '"', 'null')
      || ',"detail":' || coalesce(to_json(d.detail)::text, 'null')
      || ',"body":' || replace(e.body, E'\\n', E'\\x1f') || '}' as line
    from audit_event e left join audit_detail d on d.organisation_id = e.organisation_id and d.sequence = e.sequence
      and d.sequence > $1 and d.sequence <= $2
    where e.sequence > $1 and e.sequence <= $2
    union all
    select s.sequence, '{"sequence":' || s.sequence || ',"hash":"' || encode(s.hash, 'hex')
      || '","pruning":' || s.pruning || ',"digest":"' || encode(s.digest, 'hex') || '"}'
    from audit_stub s where s.sequence > $1 and s.sequence <= $2
  ) l group by l.sequence / ${linesAtOnce} order by min(l.sequence)`

function* pieces(last: number): Generator<[from: number, upTo: number]> {
  for (let from = beforeAll, to = eventsAtOnce; from < last; from = to, to += eventsAtOnce)
    yield [from, Math.min(to, last)]
}
