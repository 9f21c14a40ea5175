import { doorway } from '#adapters/db.ts'
import type { Identity } from '#domain/identity.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { Said } from '#domain/role-mapping.ts'
import { isRecent } from '#domain/session.ts'
import { change } from '#features/audit/change.ts'
import { hashOfToken } from './invitation-token.ts'
import { followMapping, memberOf } from './mapped-access.ts'
import { invitedActor } from './minting.ts'
import { openInvitation, type SessionState, sessionState } from './queries.ts'
import { type Started, startSession } from './session-start.ts'

/** Somebody at the door, as the issuer vouches for them. */
export type Vouched = {
  identity: Identity
  said: Said
  /** As the browser names itself. */
  browser: string | null
  /** The session that the browser has until now. */
  held: string | null
}

/** A new member reads the language of their browser until they choose one. */
const undecided = null

const known = async ({ issuer, subject }: Identity): Promise<string | null> => {
  const [row] = await doorway().$queryRaw<{ id: string | null }[]>`
    select identity_find(${issuer}, ${subject}) as id`
  return row?.id ?? null
}

/**
 * When they last showed that it is them. Where the issuer does not say it, or its clock runs ahead, what asks for a recent
 * sign-in must not take its word: the longest ago, and not later than now.
 */
const shownAt = ({ provenAt }: Identity): Date => provenAt ?? new Date(0)

/**
 * Starts a session of whoever the issuer vouches for. Roles that are mapped follow first, in each organisation that maps
 * one; who belongs nowhere and never did is a stranger, of whom nothing is kept.
 */
export const signInElsewhere = async ({
  identity,
  said,
  browser,
  held,
}: Vouched): Promise<Outcome<Started, 'notAMember' | 'groupsUnreadable'>> => {
  const { issuer, subject } = identity
  type Row = { organisation_id: string }
  const rows = await doorway().$queryRaw<Row[]>`
    select organisation_id from identity_organisations(
      ${issuer}, ${subject}, ${said.groups ?? []}::text[], ${said.roles}::text[])`
  for (const { organisation_id: id } of rows) await followMapping(id, identity, said)
  const memberId = await known(identity)
  if (memberId === null) return refused(said.groups === null ? 'groupsUnreadable' : 'notAMember')
  return startSession(memberId, { browser, held, provenAt: shownAt(identity) })
}

/**
 * Uses up a one-time link for somebody who signs in elsewhere. The role is the link's: an owner's word goes before any
 * mapping, then and later.
 */
export const joinElsewhere = async (
  { identity, browser, held }: Vouched,
  token: string,
): Promise<Outcome<Started, 'invitationUnusable'>> => {
  const invitation = await openInvitation(token)
  // The first owner of an installation signs in here, so that there is a door when the issuer's is shut.
  if (!invitation?.organisation) return refused('invitationUnusable')
  const { organisation, role } = invitation
  const actor = invitedActor(identity.name, organisation.id)
  const joined = await change<string, 'invitationUnusable'>(actor, async ({ tx, record }) => {
    const memberId = await memberOf(tx, identity, undecided)
    const [row] = await tx.$queryRaw<{ id: string | null }[]>`
      select invitation_join(${hashOfToken(token)}::bytea, ${memberId}::uuid) as id`
    if (!row?.id) return refused('invitationUnusable')
    record({ kind: 'member.joined', subject: { kind: 'member', id: memberId }, facts: { role } })
    return done(memberId)
  })
  if (!joined.ok) return joined
  return startSession(joined.value, {
    browser,
    held,
    provenAt: shownAt(identity),
    organisationId: organisation.id,
  })
}

type Held = Extract<SessionState, { kind: 'present' }>

/**
 * Whoever holds a session showed at the issuer once more that it is them. Not proven where somebody else did, or where the
 * issuer does not say that it was just now: it may have let them through by a session of its own.
 */
export const signInElsewhereAgain = async (
  { sessionId, present: { member, actor } }: Held,
  identity: Identity,
  now: Date,
): Promise<Outcome<Started, 'anotherPerson' | 'notShownAgain'>> => {
  if ((await known(identity)) !== member.id) return refused('anotherPerson')
  const { provenAt } = identity
  if (provenAt === null || !isRecent(provenAt, now)) return refused('notShownAgain')
  return change<Started, never>(actor, async ({ tx, record }) => {
    await tx.$executeRaw`select session_proven(${sessionId}::uuid, ${provenAt}::timestamptz)`
    record({ kind: 'member.signedInAgain', subject: { kind: 'member', id: member.id } })
    return done({ sessionId, language: member.language })
  })
}

/** The session that a browser held when it came back from the issuer, if it lives and stands in an organisation. */
export const heldSession = async (sessionId: string | null): Promise<Held | null> => {
  const state: SessionState = sessionId === null ? { kind: 'none' } : await sessionState(sessionId)
  return state.kind === 'present' ? state : null
}
