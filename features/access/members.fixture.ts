import { randomUUID } from 'node:crypto'
import { inOrganisation } from '#adapters/db.ts'
import type { Role } from '#domain/permission.ts'
import { owner } from '#prisma/owner.ts'
import { acceptInvitation, inviteMember, signIn } from './commands.ts'
import { newToken } from './invitation-token.ts'
import { type Present, sessionState } from './queries.ts'

export const password = 'pear tree by the gate'

export const newLogin = () => `jonas.${randomUUID()}`

/** The first link of an installation, as the start command makes it. */
export const firstLink = async ({ expiresAt = new Date(Date.now() + 60_000) } = {}): Promise<string> => {
  const { token, hash } = newToken()
  await owner().invitation.create({ data: { tokenHash: hash, role: 'owner', expiresAt } })
  return token
}

export const joinThrough = (
  token: string,
  login: string,
  organisation: string | null = null,
  chosen = password,
) =>
  acceptInvitation({
    token,
    name: 'Jonas Lindegaard',
    login,
    password: chosen,
    language: 'en',
    organisation: organisation === null ? null : { name: organisation, country: 'DK' },
  })

export const presentOf = async (sessionId: string): Promise<Present> => {
  const state = await sessionState(sessionId)
  if (state.kind !== 'present') throw new Error(`the session is ${state.kind}`)
  return state.present
}

export const signedInAs = async (login: string): Promise<Present & { sessionId: string }> => {
  const outcome = await signIn({ login, password })
  if (!outcome.ok) throw new Error(outcome.reason)
  return { ...(await presentOf(outcome.value.sessionId)), sessionId: outcome.value.sessionId }
}

export const newName = () => `Lindegaard ${randomUUID()}`

/** A new organisation with its owner signed in. */
export const newOrganisation = async (name = newName()) => {
  const login = newLogin()
  const outcome = await joinThrough(await firstLink(), login, name)
  if (!outcome.ok) throw new Error(outcome.reason)
  return signedInAs(login)
}

export const newMember = async (inviter: Present, role: Role, endsAt: Date | null = null) => {
  const invitation = await inviteMember(inviter.actor, { role, endsAt })
  if (!invitation.ok) throw new Error(invitation.reason)
  const login = newLogin()
  const outcome = await joinThrough(invitation.value.link.split('/').at(-1) ?? '', login)
  if (!outcome.ok) throw new Error(outcome.reason)
  return signedInAs(login)
}

export const recorded = (organisationId: string) =>
  inOrganisation(organisationId, (tx) =>
    tx.auditEvent.findMany({ orderBy: { sequence: 'asc' }, select: { kind: true, body: true } }),
  )

export const kindsRecorded = async (organisationId: string) =>
  (await recorded(organisationId)).map(({ kind }) => kind)
