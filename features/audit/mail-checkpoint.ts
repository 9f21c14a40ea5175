import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { messageIdOf, type NotTaken, sendMail } from '#adapters/mail/send-mail.ts'
import type { Actor } from '#domain/actor.ts'
import type { MailFault } from '#domain/checkpoint-mail.ts'
import { done, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'
import { composeMail, mailIdOf } from './compose-mail.ts'
import { stillToGet } from './mailing-queries.ts'

/** Somebody has not got the mail yet. The queue tries again later. */
class MailDelayed extends Error {
  override name = 'MailDelayed'
}

/**
 * Mails a checkpoint to everybody who has not got it, one mail each. Who got it is kept at once, so that a second try
 * leaves them alone; only whoever was being written to as the worker died may get it twice, under one Message-ID.
 */
export const mailCheckpoint = async (
  actor: Actor,
  sequence: number,
  { signal }: { signal: AbortSignal },
): Promise<void> => {
  demand(actor, 'audit:verify')
  const { organisationId } = actor
  const open = await inOrganisation(organisationId, async (tx) =>
    (await isWaiting(tx, sequence)) ? stillToGet(tx, sequence) : null,
  )
  if (open === null) return
  const compose = await composeMail(actor, sequence)
  let delayed: MailFault | null = null
  for (const address of open) {
    signal.throwIfAborted()
    const problem = await sendMail(compose(address))
    await inOrganisation(organisationId, (tx) => keepResult(tx, { address, sequence, problem }))
    if (problem === null || problem.isLasting) continue
    delayed = problem.fault
    if (!isOfOne(problem)) break
  }
  if (delayed === 'mailNotSetUp') return giveUpMailing(actor, sequence)
  if (delayed !== null) throw new MailDelayed(delayed)
  await endMailing(actor, sequence)
}

/** What is wrong with an address is wrong for that one; what is wrong with the server, for all. */
const isOfOne = ({ fault }: NotTaken): boolean => fault === 'mailAddressRefused'

const isWaiting = async (tx: Transaction, sequence: number): Promise<boolean> =>
  (await tx.checkpointMailing.count({ where: { sequence, state: 'waiting' } })) > 0

type Result = { address: string; sequence: number; problem: NotTaken | null }

const keepResult = async (tx: Transaction, { address, sequence, problem }: Result): Promise<void> => {
  if (problem === null) {
    const data = { sent: sequence, sentAt: new Date(), failed: null, fault: null }
    await tx.checkpointAddressee.updateMany({ where: { address }, data })
    return
  }
  const { fault, isLasting } = problem
  if (isOfOne(problem)) {
    const data = { fault, ...(isLasting && { failed: sequence }) }
    await tx.checkpointAddressee.updateMany({ where: { address }, data })
  }
  if (!isLasting) await tx.checkpointMailing.updateMany({ where: { sequence }, data: { fault } })
}

/** After the last try: whoever has not got it by now is told as such, for the reason of the latest try. */
export const giveUpMailing = async (actor: Actor, sequence: number): Promise<void> => {
  demand(actor, 'audit:verify')
  await inOrganisation(actor.organisationId, async (tx) => {
    const row = await tx.checkpointMailing.findFirst({ where: { sequence, state: 'waiting' } })
    if (!row) return
    const addresses = await stillToGet(tx, sequence)
    await tx.checkpointAddressee.updateMany({
      where: { address: { in: addresses } },
      data: { failed: sequence, fault: row.fault ?? 'mailRefused' },
    })
  })
  await endMailing(actor, sequence)
}

/** Records, once, how many got it and how many did not. */
const endMailing = (actor: Actor, sequence: number) =>
  change(actor, async ({ tx, record }) => {
    const addressees = await tx.checkpointAddressee.findMany({ orderBy: { address: 'asc' } })
    const got = addressees.filter(({ sent }) => sent === sequence)
    const without = addressees.filter(({ failed }) => failed === sequence)
    const fault = without[0]?.fault ?? null
    const { count } = await tx.checkpointMailing.updateMany({
      where: { sequence, state: 'waiting' },
      data: { state: without.length > 0 ? 'failed' : 'sent', fault, endedAt: new Date() },
    })
    if (count === 0 || got.length + without.length === 0) return refused('nothingToDo')
    const subject = { kind: 'organisation', id: actor.organisationId }
    const messageId = messageIdOf(mailIdOf(actor.organisationId, sequence))
    if (got.length > 0)
      record({
        kind: 'checkpoint.mailed',
        subject,
        facts: { sequence, addresses: got.length, messageId },
      })
    if (without.length > 0)
      record({
        kind: 'checkpoint.mailFailed',
        subject,
        facts: { sequence, addresses: without.length, reason: fault },
      })
    return done(null)
  })
