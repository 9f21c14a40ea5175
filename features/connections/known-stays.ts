import { type SqlPart, sqlPart } from '#adapters/db.ts'
import { expiringDays, flowingStates, goneStates } from '#domain/connection-life.ts'
import { urgencies } from '#domain/urgency.ts'

/**
 * Common tables ending in `known`: each connection known at a moment, of a token that came back the present stay alone,
 * with its state then. It is the rule of `lifeOf` and `restartOf` once more, for PostgreSQL to count, filter and page
 * by: an organisation may have thousands of connections, of which a page shows fifty. `known-stays.test.ts` holds the
 * two together.
 *
 * What the last reading said stands in the rows themselves, so facts are looked at only where a later one has finished.
 */
export const knownStays = ({ at, sequence }: { at: Date; sequence: number }): SqlPart => sqlPart`
  fact as (
    select connection_id, max(value) filter (where key = 'name') as name,
      lower(max(value) filter (where key = 'appleId')) as apple_id,
      max(value) filter (where key = 'expiresAt')::timestamptz as expires_at, bool_or(key = 'missing') as is_missing
    from connection_fact
    where key in ('name', 'appleId', 'expiresAt', 'missing') and since <= ${sequence}::int
      and (until is null or until > ${sequence}::int)
      and exists (select from reading where state = 'finished' and sequence > ${sequence}::int)
    group by connection_id
  ), told as (
    -- What readings said by then, as in staysThen: a stay that was over keeps what its row says.
    select c.id, c.organisation_id, c.service, c.observed_since, c.since, c.is_over,
      c.tenant_link_id, case c.service when 'asm' then 'dep' else c.service end as program,
      lower(c.external_id) collate "C" as token,
      case when c.is_over or f.name is null then c.name else f.name end as name,
      case when c.is_over or f.name is null then lower(a.apple_id) else f.apple_id end as apple_id,
      case when c.is_over or f.name is null then c.expires_at else f.expires_at end as expires_at,
      case when c.is_over or f.name is null then coalesce(c.missing_since <= ${sequence}::int, false)
        else f.is_missing end as is_missing,
      case when c.is_over or f.name is null or f.apple_id is not distinct from lower(a.apple_id) then c.account_id
        else (select past.id from account past where past.organisation_id = c.organisation_id
          and lower(past.apple_id) = f.apple_id and past.since <= ${sequence}::int order by past.since desc limit 1)
        end as account_id
    from (select *, coalesce(until <= ${sequence}::int, false) as is_over from connection
      where since <= ${sequence}::int) c
    left join fact f on f.connection_id = c.id
    left join account a on a.organisation_id = c.organisation_id and a.id = c.account_id
  ), lived as (
    select t.*, d.observed_at is not null and d.reading_id is null as is_ended_by_case,
      k.decided_at as kept_at,
      case
        when t.is_over or d.observed_at is not null then case
          when x.stated_at >= t.observed_since then 'stopped'
          when k.decided_at is not null then 'accountKept'
          else 'disabled' end
        when t.is_missing then case t.service when 'apns' then 'emptied' else 'missing' end
        when t.expires_at <= ${at}::timestamptz then 'expired'
        when t.expires_at <= ${at}::timestamptz + ${expiringDays}::int * interval '24 hours' then 'expiring'
        else 'sharing' end as state
    from told t
    left join disablement d on d.organisation_id = t.organisation_id and d.connection_id = t.id
      and d.observed_at <= ${at}::timestamptz
    left join account_deletion x on x.organisation_id = t.organisation_id and x.account_id = t.account_id
      and x.stated_at <= ${at}::timestamptz
    left join account_keeping k on k.organisation_id = t.organisation_id and k.connection_id = t.id
      and k.decided_at <= ${at}::timestamptz
  ), compared as (
    select l.*, l.state = any(${[...flowingStates]}::text[]) as is_flowing,
      l.state = any(${[...goneStates]}::text[]) as is_gone,
      lead(id) over token is not null as is_past,
      coalesce(bool_or(state in ('stopped', 'accountKept') or is_ended_by_case)
        over (token rows between unbounded preceding and 1 preceding), false) as was_ended
    from lived l
    window token as (partition by token, program, tenant_link_id order by since)
  ), known as (
    select id, service, name, account_id, apple_id, kept_at, expires_at, observed_since, is_over, is_flowing, is_gone, state,
      array_position(${[...urgencies]}::text[],
        case when is_flowing and was_ended then 'restarted' else state end) as urgency
    from compared
    where not is_past
  )`
