import { done, type Outcome, refused } from './outcome.ts'
import type { Role } from './permission.ts'

/** How long a one-time link stands. */
export const invitationDays = 7

/** How long a link to a new password stands. */
export const resetHours = 24

const dayMs = 24 * 60 * 60 * 1000

/** What somebody may do in an organisation, and until when; null is without end. */
export type Access = { role: Role; endsAt: Date | null }

export type AccessReason = 'auditorNeedsEnd' | 'endIsPast'

const soundAccess = ({ role, endsAt }: Access, now: Date): Outcome<null, AccessReason> => {
  if (role === 'auditor' && endsAt === null) return refused('auditorNeedsEnd')
  if (endsAt !== null && endsAt <= now) return refused('endIsPast')
  return done(null)
}

/** Whether a role may be offered until `endsAt`, and when the offer lapses. An auditor's access always ends. */
export const decideInvitation = (access: Access, now: Date): Outcome<{ expiresAt: Date }, AccessReason> => {
  const sound = soundAccess(access, now)
  return sound.ok ? done({ expiresAt: new Date(now.getTime() + invitationDays * dayMs) }) : sound
}

export type AccessChangeReason = AccessReason | 'lastOwner' | 'sameAccess' | 'accessEnded'

const holds = ({ endsAt }: Access, now: Date) => endsAt === null || endsAt > now
const ownsForGood = ({ role, endsAt }: Access) => role === 'owner' && endsAt === null

/**
 * Whether a member's access may become another one; `others` is everybody else's. An organisation keeps an owner whose
 * access has no end, or nobody could let anyone in again.
 */
export const decideAccess = (
  { from, to, others }: { from: Access; to: Access; others: readonly Access[] },
  now: Date,
): Outcome<Access, AccessChangeReason> => {
  const sound = soundAccess(to, now)
  if (!sound.ok) return sound
  if (from.role === to.role && from.endsAt?.getTime() === to.endsAt?.getTime()) return refused('sameAccess')
  return ownsForGood(to) || others.some(ownsForGood) ? done(to) : refused('lastOwner')
}

/** Whether a member's access may end now; the role stays on record. */
export const decideEnd = (
  { from, others }: { from: Access; others: readonly Access[] },
  now: Date,
): Outcome<Access, AccessChangeReason> => {
  if (!holds(from, now)) return refused('accessEnded')
  return others.some(ownsForGood) ? done({ role: from.role, endsAt: now }) : refused('lastOwner')
}
