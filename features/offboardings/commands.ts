import type { Transaction } from '#adapters/db.ts'
import { type Actor, memberOf } from '#domain/actor.ts'
import type { Informing } from '#domain/offboarding/informing.ts'
import { isStepId } from '#domain/offboarding/journey.ts'
import { next } from '#domain/offboarding/run.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { forgetAccess } from './access.ts'
import { type Case, lockCase, runOf, touchCase } from './case.ts'
import { connectionsOfGroup, type Group } from './groups.ts'
import { saveRun } from './run-store.ts'
import { type ChoiceReason, freeOf, whyNotChosen } from './scope.ts'

/** What a case is to be about: connections one by one, or all of a group that no other open case is about. */
export type Choice = { connectionIds: string[] } | { group: Pick<Group, 'kind' | 'value'> }

/** Opens a case, for what is chosen already if anything is. Only a member can: a case carries a name. */
export const startOffboarding = async (
  actor: Actor,
  choice: Choice = { connectionIds: [] },
): Promise<Outcome<{ offboardingId: string }, ChoiceReason | 'membersOnly' | 'nothingChosen'>> => {
  demand(actor, 'offboardings:start')
  const member = memberOf(actor)
  if (!member) return refused('membersOnly')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const chosen = await chosenBy(tx, choice, null)
    if (!chosen.ok) return chosen
    const { id } = await tx.offboarding.create({
      data: { organisationId, startedBy: member.id, startedByName: member.name },
    })
    record({ kind: 'offboarding.started', subject: { kind: 'offboarding', id } })
    if (chosen.value.length > 0) await saveAnswer(tx, actor, id, 'scope', { connectionIds: chosen.value })
    return done({ offboardingId: id })
  })
}

const chosenBy = async (
  tx: Transaction,
  choice: Choice,
  offboardingId: string | null,
): Promise<Outcome<string[], ChoiceReason | 'nothingChosen'>> => {
  if ('group' in choice) {
    const ids = await freeOf(tx, await connectionsOfGroup(tx, choice.group), offboardingId)
    return ids.length === 0 ? refused('nothingChosen') : done(ids)
  }
  const refusal = await whyNotChosen(tx, choice.connectionIds, offboardingId)
  return refusal ?? done(choice.connectionIds)
}

/** `version` and `planHash` are what the page showed: a save on top of somebody else's, or of older facts, is refused. */
export type StepAnswer =
  | { step: 'scope'; version: number; add: Choice }
  | { step: 'scope'; version: number; remove: string }
  | { step: 'impact'; version: number; planHash: string }
  | ({ step: 'informing'; version: number; planHash: string } & Informing)
  | { step: 'order'; version: number; planHash: string }

export type AnswerReason =
  | ChoiceReason
  | 'changedMeanwhile'
  | 'alreadyConfirmed'
  | 'notThisStepYet'
  | 'factsChanged'
  | 'nothingChosen'
  | 'noteNeeded'

/** Saves the answer to one question. What was answered later stands only if it still fits. */
export const answerStep = async (
  actor: Actor,
  offboardingId: string,
  answer: StepAnswer,
): Promise<Outcome<null, AnswerReason>> => {
  demand(actor, 'offboardings:start')
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    if (found.version !== answer.version) return refused('changedMeanwhile')
    if (found.state !== 'draft') return refused('alreadyConfirmed')
    if (!found.journey.canVisit(answer.step)) return refused('notThisStepYet')
    const decided = await decide(tx, found, answer)
    if (!decided.ok) return decided
    await saveAnswer(tx, actor, offboardingId, answer.step, decided.value)
    await touchCase(tx, found)
    const subject = { kind: 'offboarding', id: offboardingId }
    const said: Record<string, string | null> =
      answer.step === 'informing' ? { groups: answer.groups.join(' ') || null } : {}
    record({ kind: 'offboarding.answered', subject, facts: { step: answer.step, ...said } })
    // Whoever approved saw who is told.
    if (answer.step === 'informing' && found.approval && saysOtherwise(found.informing, answer)) {
      const { count } = await tx.approval.updateMany({
        where: { offboardingId, voidedAt: null },
        data: { voidedAt: new Date() },
      })
      if (count > 0) record({ kind: 'offboarding.approvalVoided', subject })
    }
    return done(null)
  })
}

const decide = async (
  tx: Transaction,
  found: Case,
  answer: StepAnswer,
): Promise<Outcome<Record<string, string | string[] | Record<string, number>>, AnswerReason>> => {
  switch (answer.step) {
    case 'scope': {
      if ('remove' in answer)
        return done({ connectionIds: found.connectionIds.filter((id) => id !== answer.remove) })
      const chosen = await chosenBy(tx, answer.add, found.id)
      if (!chosen.ok) return chosen
      if (chosen.value.length === 0) return refused('nothingChosen')
      return done({ connectionIds: [...new Set([...found.connectionIds, ...chosen.value])] })
    }
    case 'impact':
      // Who reads the same facts again keeps the counts that were agreed to, and with them the approval.
      return answer.planHash === found.planHash
        ? done({ planHash: answer.planHash, counts: found.agreed ?? found.plan.counts })
        : refused('factsChanged')
    case 'informing': {
      const { planHash, groups, note } = answer
      if (planHash !== found.planHash) return refused('factsChanged')
      return note.trim() === '' ? refused('noteNeeded') : done({ planHash, groups, note: note.trim() })
    }
    case 'order':
      return answer.planHash === found.planHash
        ? done({ planHash: answer.planHash })
        : refused('factsChanged')
  }
}

const saysOtherwise = (before: Informing | null, { groups, note }: Informing): boolean =>
  before === null ||
  before.note !== note.trim() ||
  groups.toSorted().join() !== before.groups.toSorted().join()

const saveAnswer = async (
  tx: Transaction,
  { organisationId, name }: Actor,
  offboardingId: string,
  step: string,
  answer: Record<string, string | string[] | Record<string, number>>,
): Promise<void> => {
  if (!isStepId(step)) throw new TypeError(`no such step: ${step}`)
  const said = { answer, answeredBy: name, answeredAt: new Date() }
  await tx.offboardingAnswer.upsert({
    where: { organisationId_offboardingId_step: { organisationId, offboardingId, step } },
    create: { organisationId, offboardingId, step, ...said },
    update: said,
  })
}

/** Gives a case up: any time before it is confirmed, and afterwards while nothing irreversible has begun. */
export const cancelOffboarding = async (
  actor: Actor,
  offboardingId: string,
): Promise<Outcome<null, 'tooLateToCancel' | 'caseEnded'>> => {
  demand(actor, 'offboardings:start')
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    const run = runOf(found)
    if (run) {
      const outcome = next(run, { kind: 'cancelled' })
      if (!outcome.ok) return refused(outcome.reason === 'caseEnded' ? 'caseEnded' : 'tooLateToCancel')
      await saveRun(tx, offboardingId, found.tasks, outcome.value)
    } else if (found.state === 'cancelled') return refused('caseEnded')
    await tx.offboarding.updateMany({
      where: { id: offboardingId },
      data: { state: 'cancelled', cancelledBy: actor.name, cancelledAt: new Date() },
    })
    await touchCase(tx, found)
    await forgetAccess(tx, record, offboardingId)
    record({ kind: 'offboarding.cancelled', subject: { kind: 'offboarding', id: offboardingId } })
    return done(null)
  })
}
