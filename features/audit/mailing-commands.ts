import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { canMail } from '#adapters/mail/send-mail.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import { nextMailing } from '#domain/checkpoint-mail.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { mailing } from './mailing-queries.ts'
import type { MailingInput } from './schema.ts'

/**
 * Sets whom checkpoints are mailed to and at which hour. Whoever was on the list before keeps what is known of them.
 * Setting what is already so leaves no event.
 */
export const changeMailing = async (
  actor: Actor,
  { addresses, hour }: MailingInput,
  now = new Date(),
): Promise<Outcome<null, never>> => {
  demand(actor, 'organisations:change')
  const { organisationId } = actor
  const before = await mailing(actor)
  const known = before.addresses.map(({ address }) => address)
  const added = addresses.filter((address) => !known.includes(address))
  const removed = known.filter((address) => !addresses.includes(address))
  if (added.length + removed.length === 0 && hour === before.hour) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    await tx.checkpointAddressee.deleteMany({ where: { address: { in: removed } } })
    await tx.checkpointAddressee.createMany({
      data: added.map((address) => ({ organisationId, address })),
      skipDuplicates: true,
    })
    const nextAt = addresses.length === 0 ? null : nextMailing(now, await timeZoneIn(tx), hour)
    const ends = addresses.length === 0 ? { sequence: null, state: null, fault: null } : {}
    await tx.checkpointMailing.upsert({
      where: { organisationId },
      create: { organisationId, hour, nextAt },
      update: { hour, nextAt, ...ends },
    })
    record({
      kind: 'checkpoint.mailingChanged',
      subject: { kind: 'organisation', id: organisationId },
      facts: { addresses: addresses.length, addressesBefore: known.length, hour, hourBefore: before.hour },
      personal: {
        ...(added.length > 0 && { added: added.join(', ') }),
        ...(removed.length > 0 && { removed: removed.join(', ') }),
      },
    })
    return done(null)
  })
}

const timeZoneIn = async (tx: Transaction): Promise<string> =>
  (await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })).timeZone

/** Signs what the log is now and has it mailed at once; a mailing that waits to be tried again is tried now. */
export const mailNow = async (
  actor: Actor,
  now = new Date(),
): Promise<Outcome<null, 'mailNotSetUp' | 'addresseesMissing' | 'checkpointAlreadyMailed'>> => {
  demand(actor, 'organisations:change')
  if (!canMail()) return refused('mailNotSetUp')
  if ((await mailing(actor)).addresses.length === 0) return refused('addresseesMissing')
  // Refused where nothing was recorded since: then the newest one goes out.
  await makeCheckpoint(actor, now)
  return inOrganisation(actor.organisationId, async (tx) =>
    (await mailNewest(tx, actor.organisationId, now)) ? done(null) : refused('checkpointAlreadyMailed'),
  )
}

/** Has the newest checkpoint of an organisation mailed whose hour has come, and plans the next one; does nothing before. */
export const beginMailing = async (actor: Actor, now: Date): Promise<void> => {
  demand(actor, 'audit:verify')
  const { organisationId } = actor
  await makeCheckpoint(actor, now)
  await inOrganisation(organisationId, async (tx) => {
    const [due] = await tx.$queryRaw<{ hour: number }[]>`
      select hour from checkpoint_mailing where next_at <= ${now} for no key update`
    if (!due) return
    const nextAt = nextMailing(now, await timeZoneIn(tx), due.hour)
    await tx.checkpointMailing.update({ where: { organisationId }, data: { nextAt } })
    await mailNewest(tx, organisationId, now)
  })
}

/**
 * Enqueues the mailing of the newest checkpoint. An older one that still waits is left: the newest covers what it covers.
 * False where everybody has the newest already.
 */
const mailNewest = async (tx: Transaction, organisationId: string, now: Date): Promise<boolean> => {
  const newest = await tx.auditCheckpoint.findFirst({
    orderBy: { sequence: 'desc' },
    select: { sequence: true },
  })
  if (!newest) return false
  const { sequence } = newest
  const { count } = await tx.checkpointMailing.updateMany({
    where: { OR: [{ sequence: null }, { sequence: { not: sequence } }, { state: 'waiting' }] },
    data: { sequence, state: 'waiting', fault: null, askedAt: now, endedAt: null },
  })
  if (count === 0) return false
  await enqueue(tx, 'mailCheckpoint', { organisationId, sequence })
  return true
}
