import type { Actor } from '#domain/actor.ts'
import { type Access, type AccessChangeReason, decideAccess, decideEnd } from '#domain/membership.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'
import { demand } from './actor.ts'
import { endSessions, lockedAccess } from './locked-access.ts'

type Decided = (known: { from: Access; others: Access[] }) => Outcome<Access, AccessChangeReason>

/**
 * Changes what a member may do here and until when. Their sessions in this organisation end with it, so that whoever holds
 * one shows again that it is them; a session that stands in another organisation goes on.
 */
export const changeAccess = (
  actor: Actor,
  { memberId, role, endsAt }: { memberId: string } & Access,
): Promise<Outcome<null, AccessChangeReason>> =>
  decided(actor, memberId, (known) => decideAccess({ ...known, to: { role, endsAt } }, new Date()))

/** Ends a member's access, and with it their sessions here, at once. What they did stays on record. */
export const endAccess = (actor: Actor, memberId: string): Promise<Outcome<null, AccessChangeReason>> =>
  decided(actor, memberId, (known) => decideEnd(known, new Date()))

const decided = async (
  actor: Actor,
  memberId: string,
  decide: Decided,
): Promise<Outcome<null, AccessChangeReason>> => {
  demand(actor, 'members:change')
  return change<null, AccessChangeReason>(actor, async ({ tx, record }) => {
    const { from, others } = await lockedAccess(tx, memberId)
    if (from === null) throw new Missing('member')
    const decision = decide({ from, others })
    if (!decision.ok) return decision
    const { role, endsAt } = decision.value
    const { organisationId } = actor
    await tx.membership.update({
      where: { organisationId_memberId: { organisationId, memberId } },
      // From now on it is an owner's word, which no mapping changes.
      data: { role, endsAt, givenBy: 'owner' },
    })
    record({
      kind: 'member.accessChanged',
      subject: { kind: 'member', id: memberId },
      facts: { role, roleBefore: from.role, endsAt: endsAt?.toISOString() ?? null },
    })
    await endSessions(tx, record, memberId)
    return done(null)
  })
}

/** Signs a member out of this organisation wherever they are signed in. */
export const endMemberSessions = async (
  actor: Actor,
  memberId: string,
): Promise<Outcome<{ sessions: number }, 'noSession'>> => {
  demand(actor, 'members:change')
  return change<{ sessions: number }, 'noSession'>(actor, async ({ tx, record }) => {
    const sessions = await endSessions(tx, record, memberId)
    return sessions > 0 ? done({ sessions }) : refused('noSession')
  })
}

/** Takes back a one-time link that nobody has used: it opens no more. */
export const withdrawInvitation = async (
  actor: Actor,
  invitationId: string,
): Promise<Outcome<null, 'invitationUnusable'>> => {
  demand(actor, 'members:invite')
  return change<null, 'invitationUnusable'>(actor, async ({ tx, record }) => {
    const { organisationId } = actor
    const { count } = await tx.invitation.updateMany({
      where: { organisationId, id: invitationId, usedAt: null, withdrawnAt: null },
      data: { withdrawnAt: new Date() },
    })
    if (count === 0) return refused('invitationUnusable')
    record({ kind: 'member.invitationWithdrawn', subject: { kind: 'invitation', id: invitationId } })
    return done(null)
  })
}
