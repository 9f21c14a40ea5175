import type { Transaction } from '#adapters/db.ts'
import type { LogClass } from '#domain/log-class.ts'

/** Events that were pruned between two that are still there. */
export type Gap = {
  from: number
  to: number
  events: number
  logClass: LogClass
  /** The last day of which anything went. */
  upTo: Date
}

/** What is missing between two numbers of the log, bounds and all, and the reason as the prunings told it; newest first. */
export const gapsBetween = (tx: Transaction, from: number, to: number): Promise<Gap[]> => tx.$queryRaw<Gap[]>`
  with stub as materialized (
    select s.sequence, s.pruning, s.sequence - row_number() over (order by s.sequence) as run
    from audit_stub s where s.sequence between ${from} and ${to}
  ), told as materialized (
    select e.sequence, e.body::json -> 'facts' as facts from audit_event e
    where e.kind = 'audit.pruned' and e.sequence in (select distinct pruning from stub)
  )
  select min(s.sequence) as "from", max(s.sequence) as "to", count(*)::int as events,
    t.facts ->> 'logClass' as "logClass", (max(t.facts ->> 'before')::date - 1)::timestamptz as "upTo"
  from stub s join told t on t.sequence = s.pruning
  group by s.run, t.facts ->> 'logClass' order by 2 desc, 1 desc`
