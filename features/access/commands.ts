import { v7 as uuidv7 } from 'uuid'
import { doorway } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { type AccessReason, decideInvitation } from '#domain/membership.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import type { PasswordReason } from '#domain/password.ts'
import type { Role } from '#domain/permission.ts'
import { change } from '#features/audit/change.ts'
import { demand } from './actor.ts'
import { found, isNameTaken, type NewOrganisation } from './founding.ts'
import { inTurn } from './in-turn.ts'
import { hashOfToken, newToken } from './invitation-token.ts'
import { knownBy, provenAgain, type Shown } from './known-by.ts'
import { invitedActor } from './minting.ts'
import { newPassword } from './new-password.ts'
import { openInvitation, type Present, sessionState } from './queries.ts'
import { mayAsk, mayJoin, type Rate } from './rate-limit.ts'
import { type Started, startSession } from './session-start.ts'

/** A hash of a password takes a hundredth of a second of the machine: whoever asks for thousands is held off first. */
const signInRate: Rate = { name: 'signIn', each: 60, all: 1200, seconds: 60 }

/**
 * Starts a session. A wrong password, an unknown name and a locked member are answered alike and take as long:
 * whoever asks learns only that these two do not open the door.
 */
export const signIn = (
  given: Shown & {
    /** As the browser names itself, for the list of one's sessions. */
    browser?: string | null
    /** The session that the browser has until now. */
    held?: string | null
    /** Where it comes from, as far as anybody can tell; left out by doors that strangers cannot reach. */
    address?: string
  },
): Promise<Outcome<Started, 'wrongSignIn' | 'askedTooOften' | 'codeNeeded'>> =>
  // A burst of guesses at one name waits in line, or all of them would pass before the fifth failure locks it.
  inTurn(given.login.trim().toLowerCase(), async () => {
    if (given.address !== undefined && !(await mayAsk(signInRate, given.address)))
      return refused('askedTooOften')
    const known = await knownBy(given)
    if (!known.ok) return known
    const { browser = null, held = null } = given
    return startSession(known.value, { browser, held, provenAt: new Date() })
  })

/** Whoever holds a session shows once more that it is them. */
export const signInAgain = (
  { member, actor }: Pick<Present, 'member' | 'actor'>,
  { sessionId, ...shown }: { sessionId: string } & Omit<Shown, 'login'>,
): Promise<Outcome<null, 'wrongPassword' | 'codeNeeded'>> =>
  provenAgain(member.login, shown, () =>
    change<null, never>(actor, async ({ tx, record }) => {
      await tx.$executeRaw`select session_proven(${sessionId}::uuid)`
      record({ kind: 'member.signedInAgain', subject: { kind: 'member', id: member.id } })
      return done(null)
    }),
  )

/**
 * Moves a session to another organisation of its member, whose record tells it as it tells a sign-in. Any other
 * organisation looks as if it were not there (Missing). Entering the one the session stands in changes nothing.
 */
export const enterOrganisation = async (sessionId: string, organisationId: string): Promise<void> => {
  const before = await sessionState(sessionId)
  if (before.kind === 'present' && before.present.organisation.id === organisationId) return
  const [row] = await doorway().$queryRaw<{ entered: boolean }[]>`
    select session_enter(${sessionId}::uuid, ${organisationId}::uuid) as entered`
  const state = await sessionState(sessionId)
  if (!row?.entered || state.kind === 'none' || state.kind === 'outside') throw new Missing('organisation')
  const { actor, member } = state.present
  await change(actor, async ({ record }) => {
    record({ kind: 'member.entered', subject: { kind: 'member', id: member.id } })
    return done(null)
  })
}

/** The language the member reads Pomona in, from now on and in every browser. */
export const speak = async (sessionId: string, language: string): Promise<void> => {
  await doorway().$executeRaw`select member_speaks(${sessionId}::uuid, ${language})`
}

/** Makes a one-time link for a new member. The link is in this answer and nowhere else. */
export const inviteMember = async (
  actor: Actor,
  { role, endsAt }: { role: Role; endsAt: Date | null },
): Promise<Outcome<{ link: string; expiresAt: Date }, AccessReason>> => {
  demand(actor, 'members:invite')
  const decision = decideInvitation({ role, endsAt }, new Date())
  if (!decision.ok) return decision
  const { expiresAt } = decision.value
  const { token, hash } = newToken()
  return change(actor, async ({ tx, record }) => {
    const { id } = await tx.invitation.create({
      data: {
        organisationId: actor.organisationId,
        tokenHash: hash,
        role,
        endsAt,
        invitedBy: actor.id,
        expiresAt,
      },
      select: { id: true },
    })
    const facts = { role, endsAt: endsAt?.toISOString() ?? null, expiresAt: expiresAt.toISOString() }
    record({ kind: 'member.invited', subject: { kind: 'invitation', id }, facts })
    return done({ link: `${settings().url}/welcome/${token}`, expiresAt })
  })
}

export type Joining = {
  token: string
  name: string
  login: string
  password: string
  language: string
  /** For the first link of an installation, whose holder names the organisation. */
  organisation: Omit<NewOrganisation, 'language'> | null
}

/**
 * Uses up a one-time link: makes the member with their password and, for the first link of an installation, the
 * organisation. All of it or nothing; of two who use one link at once, one joins.
 */
export const acceptInvitation = async (
  joining: Joining,
): Promise<
  Outcome<
    null,
    | 'invitationUnusable'
    | 'loginTaken'
    | 'organisationUnnamed'
    | 'organisationNameTaken'
    | 'hadTooOften'
    | PasswordReason
  >
> => {
  const { token, name, login, language } = joining
  const invitation = await openInvitation(token)
  if (!invitation) return refused('invitationUnusable')
  const founds = invitation.organisation === null
  if (founds && !joining.organisation) return refused('organisationUnnamed')
  const may = await mayJoin(hashOfToken(token))
  if (may !== true) return refused('hadTooOften', may)
  const organisationId = invitation.organisation?.id ?? uuidv7()
  const organisation = invitation.organisation?.name ?? joining.organisation?.name ?? ''
  const hash = await newPassword(joining.password, { organisation, name, login })
  if (!hash.ok) return hash
  const outcome = await change(invitedActor(name, organisationId), async ({ tx, record }) => {
    if (founds && joining.organisation) {
      const { name: called } = joining.organisation
      if (await isNameTaken(tx, called, organisationId)) {
        return refused('organisationNameTaken', { name: called })
      }
      await found(tx, record, organisationId, { ...joining.organisation, language })
    }
    const [row] = await tx.$queryRaw<{ id: string | null }[]>`select invitation_accept(
      ${hashOfToken(token)}::bytea, ${organisationId}::uuid, ${login}, ${name}, ${language}, ${hash.value}) as id`
    if (!row?.id) return refused('notAccepted')
    record({
      kind: 'member.joined',
      subject: { kind: 'member', id: row.id },
      facts: { role: invitation.role },
    })
    return done(null)
  })
  if (outcome.ok) return outcome
  if (outcome.reason !== 'notAccepted') return { ...outcome, reason: outcome.reason }
  return (await openInvitation(token)) ? refused('loginTaken') : refused('invitationUnusable')
}
