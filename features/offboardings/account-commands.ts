import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type Day, dayIn, midnightOf, yearsAfter } from '#domain/day.ts'
import { isOwnCase } from '#domain/offboarding/approval.ts'
import { next } from '#domain/offboarding/run.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { forgetAccess } from './access.ts'
import { type Case, lockCase, runOf, touchCase } from './case.ts'
import { keepStatement } from './evidence.ts'

/**
 * Ends a case with a member's word that the Apple account behind it was deleted at Apple. Refused while a connection
 * outside the case still uses the account: then it cannot have been deleted, or should not be. Nor can it have been
 * deleted before the day a reading first saw the token in use.
 */
export const stateAccountDeletion = async (
  actor: Actor,
  offboardingId: string,
  { deletedOn, note }: { deletedOn: Day; note: string },
): Promise<
  Outcome<
    null,
    | 'tokenNotGoneYet'
    | 'caseEnded'
    | 'noAccountKnown'
    | 'accountInUse'
    | 'dateAhead'
    | 'deletionBeforeSharing'
    | 'noteNeeded'
  >
> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  if (!note.trim()) return refused('noteNeeded')
  return change(actor, async ({ tx, record }) => {
    const timeZone = await timeZoneOf(tx)
    if (deletedOn > dayIn(timeZone, new Date())) return refused('dateAhead')
    const found = await lockCase(tx, offboardingId, new Date())
    const refusal = whyNotEnded(found, 'accountDeleted')
    if (refusal) return refused(refusal)
    const accounts = accountsOf(found)
    if (accounts.length === 0) return refused('noAccountKnown')
    const { siblings } = found.facts.impact
    if (siblings.length > 0) return refused('accountInUse', { count: siblings.length })
    const seen = lastFirstSeen(found)
    if (seen !== null && deletedOn < dayIn(timeZone, seen)) {
      return refused('deletionBeforeSharing', { date: seen.getTime() })
    }

    for (const { id, appleId } of accounts) {
      const evidence = await keepStatement(tx, actor, offboardingId, {
        statement: 'accountDeleted',
        accountId: id,
        appleId,
        deletedOn,
        note: note.trim(),
      })
      await tx.accountDeletion.createMany({
        data: {
          organisationId,
          accountId: id,
          deletedOn: midnightOf(deletedOn),
          statedBy: actor.name,
          evidenceId: evidence.id,
        },
        skipDuplicates: true,
      })
      record({
        kind: 'account.deletionStated',
        subject: { kind: 'account', id },
        facts: { offboardingId, evidenceId: evidence.id, sha256: evidence.sha256 },
        personal: { appleId },
      })
    }
    await finish(tx, record, found)
    return done(null)
  })
}

/** The longest that a kept account goes without being looked at again. */
const mostYears = 5

/**
 * Ends a case with the decision that the account lives on: it serves something else, or is somebody's own. Taken by
 * whoever may approve, not by the one who started the case; with a date to look at it again.
 */
export const keepAccount = async (
  actor: Actor,
  offboardingId: string,
  { why, stillUsedBy, reviewOn }: { why: string; stillUsedBy: string; reviewOn: Day },
): Promise<
  Outcome<null, 'tokenNotGoneYet' | 'caseEnded' | 'ownCase' | 'dateBehind' | 'reviewTooFar' | 'noteNeeded'>
> => {
  demand(actor, 'offboardings:approve')
  const { organisationId } = actor
  if (!why.trim() || !stillUsedBy.trim()) return refused('noteNeeded')
  return change(actor, async ({ tx, record }) => {
    const today = dayIn(await timeZoneOf(tx), new Date())
    if (reviewOn <= today) return refused('dateBehind')
    if (reviewOn > yearsAfter(today, mostYears)) return refused('reviewTooFar', { years: mostYears })
    const found = await lockCase(tx, offboardingId, new Date())
    const refusal = whyNotEnded(found, 'accountKept')
    if (refusal) return refused(refusal)
    const { startedBy } = found
    if (actor.id !== null && isOwnCase(actor.id, { askedBy: startedBy, startedBy })) return refused('ownCase')
    const decision = {
      why: why.trim(),
      stillUsedBy: stillUsedBy.trim(),
      reviewOn: midnightOf(reviewOn),
      decidedBy: actor.name,
      decidedAt: new Date(),
    }
    for (const { id: connectionId } of found.plan.connections) {
      await tx.accountKeeping.upsert({
        where: { organisationId_connectionId: { organisationId, connectionId } },
        create: { organisationId, connectionId, ...decision },
        update: decision,
      })
      const evidence = await keepStatement(tx, actor, offboardingId, {
        statement: 'accountKept',
        connectionId,
        reviewOn,
        why: decision.why,
        stillUsedBy: decision.stillUsedBy,
      })
      record({
        kind: 'account.kept',
        subject: { kind: 'connection', id: connectionId },
        facts: { offboardingId, reviewOn, evidenceId: evidence.id, sha256: evidence.sha256 },
      })
    }
    await finish(tx, record, found)
    return done(null)
  })
}

const timeZoneOf = async (tx: Transaction): Promise<string> =>
  (await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })).timeZone

/** When the last of the case's tokens was first seen by a reading: its account was in use then. */
const lastFirstSeen = ({ facts }: Case): Date | null =>
  facts.connections.reduce<Date | null>(
    (latest, { account, observedSince }) =>
      account && (latest === null || observedSince > latest) ? observedSince : latest,
    null,
  )

const accountsOf = ({ plan }: Case): { id: string; appleId: string }[] => {
  const accounts = plan.connections.flatMap(({ account }) => account ?? [])
  return [...new Map(accounts.map((account) => [account.id, account])).values()]
}

const whyNotEnded = (
  found: Case,
  event: 'accountDeleted' | 'accountKept',
): 'tokenNotGoneYet' | 'caseEnded' | null => {
  const run = runOf(found)
  if (!run) return 'tokenNotGoneYet'
  const outcome = next(run, { kind: event })
  if (outcome.ok) return null
  return outcome.reason === 'caseEnded' ? 'caseEnded' : 'tokenNotGoneYet'
}

const finish = async (tx: Transaction, record: Recorder, found: Case): Promise<void> => {
  await tx.offboarding.updateMany({
    where: { id: found.id },
    data: { state: 'finished', finishedAt: new Date() },
  })
  await touchCase(tx, found)
  await forgetAccess(tx, record, found.id)
  record({ kind: 'offboarding.finished', subject: { kind: 'offboarding', id: found.id } })
}
