import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn, daysAfter, endOfDay, monthsAfter } from '#domain/day.ts'
import {
  accountabilityYearsOffered,
  type LogClass,
  prunedKinds,
  securityLogMonthsOffered,
} from '#domain/log-class.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'

export type LogRetention = {
  /** Months that the security log is kept, and how many of its events each choice would prune the coming night. */
  months: number
  monthChoices: { months: number; events: number }[]
  /** Years that the accountability record is kept; 0 is without end. */
  years: number
  yearChoices: { years: number; events: number }[]
}

/** How long the organisation keeps its log, and what each choice would mean. A hold is told beside. */
export const logRetention = (actor: Actor, now = new Date()): Promise<LogRetention> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { securityLogMonths: months, accountabilityYears: years, timeZone } = await settingsIn(tx)
    const keptFrom = (past: number): Date =>
      endOfDay(daysAfter(monthsAfter(dayIn(timeZone, now), -past), -1), timeZone)
    const byMonths = await olderThan(tx, 'securityLog', securityLogMonthsOffered.map(keptFrom))
    const ended: number[] = accountabilityYearsOffered.filter((offered) => offered > 0)
    const byYears = await olderThan(
      tx,
      'accountabilityRecord',
      ended.map((offered) => keptFrom(offered * 12)),
    )
    return {
      months,
      monthChoices: securityLogMonthsOffered.map((offered, at) => ({
        months: offered,
        events: byMonths[at] ?? 0,
      })),
      years,
      yearChoices: accountabilityYearsOffered.map((offered) => ({
        years: offered,
        events: byYears[ended.indexOf(offered)] ?? 0,
      })),
    }
  })
}

const settingsIn = (tx: Transaction) =>
  tx.organisation.findFirstOrThrow({
    select: { securityLogMonths: true, accountabilityYears: true, timeZone: true },
  })

/** How many events of a class are covered by a checkpoint and older than each of these moments, in one pass over the log. */
const olderThan = async (tx: Transaction, of: LogClass, moments: Date[]): Promise<number[]> => {
  const ascending = moments.toSorted((one, other) => one.getTime() - other.getTime())
  const rows = await tx.$queryRaw<{ passed: number; events: number }[]>`
    select width_bucket(e.at, ${ascending}::timestamptz[]) as passed, count(*)::int as events from audit_event e
    where e.kind = any (${prunedKinds(of)}::text[]) and e.at < ${ascending.at(-1)}::timestamptz
      and e.sequence <= (select max(c.sequence) from audit_checkpoint c)
    group by 1`
  return moments.map((moment) =>
    rows
      .filter(({ passed }) => passed <= ascending.indexOf(moment))
      .reduce((sum, { events }) => sum + events, 0),
  )
}

/**
 * Sets how long each class is kept. What it takes goes the coming night at the earliest, so a wrong choice can be taken
 * back. Choosing what is already so leaves no event.
 */
export const changeLogRetention = async (
  actor: Actor,
  { months, years }: { months: number; years: number },
): Promise<Outcome<null, never>> => {
  demand(actor, 'organisations:change')
  const id = actor.organisationId
  const before = await inOrganisation(id, settingsIn)
  const { securityLogMonths: monthsBefore, accountabilityYears: yearsBefore } = before
  if (months === monthsBefore && years === yearsBefore) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    const data = { securityLogMonths: months, accountabilityYears: years }
    await tx.organisation.update({ where: { id }, data, select: { id: true } })
    record({
      kind: 'organisation.logRetentionChanged',
      subject: { kind: 'organisation', id },
      facts: { months, monthsBefore, years, yearsBefore },
    })
    return done(null)
  })
}
