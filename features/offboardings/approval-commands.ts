import { type Actor, memberOf } from '#domain/actor.ts'
import { approvalStands, isOwnCase } from '#domain/offboarding/approval.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { type Approval, type Case, lockCase, touchCase } from './case.ts'

/** Asks those who may approve for their word on the plan as it stands. */
export const askForApproval = async (
  actor: Actor,
  offboardingId: string,
  { version }: { version: number },
): Promise<
  Outcome<null, 'membersOnly' | 'changedMeanwhile' | 'alreadyConfirmed' | 'notThisStepYet' | 'alreadyAsked'>
> => {
  demand(actor, 'offboardings:start')
  const member = memberOf(actor)
  if (!member) return refused('membersOnly')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    if (found.version !== version) return refused('changedMeanwhile')
    const { planHash, approval } = found
    if (found.state !== 'draft') return refused('alreadyConfirmed')
    if (planHash === null || !found.journey.canVisit('approval')) return refused('notThisStepYet')
    const isOpen = approval?.decision === null && approval.planHash === planHash
    if (isOpen || approvalStands(approval, planHash)) return refused('alreadyAsked')
    await tx.approval.create({
      data: { organisationId, offboardingId, planHash, askedBy: member.id, askedByName: member.name },
    })
    await touchCase(tx, found)
    record({
      kind: 'offboarding.approvalAsked',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { planHash },
    })
    return done(null)
  })
}

/**
 * Approves or rejects the plan that was asked about. Never one's own request or case, never a plan whose facts have
 * changed since, never past an opinion that was not seen (`opinions`: how many were); a rejection says why.
 */
export const decideApproval = async (
  actor: Actor,
  offboardingId: string,
  {
    approvalId,
    decision,
    note,
    opinions,
  }: { approvalId: string; decision: 'approved' | 'rejected'; note: string | null; opinions: number },
): Promise<
  Outcome<
    null,
    | 'membersOnly'
    | 'alreadyConfirmed'
    | 'alreadyDecided'
    | 'ownCase'
    | 'factsChanged'
    | 'noteNeeded'
    | 'opinionMeanwhile'
  >
> => {
  demand(actor, 'offboardings:approve')
  const member = memberOf(actor)
  if (!member) return refused('membersOnly')
  if (decision === 'rejected' && !note?.trim()) return refused('noteNeeded')
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    const open = openApproval(found, approvalId, member)
    if (!open.ok) return open
    const approval = open.value
    // A plan that has changed can still be turned down.
    if (decision === 'approved' && approval.planHash !== found.planHash) return refused('factsChanged')
    if (approval.opinions.length > opinions)
      return refused('opinionMeanwhile', { name: approval.opinions.at(-1)?.by ?? '' })
    await tx.approval.updateMany({
      where: { id: approvalId, decision: null },
      data: {
        decision,
        decidedBy: member.id,
        decidedByName: member.name,
        decidedAt: new Date(),
        note: note?.trim() || null,
      },
    })
    await touchCase(tx, found)
    record({
      kind: decision === 'approved' ? 'offboarding.approved' : 'offboarding.rejected',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { planHash: approval.planHash },
    })
    return done(null)
  })
}

/**
 * Says what one thinks of a plan that waits for a decision, without deciding it: how a data protection officer advises
 * (GDPR Art. 38(6)). Not of one's own case; an objection says why.
 */
export const adviseOnApproval = async (
  actor: Actor,
  offboardingId: string,
  { approvalId, opinion, note }: { approvalId: string; opinion: 'agrees' | 'objects'; note: string | null },
): Promise<
  Outcome<
    null,
    'membersOnly' | 'alreadyConfirmed' | 'alreadyDecided' | 'ownCase' | 'factsChanged' | 'noteNeeded'
  >
> => {
  demand(actor, 'offboardings:advise')
  const member = memberOf(actor)
  if (!member) return refused('membersOnly')
  if (opinion === 'objects' && !note?.trim()) return refused('noteNeeded')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    const open = openApproval(found, approvalId, member)
    if (!open.ok) return open
    if (open.value.planHash !== found.planHash) return refused('factsChanged')
    await tx.approvalOpinion.create({
      data: {
        ...{ organisationId, approvalId, opinion, note: note?.trim() || null },
        ...{ givenBy: member.id, givenByName: member.name },
      },
    })
    record({
      kind: 'offboarding.advised',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { planHash: open.value.planHash, opinion },
      ...(note?.trim() ? { personal: { note: note.trim() } } : {}),
    })
    return done(null)
  })
}

/** What was asked about and nobody has decided, by somebody else. */
const openApproval = (
  { state, approval, startedBy }: Case,
  approvalId: string,
  member: { id: string },
): Outcome<Approval, 'alreadyConfirmed' | 'alreadyDecided' | 'ownCase'> => {
  if (state !== 'draft') return refused('alreadyConfirmed')
  if (!approval || approval.id !== approvalId || approval.decision !== null) return refused('alreadyDecided')
  return isOwnCase(member.id, { askedBy: approval.askedBy, startedBy }) ? refused('ownCase') : done(approval)
}
