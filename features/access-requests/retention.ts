import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { copyDays, requestMonthsOffered } from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn, midnightOf, monthsAfter } from '#domain/day.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { isHeld } from '#features/audit/hold.ts'

export type RequestRetention = {
  /** Months after which a request that is over is erased. */
  months: number
  /** How many would be erased this night, were it so many months. */
  choices: { months: number; requests: number }[]
}

/** How long the organisation keeps requests that are over, and what each choice would mean. */
export const requestRetention = (actor: Actor, now = new Date()): Promise<RequestRetention> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { requestMonths: months, timeZone } = await settingsIn(tx)
    const held = await isHeld(tx)
    const choices: RequestRetention['choices'] = []
    for (const offered of requestMonthsOffered) {
      choices.push({
        months: offered,
        requests: held ? 0 : await tx.accessRequest.count(overFor(offered, timeZone, now)),
      })
    }
    return { months, choices }
  })
}

const settingsIn = (tx: Transaction) =>
  tx.organisation.findFirstOrThrow({ select: { requestMonths: true, timeZone: true } })

const overFor = (months: number, timeZone: string, now: Date) => ({
  where: { end: { not: null }, endedOn: { lt: midnightOf(monthsAfter(dayIn(timeZone, now), -months)) } },
})

/** Sets it; what is over longer is erased the coming night. Choosing what is already so leaves no event. */
export const changeRequestRetention = async (
  actor: Actor,
  { months }: { months: number },
): Promise<Outcome<null, never>> => {
  demand(actor, 'organisations:change')
  const id = actor.organisationId
  const before = await inOrganisation(id, settingsIn)
  if (before.requestMonths === months) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    await tx.organisation.update({ where: { id }, data: { requestMonths: months }, select: { id: true } })
    record({
      kind: 'organisation.requestRetentionChanged',
      subject: { kind: 'organisation', id },
      facts: { months, monthsBefore: before.requestMonths },
    })
    return done(null)
  })
}

const dayMs = 86_400_000

/**
 * Erases requests that have been over for longer than the organisation's setting, with what was handed out for them; and
 * copies of extracts once they are `copyDays` old: their rows stay among the reports as expired. Safe to run again. An
 * archive hold keeps the requests, which show how a right was served, and not the copies: what a copy says of a person was
 * gathered to be handed out, and its hash shows what was (GDPR Art. 5(1)(e)).
 */
export const eraseRequests = async (
  actor: Actor,
  now = new Date(),
): Promise<Outcome<{ requests: number; copies: number }, 'nothingToDo'>> => {
  demand(actor, 'organisations:change')
  return change(
    actor,
    async ({ tx, record }) => {
      const { requestMonths: months, timeZone } = await settingsIn(tx)
      const over = (await isHeld(tx))
        ? []
        : await tx.accessRequest.findMany({ ...overFor(months, timeZone, now), select: { id: true } })
      const requestIds = over.map(({ id }) => id)
      const ofRequests = await tx.extract.findMany({
        where: { reportId: { not: null }, requestId: { in: requestIds } },
        select: { reportId: true },
      })
      const where = { kind: 'extract', id: { in: ofRequests.flatMap(({ reportId }) => reportId ?? []) } }
      const held = await tx.report.count({ where: { ...where, state: { not: 'expired' } } })
      await tx.report.deleteMany({ where })
      await tx.accessRequest.deleteMany({ where: { id: { in: requestIds } } })
      const copies = held + (await expireCopies(tx, now))
      if (requestIds.length + copies === 0) return refused('nothingToDo')
      record({
        kind: 'accessRequest.erased',
        subject: { kind: 'organisation', id: actor.organisationId },
        facts: { requests: requestIds.length, copies, months },
      })
      return done({ requests: requestIds.length, copies })
    },
    { role: 'copy' },
  )
}

/** What is in them goes, PDF and facts; how many there were is answered. */
const expireCopies = async (tx: Transaction, now: Date): Promise<number> => {
  const old = new Date(now.getTime() - copyDays * dayMs)
  const expired = await tx.$queryRaw<{ id: string }[]>`
    update report set state = 'expired', facts = null, expired_at = ${now}::timestamptz
    where kind = 'extract' and state = 'ready' and composed_at < ${old}::timestamptz returning id`
  await tx.reportBlob.deleteMany({ where: { reportId: { in: expired.map(({ id }) => id) } } })
  return expired.length
}
