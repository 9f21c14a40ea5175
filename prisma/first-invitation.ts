import { newToken } from '#features/access/invitation-token.ts'
import { owner } from './owner.ts'

const lifetimeMs = 24 * 60 * 60 * 1000

/**
 * The way into an installation that has no members: the token of a one-time link whose holder founds the first
 * organisation. Null once somebody is a member. Links made by earlier starts stop working.
 */
export const makeFirstInvitation = async (): Promise<string | null> => {
  if ((await owner().member.count()) > 0) return null
  const { token, hash } = newToken()
  await owner().invitation.deleteMany({ where: { organisationId: null, usedAt: null } })
  await owner().invitation.create({
    data: { tokenHash: hash, role: 'owner', expiresAt: new Date(Date.now() + lifetimeMs) },
  })
  return token
}
