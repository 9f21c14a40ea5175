import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#adapters/db.ts'
import { dueOn } from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { type Day, dayIn, midnightOf } from '#domain/day.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { type AccessRequestSummary, heldRequest } from './queries.ts'
import type { EndInput, ExtensionInput, IdentityInput, RequestInput, SubjectInput } from './schema.ts'

/**
 * Records that somebody asked for access to their data (GDPR Art. 15); the month for an answer runs from its receipt. The
 * event does not name them: the log is read by roles that may not see requests, and outlives what is erased of them.
 */
export const recordAccessRequest = async (
  actor: Actor,
  { requester, contact, about, receivedOn }: RequestInput,
): Promise<Outcome<{ requestId: string }, 'receivedAhead'>> => {
  demand(actor, 'accessRequests:handle')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const { timeZone } = await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })
    if (receivedOn > dayIn(timeZone, new Date())) return refused('receivedAhead')
    const id = uuidv7()
    const due = dueOn(receivedOn, { isExtended: false })
    await tx.accessRequest.create({
      data: {
        ...{ organisationId, id, requester, contact, about, recordedBy: actor.name },
        receivedOn: midnightOf(receivedOn),
        dueOn: midnightOf(due),
      },
    })
    record({
      kind: 'accessRequest.received',
      subject: { kind: 'accessRequest', id },
      facts: { receivedOn, dueOn: due },
    })
    return done({ requestId: id })
  })
}

type Held = { request: AccessRequestSummary & { today: Day }; tx: Transaction; record: Recorder }

/** A change of one request that is not over. Throws Missing. */
const handle = <Reason extends string>(
  actor: Actor,
  id: string,
  work: (held: Held) => Promise<Outcome<null, Reason>>,
): Promise<Outcome<null, Reason | 'requestOver'>> => {
  demand(actor, 'accessRequests:handle')
  return change<null, Reason | 'requestOver'>(actor, async ({ tx, record }) => {
    const request = await heldRequest(tx, id)
    return request.step === 'over' ? refused('requestOver') : work({ request, tx, record })
  })
}

/**
 * Says whom a request is about, of what was found; or that nobody was. Once an extract was handed out it stays. Throws
 * Missing for what is not in the organisation.
 */
export const settleSubject = (actor: Actor, { request: id, subject: { subject, subjectId } }: SubjectInput) =>
  handle<'extractMade'>(actor, id, async ({ request, tx, record }) => {
    if (request.step === 'answer') return refused('extractMade')
    if (subject !== 'nobody' && !(await isThere(tx, subject, subjectId))) throw new Missing(subject)
    await tx.accessRequest.updateMany({ where: { id }, data: { subject, subjectId } })
    record({
      kind: 'accessRequest.subjectSettled',
      subject: { kind: 'accessRequest', id },
      facts: { about: subject, id: subjectId },
    })
    return done(null)
  })

const isThere = async (tx: Transaction, subject: 'person' | 'device' | 'account', id: string) => {
  const find = {
    person: () => tx.person.count({ where: { id } }),
    device: () => tx.device.count({ where: { id } }),
    account: () => tx.account.count({ where: { id } }),
  }
  return (await find[subject]()) === 1
}

/** States that whoever asks is the person it is about, and how that was seen (GDPR Art. 12(6)). */
export const stateIdentity = (actor: Actor, { request: id, checkedOn, how }: IdentityInput) =>
  handle<'checkedAhead' | 'beforeReceipt'>(actor, id, async ({ request, tx, record }) => {
    if (checkedOn > request.today) return refused('checkedAhead')
    if (checkedOn < request.receivedOn) return refused('beforeReceipt')
    await tx.accessRequest.updateMany({
      where: { id },
      data: { identityCheckedOn: midnightOf(checkedOn), identityHow: how, identityBy: actor.name },
    })
    record({
      kind: 'accessRequest.identityChecked',
      subject: { kind: 'accessRequest', id },
      facts: { checkedOn },
    })
    return done(null)
  })

/** Extends the time for an answer by two further months (GDPR Art. 12(3)): once, within the first, and for a reason. */
export const extendAccessRequest = (actor: Actor, { request: id, because }: ExtensionInput) =>
  handle<'alreadyExtended' | 'extensionLate'>(actor, id, async ({ request, tx, record }) => {
    if (request.extension) return refused('alreadyExtended')
    if (request.daysLeft < 0) return refused('extensionLate')
    const due = dueOn(request.receivedOn, { isExtended: true })
    await tx.accessRequest.updateMany({
      where: { id },
      data: {
        dueOn: midnightOf(due),
        extendedBecause: because,
        extendedBy: actor.name,
        extendedAt: new Date(),
      },
    })
    record({
      kind: 'accessRequest.extended',
      subject: { kind: 'accessRequest', id },
      facts: { dueOn: due },
    })
    return done(null)
  })

/** Ends a request: answered once an extract was made, refused for a reason, or withdrawn. */
export const endAccessRequest = (actor: Actor, { request: id, end, endedOn, note }: EndInput) =>
  handle<'nothingToAnswerWith' | 'refusalUnreasoned' | 'endedAhead' | 'beforeReceipt'>(
    actor,
    id,
    async ({ request, tx, record }) => {
      if (end === 'answered' && request.step !== 'answer') return refused('nothingToAnswerWith')
      if (end === 'refused' && note === null) return refused('refusalUnreasoned')
      if (endedOn > request.today) return refused('endedAhead')
      if (endedOn < request.receivedOn) return refused('beforeReceipt')
      await tx.accessRequest.updateMany({
        where: { id },
        data: { end, endedOn: midnightOf(endedOn), endNote: note, endedBy: actor.name },
      })
      record({
        kind: 'accessRequest.ended',
        subject: { kind: 'accessRequest', id },
        facts: { end, endedOn, inTime: endedOn <= request.dueOn },
      })
      return done(null)
    },
  )

/** Takes up again what was ended by mistake, or is asked once more. Throws Missing. */
export const reopenAccessRequest = (actor: Actor, id: string): Promise<Outcome<null, 'requestOpen'>> => {
  demand(actor, 'accessRequests:handle')
  return change<null, 'requestOpen'>(actor, async ({ tx, record }) => {
    if ((await heldRequest(tx, id)).step !== 'over') return refused('requestOpen')
    await tx.accessRequest.updateMany({
      where: { id },
      data: { end: null, endedOn: null, endNote: null, endedBy: null },
    })
    record({ kind: 'accessRequest.reopened', subject: { kind: 'accessRequest', id } })
    return done(null)
  })
}
