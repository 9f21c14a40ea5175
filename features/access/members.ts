import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type Access, type AccessChangeReason, decideAccess, decideEnd } from '#domain/membership.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { demand } from './actor.ts'
import { roleNamed } from './queries.ts'

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
    const known = await lockedAccess(tx, memberId)
    const decision = decide(known)
    if (!decision.ok) return decision
    const { role, endsAt } = decision.value
    const { organisationId } = actor
    await tx.membership.update({
      where: { organisationId_memberId: { organisationId, memberId } },
      data: { role, endsAt },
    })
    record({
      kind: 'member.accessChanged',
      subject: { kind: 'member', id: memberId },
      facts: { role, roleBefore: known.from.role, endsAt: endsAt?.toISOString() ?? null },
    })
    await endSessions(tx, record, memberId)
    return done(null)
  })
}

/** Everybody's access. It is locked, or two owners who end each other's at once would leave none. */
const lockedAccess = async (
  tx: Transaction,
  memberId: string,
): Promise<{ from: Access; others: Access[] }> => {
  type Row = { member_id: string; role: string; ends_at: Date | null }
  const rows = await tx.$queryRaw<Row[]>`
    select member_id, role, ends_at from membership order by member_id for update`
  const all = rows.flatMap(({ member_id: id, ends_at: endsAt, ...row }) => {
    const role = roleNamed(row.role)
    return role ? [{ id, role, endsAt }] : []
  })
  const from = all.find(({ id }) => id === memberId)
  if (!from) throw new Missing('member')
  return { from, others: all.filter(({ id }) => id !== memberId) }
}

const endSessions = async (tx: Transaction, record: Recorder, memberId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ ended: number }[]>`
    select member_sessions_end(${memberId}::uuid) as ended`
  const sessions = row?.ended ?? 0
  if (sessions > 0) {
    record({
      kind: 'member.sessionsEnded',
      subject: { kind: 'member', id: memberId },
      facts: { sessions },
    })
  }
  return sessions
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
