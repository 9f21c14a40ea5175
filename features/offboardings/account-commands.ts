import { lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type Day, dayIn, midnightOf, yearsAfter } from '#domain/day.ts'
import type { EvidenceFileReason } from '#domain/evidence-file.ts'
import type { DeletableKind } from '#domain/offboarding/account-end.ts'
import { isOwnCase } from '#domain/offboarding/approval.ts'
import { next } from '#domain/offboarding/run.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { accountsOf, type CaseAccount } from './accounts.ts'
import { type Case, lockCase, runOf, touchCase } from './case.ts'
import { keepStatement } from './evidence.ts'
import { attach, fileHandedIn } from './evidence-files.ts'
import { finishSettled } from './finish-settled.ts'

type NotNow = 'tokenNotGoneYet' | 'caseEnded' | 'alreadySettled'
type NotRequested = NotNow | 'noAccountKnown' | 'accountInUse' | 'dateAhead'
type NotDeleted = NotRequested | 'deletionBeforeSharing'

/**
 * Notes that an account's deletion was asked for at Apple, and when to look whether it was done: until somebody says
 * so it is requested, not deleted. Refused while something else uses it, see `stateAccountDeletion`. It may have been
 * asked for before a reading saw the account in use: until Apple deletes it, up to 120 days later, it works.
 */
export const requestAccountDeletion = async (
  actor: Actor,
  offboardingId: string,
  {
    accountId,
    kind,
    requestedOn,
    lookAgainOn,
    note,
    file: given,
  }: {
    accountId: string
    kind: DeletableKind
    requestedOn: Day
    lookAgainOn: Day
    note: string
    file?: File | undefined
  },
): Promise<
  Outcome<null, NotRequested | EvidenceFileReason | 'noteNeeded' | 'dateBehind' | 'reviewTooFar'>
> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  if (!note.trim()) return refused('noteNeeded')
  const file = await fileHandedIn(given)
  if (!file.ok) return file
  return change(
    actor,
    async ({ tx, record }): Promise<Outcome<null, NotRequested | 'dateBehind' | 'reviewTooFar'>> => {
      const today = dayIn(await timeZoneOf(tx), new Date())
      if (lookAgainOn < today) return refused('dateBehind')
      if (lookAgainOn > yearsAfter(today, 1)) return refused('reviewTooFar', { years: 1 })
      const found = await lockCase(tx, offboardingId, new Date())
      const deletable = await idleIn(tx, found, accountId, requestedOn)
      if (!deletable.ok) return deletable
      const { appleId } = deletable.value
      const evidence = await keepStatement(tx, actor, offboardingId, {
        statement: 'deletionRequested',
        accountId,
        appleId,
        accountKind: kind,
        requestedOn,
        lookAgainOn,
        note: note.trim(),
      })
      await tx.accountDeletionRequest.create({
        data: {
          organisationId,
          accountId,
          offboardingId,
          kind,
          requestedOn: midnightOf(requestedOn),
          lookAgainOn: midnightOf(lookAgainOn),
          note: note.trim(),
          statedBy: actor.name,
          evidenceId: evidence.id,
        },
      })
      await touchCase(tx, found)
      record({
        kind: 'account.deletionRequested',
        subject: { kind: 'account', id: accountId },
        facts: {
          offboardingId,
          accountKind: kind,
          lookAgainOn,
          evidenceId: evidence.id,
          sha256: evidence.sha256,
        },
        personal: { appleId },
      })
      const shows = { kind: 'account', id: accountId } as const
      await attach({ tx, record }, actor, offboardingId, { shows, file: file.value })
      return done(null)
    },
  )
}

/**
 * Takes a member's word that the Apple account behind what is gone was deleted at Apple. Refused while a connection
 * outside the case still uses the account: then it cannot have been deleted, or should not be. Nor can it have been
 * deleted before the day a reading first saw it in use. The case ends with the last of its accounts.
 */
export const stateAccountDeletion = async (
  actor: Actor,
  offboardingId: string,
  {
    accountId,
    deletedOn,
    note,
    file: given,
  }: { accountId: string; deletedOn: Day; note: string; file?: File | undefined },
): Promise<Outcome<null, NotDeleted | EvidenceFileReason | 'noteNeeded'>> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  if (!note.trim()) return refused('noteNeeded')
  const file = await fileHandedIn(given)
  if (!file.ok) return file
  return change(actor, async ({ tx, record }): Promise<Outcome<null, NotDeleted>> => {
    await lockOrganisation(tx, organisationId)
    const found = await lockCase(tx, offboardingId, new Date())
    const deletable = await deletableIn(tx, found, accountId, deletedOn)
    if (!deletable.ok) return deletable
    const { appleId } = deletable.value
    const evidence = await keepStatement(tx, actor, offboardingId, {
      statement: 'accountDeleted',
      accountId,
      appleId,
      deletedOn,
      note: note.trim(),
    })
    await tx.accountDeletion.createMany({
      data: {
        organisationId,
        accountId,
        deletedOn: midnightOf(deletedOn),
        statedBy: actor.name,
        evidenceId: evidence.id,
      },
      skipDuplicates: true,
    })
    record({
      kind: 'account.deletionStated',
      subject: { kind: 'account', id: accountId },
      facts: { offboardingId, evidenceId: evidence.id, sha256: evidence.sha256 },
      personal: { appleId },
    })
    const shows = { kind: 'account', id: accountId } as const
    await attach({ tx, record }, actor, offboardingId, { shows, file: file.value })
    await finishSettled(tx, record, found)
    return done(null)
  })
}

