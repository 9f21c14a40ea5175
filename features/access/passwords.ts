import { doorway, inOrganisation } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { resetHours } from '#domain/membership.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import type { PasswordReason } from '#domain/password.ts'
import { change } from '#features/audit/change.ts'
import { demand } from './actor.ts'
import { hashOfToken, newToken } from './invitation-token.ts'
import { provenAgain } from './known-by.ts'
import { invitedActor } from './minting.ts'
import { newPassword } from './new-password.ts'
import { localIssuer, type Present } from './queries.ts'

/**
 * Changes the password of whoever holds a session and knows the old one; guesses count as they do at the door. Their other
 * sessions end, because whoever changes a password may do so for fear of them.
 */
export const changePassword = (
  { member, actor, organisation }: Pick<Present, 'member' | 'actor' | 'organisation'>,
  { sessionId, current, code, next }: { sessionId: string; current: string; code?: string; next: string },
): Promise<Outcome<{ sessions: number }, 'wrongPassword' | 'codeNeeded' | PasswordReason>> =>
  provenAgain(member.login, { password: current, code }, async () => {
    const hash = await newPassword(next, { ...member, organisation: organisation.name })
    if (!hash.ok) return hash
    return change<{ sessions: number }, 'wrongPassword'>(actor, async ({ tx, record }) => {
      const [changed] = await tx.$queryRaw<{ changed: boolean; sessions: number }[]>`
        select password_change(${sessionId}::uuid, ${hash.value}) as changed,
          session_end_others(${sessionId}::uuid, null) as sessions`
      if (!changed?.changed) return refused('wrongPassword')
      const { sessions } = changed
      record({
        kind: 'member.passwordChanged',
        subject: { kind: 'member', id: member.id },
        facts: { sessions },
      })
      return done({ sessions })
    })
  })

type OfferReason = 'belongsElsewhere' | 'signsInElsewhere' | 'ownSignIn'

/**
 * Makes a one-time link to a new password for a member who cannot sign in any more. It is in this answer and nowhere else,
 * and an earlier one opens no more. A member who belongs to another organisation too gets none here: the password would
 * open that one as well. Nobody makes one for themselves: whoever holds a session of theirs must know the password to change it.
 */
export const offerReset = async (
  actor: Actor,
  memberId: string,
): Promise<Outcome<{ link: string; expiresAt: Date }, OfferReason>> => {
  demand(actor, 'members:change')
  if (memberId === actor.id) return refused('ownSignIn')
  const { organisationId } = actor
  const { token, hash } = newToken()
  const expiresAt = new Date(Date.now() + resetHours * 3_600_000)
  return change<{ link: string; expiresAt: Date }, OfferReason>(actor, async ({ tx, record }) => {
    const key = { organisationId, memberId }
    const found = await tx.membership.findFirst({
      where: key,
      select: { member: { select: { issuer: true } } },
    })
    if (!found) throw new Missing('member')
    // A password would be a way in that their issuer knows nothing of.
    if (found.member.issuer !== localIssuer) return refused('signsInElsewhere')
    const [row] = await tx.$queryRaw<{ elsewhere: boolean }[]>`
      select member_belongs_elsewhere(${memberId}::uuid) as elsewhere`
    if (row?.elsewhere !== false) return refused('belongsElsewhere')
    const offer = { tokenHash: hash, madeBy: actor.name, createdAt: new Date(), expiresAt }
    await tx.passwordReset.upsert({
      where: { organisationId_memberId: key },
      create: { ...key, ...offer },
      update: offer,
    })
    record({
      kind: 'member.passwordResetOffered',
      subject: { kind: 'member', id: memberId },
      facts: { expiresAt: expiresAt.toISOString() },
    })
    return done({ link: `${settings().url}/reset/${token}`, expiresAt })
  })
}

export type OpenReset = { organisationId: string; memberId: string; name: string; login: string }

/** Whose password a link sets anew, or null when it is unknown, used or past its time. */
export const openReset = async (token: string): Promise<OpenReset | null> => {
  type Row = { organisation_id: string; member_id: string; member_name: string; login: string }
  const [row] = await doorway().$queryRaw<Row[]>`select * from reset_open(${hashOfToken(token)}::bytea)`
  return row
    ? {
        organisationId: row.organisation_id,
        memberId: row.member_id,
        name: row.member_name,
        login: row.login,
      }
    : null
}

/** Uses up a link: the new password, no lock, and none of the sessions there were. Of two who use one, one does. */
export const acceptReset = async ({
  token,
  password,
}: {
  token: string
  password: string
}): Promise<Outcome<null, 'resetUnusable' | PasswordReason>> => {
  const reset = await openReset(token)
  if (!reset) return refused('resetUnusable')
  const { name, organisationId, memberId } = reset
  const organisation = await nameOf(organisationId)
  const hash = await newPassword(password, { ...reset, organisation })
  if (!hash.ok) return hash
  return change<null, 'resetUnusable'>(invitedActor(name, organisationId), async ({ tx, record }) => {
    const [row] = await tx.$queryRaw<{ accepted: boolean }[]>`
      select reset_accept(${hashOfToken(token)}::bytea, ${hash.value}) as accepted`
    if (!row?.accepted) return refused('resetUnusable')
    record({ kind: 'member.passwordReset', subject: { kind: 'member', id: memberId } })
    return done(null)
  })
}

const nameOf = async (id: string): Promise<string> => {
  const { name } = await inOrganisation(id, (tx) =>
    tx.organisation.findUniqueOrThrow({ where: { id }, select: { name: true } }),
  )
  return name
}
