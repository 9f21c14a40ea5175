import { done, type Outcome, refused } from './outcome.ts'
import type { Role } from './permission.ts'

/** How long a one-time link stands. */
export const invitationDays = 7

const dayMs = 24 * 60 * 60 * 1000

export type InvitationReason = 'auditorNeedsEnd' | 'endIsPast'

/** Whether a role may be offered until `endsAt`, and when the offer lapses. An auditor's access always ends. */
export const decideInvitation = (
  { role, endsAt }: { role: Role; endsAt: Date | null },
  now: Date,
): Outcome<{ expiresAt: Date }, InvitationReason> => {
  if (role === 'auditor' && endsAt === null) return refused('auditorNeedsEnd')
  if (endsAt !== null && endsAt <= now) return refused('endIsPast')
  return done({ expiresAt: new Date(now.getTime() + invitationDays * dayMs) })
}