/** The longest that a kept account goes without being looked at again. */
const mostYears = 5

/**
 * Decides that an account lives on: it serves something else, or is somebody's own, which is never deleted for them.
 * Taken by whoever may approve, not by the one who started the case; with a date to look at it again.
 */
export const keepAccount = async (
  actor: Actor,
  offboardingId: string,
  {
    of,
    isOwn,
    why,
    stillUsedBy,
    reviewOn,
    file: given,
  }: {
    of: string
    isOwn: boolean
    why: string
    stillUsedBy: string
    reviewOn: Day
    file?: File | undefined
  },
): Promise<
  Outcome<null, NotNow | EvidenceFileReason | 'ownCase' | 'dateBehind' | 'reviewTooFar' | 'noteNeeded'>
> => {
  demand(actor, 'offboardings:approve')
  const { organisationId } = actor
  if (!why.trim() || !stillUsedBy.trim()) return refused('noteNeeded')
  const file = await fileHandedIn(given)
  if (!file.ok) return file
  return change(
    actor,
    async ({ tx, record }): Promise<Outcome<null, NotNow | 'ownCase' | 'dateBehind' | 'reviewTooFar'>> => {
      const today = dayIn(await timeZoneOf(tx), new Date())
      if (reviewOn <= today) return refused('dateBehind')
      if (reviewOn > yearsAfter(today, mostYears)) return refused('reviewTooFar', { years: mostYears })
      await lockOrganisation(tx, organisationId)
      const found = await lockCase(tx, offboardingId, new Date())
      const open = await openIn(tx, found, of)
      if (!open.ok) return open
      const { startedBy } = found
      if (actor.id !== null && isOwnCase(actor.id, { askedBy: startedBy, startedBy }))
        return refused('ownCase')
      const decision = {
        why: why.trim(),
        stillUsedBy: stillUsedBy.trim(),
        reviewOn: midnightOf(reviewOn),
        decidedBy: actor.name,
        decidedAt: new Date(),
      }
      for (const { id: connectionId } of open.value.connections) {
        await tx.accountKeeping.upsert({
          where: { organisationId_connectionId: { organisationId, connectionId } },
          create: { organisationId, connectionId, ...decision },
          update: decision,
        })
        const evidence = await keepStatement(tx, actor, offboardingId, {
          statement: isOwn ? 'ownAccount' : 'accountKept',
          connectionId,
          reviewOn,
          why: decision.why,
          stillUsedBy: decision.stillUsedBy,
        })
        record({
          kind: 'account.kept',
          subject: { kind: 'connection', id: connectionId },
          facts: { offboardingId, reviewOn, isOwn, evidenceId: evidence.id, sha256: evidence.sha256 },
        })
      }
      const shows = { kind: 'account', id: of } as const
      await attach({ tx, record }, actor, offboardingId, { shows, file: file.value })
      await finishSettled(tx, record, found)
      return done(null)
    },
  )
}

const timeZoneOf = async (tx: Transaction): Promise<string> =>
  (await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })).timeZone

/** An account of the case on which there is no word yet. Throws Missing for any other id. */
const openIn = async (tx: Transaction, found: Case, id: string): Promise<Outcome<CaseAccount, NotNow>> => {
  const run = runOf(found)
  if (!run) return refused('tokenNotGoneYet')
  const outcome = next(run, { kind: 'accountsSettled' })
  if (!outcome.ok) return refused(outcome.reason === 'caseEnded' ? 'caseEnded' : 'tokenNotGoneYet')
  const account = (await accountsOf(tx, found)).find((each) => each.id === id)
  if (!account) throw new Missing('account')
  return account.isSettled ? refused('alreadySettled') : done(account)
}

/** The same, where nothing else uses it and the day is not ahead. */
const idleIn = async (
  tx: Transaction,
  found: Case,
  id: string,
  on: Day,
): Promise<Outcome<CaseAccount & { appleId: string }, NotRequested>> => {
  if (on > dayIn(await timeZoneOf(tx), new Date())) return refused('dateAhead')
  const open = await openIn(tx, found, id)
  if (!open.ok) return open
  const { appleId, siblings } = open.value
  if (appleId === null) return refused('noAccountKnown')
  if (siblings.length > 0) return refused('accountInUse', { count: siblings.length })
  return done({ ...open.value, appleId })
}

/** The same, where it can have been deleted on this day. */
const deletableIn = async (
  tx: Transaction,
  found: Case,
  id: string,
  on: Day,
): Promise<Outcome<CaseAccount & { appleId: string }, NotDeleted>> => {
  const idle = await idleIn(tx, found, id, on)
  if (!idle.ok) return idle
  // It was in use on the day a reading first saw the last of its connections.
  const seen = idle.value.connections.map(({ observedSince }) => observedSince.getTime())
  const last = new Date(Math.max(...seen))
  if (on < dayIn(await timeZoneOf(tx), last))
    return refused('deletionBeforeSharing', { date: last.getTime() })
  return idle
}
