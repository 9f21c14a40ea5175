import { doorway, inOrganisation, type Transaction } from '#adapters/db.ts'
import { canMail } from '#adapters/mail/send-mail.ts'
import type { Actor } from '#domain/actor.ts'
import { type MailFault, mailFaults } from '#domain/checkpoint-mail.ts'
import { demand } from '#features/access/actor.ts'

export type MailedAddress = {
  address: string
  /** The newest checkpoint they got. */
  got: { sequence: number; at: Date } | null
  /** Why they did not get the latest one; null where they did, or it is on its way. */
  fault: MailFault | null
}

/** How the latest mailing stands; `fault` is why it waits longer, or somebody has not got it. */
export type LatestMailing = {
  sequence: number
  state: 'waiting' | 'sent' | 'failed'
  fault: MailFault | null
}

export type Mailing = {
  /** Whether this installation has a mail server at all. */
  isSetUp: boolean
  hour: number
  /** Null while there is nobody to mail to. */
  nextAt: Date | null
  addresses: MailedAddress[]
  latest: LatestMailing | null
}

/** Before people come to work, so that a mail that did not arrive is missed in the morning. */
const usualHour = 7

const faultOf = (code: string | null): MailFault | null => mailFaults.find((each) => each === code) ?? null
const states = ['waiting', 'sent', 'failed'] as const

type Row = { sequence: number | null; state: string | null; fault: string | null }
const latestOf = (row: Row | null): LatestMailing | null => {
  const state = states.find((each) => each === row?.state)
  if (!row || row.sequence === null || !state) return null
  return { sequence: row.sequence, state, fault: faultOf(row.fault) }
}

/** Whom the organisation's checkpoints are mailed to, when, and what became of it. */
export const mailing = (actor: Actor): Promise<Mailing> => {
  demand(actor, 'audit:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const row = await tx.checkpointMailing.findFirst()
    const addressees = await tx.checkpointAddressee.findMany({ orderBy: { address: 'asc' } })
    return {
      isSetUp: canMail(),
      hour: row?.hour ?? usualHour,
      nextAt: row?.nextAt ?? null,
      latest: latestOf(row),
      addresses: addressees.map(({ address, sent, sentAt, fault }) => ({
        address,
        got: sent === null || sentAt === null ? null : { sequence: sent, at: sentAt },
        fault: faultOf(fault),
      })),
    }
  })
}

/** The latest mailing where somebody did not get it: that waits for a person. */
export const mailingFailed = (actor: Actor): Promise<LatestMailing | null> => {
  demand(actor, 'audit:read')
  return inOrganisation(actor.organisationId, async (tx) =>
    latestOf(await tx.checkpointMailing.findFirst({ where: { state: 'failed', nextAt: { not: null } } })),
  )
}

/** Who still has to get a checkpoint: neither has it nor was refused for good. */
export const stillToGet = async (tx: Transaction, sequence: number): Promise<string[]> => {
  const addressees = await tx.checkpointAddressee.findMany({ orderBy: { address: 'asc' } })
  return addressees
    .filter(({ sent, failed }) => sent !== sequence && failed !== sequence)
    .map(({ address }) => address)
}

/** The organisations of this installation whose hour has come. For the clock, which belongs to none of them. */
export const mailingsDue = async (): Promise<string[]> => {
  const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`select * from mailings_due()`
  return rows.map(({ organisation_id }) => organisation_id)
}
