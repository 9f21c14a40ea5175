import { doorway, inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { type Role, roles } from '#domain/permission.ts'
import { demand } from './actor.ts'
import { factorOf } from './factor-codes.ts'
import { hashOfToken } from './invitation-token.ts'
import { lackingActor, memberActor } from './minting.ts'

export type SignedInMember = {
  id: string
  name: string
  login: string
  /** Where they sign in; null here, by a password. */
  issuer: string | null
  /** Null until the member has chosen one. */
  language: string | null
}
export type Belonging = { organisationId: string; name: string }

/** Who is there: a member, signed in, standing in one of their organisations. */
export type Present = {
  actor: Actor
  member: SignedInMember
  organisation: { id: string; name: string; officersAreDpo: boolean }
  role: Role
  /** When they last showed that it is them. */
  provenAt: Date
  /** Every organisation the member belongs to now, by name; this one included. */
  memberships: Belonging[]
}

/** Who is there and may do nothing yet. */
export type Lacking = Omit<Present, 'role'>

export type SessionState =
  /** No such session, or it ended, or it was left alone too long. */
  | { kind: 'none' }
  /** Signed in, but no member of the organisation the session stood in, or of any. */
  | { kind: 'outside'; sessionId: string; member: SignedInMember; memberships: Belonging[] }
  /** Signed in without the second factor that the organisation demands: nothing is open but setting one up. */
  | { kind: 'lacking'; sessionId: string; present: Lacking }
  | { kind: 'present'; sessionId: string; present: Present }

type SessionRow = {
  member_id: string
  member_name: string
  login: string
  language: string | null
  issuer: string
  organisation_id: string | null
  organisation_name: string | null
  officers_are_dpo: boolean | null
  role: string | null
  memberships: Belonging[]
  proven_at: Date
  lacks_factor: boolean
}

/** Of members who have a password here. */
export const localIssuer = 'local'

export const roleNamed = (name: string | null): Role | undefined => roles.find((role) => role === name)

/** Opens a session row. Role and memberships are those of this moment, so what was taken away is gone at once. */
export const sessionState = async (sessionId: string): Promise<SessionState> => {
  const [row] = await doorway().$queryRaw<SessionRow[]>`select * from session_open(${sessionId}::uuid)`
  if (!row) return { kind: 'none' }
  const member = {
    id: row.member_id,
    name: row.member_name,
    login: row.login,
    language: row.language,
    issuer: row.issuer === localIssuer ? null : row.issuer,
  }
  const { memberships, organisation_id: id, organisation_name: name, proven_at: provenAt } = row
  const role = roleNamed(row.role)
  if (id === null || name === null || !role) return { kind: 'outside', sessionId, member, memberships }
  const officersAreDpo = row.officers_are_dpo ?? true
  const organisation = { id, name, officersAreDpo }
  const known = { id: member.id, name: member.name, organisationId: id }
  const there = { member, organisation, provenAt, memberships }
  return row.lacks_factor
    ? { kind: 'lacking', sessionId, present: { ...there, actor: lackingActor(known) } }
    : {
        kind: 'present',
        sessionId,
        present: { ...there, role, actor: memberActor({ ...known, role, officersAreDpo }) },
      }
}

export type OpenInvitation = { role: Role; organisation: { id: string; name: string } | null }

/** What a one-time link offers, or null when it is unknown, used or past its time. */
export const openInvitation = async (token: string): Promise<OpenInvitation | null> => {
  type Row = { role: string; organisation_id: string | null; organisation_name: string | null }
  const [row] = await doorway().$queryRaw<Row[]>`select * from invitation_open(${hashOfToken(token)}::bytea)`
  const role = roleNamed(row?.role ?? null)
  if (!row || !role) return null
  const { organisation_id: id, organisation_name: name } = row
  return { role, organisation: id === null || name === null ? null : { id, name } }
}

export type ListedMember = {
  id: string
  name: string
  login: string
  role: Role
  since: Date
  endsAt: Date | null
  /** Their password is at the issuer, not here. */
  signsInElsewhere: boolean
  /** The role follows what the issuer says of them. */
  isMapped: boolean
}

/** The members of the organisation, those whose access has ended included, by name. */
export const members = async (actor: Actor): Promise<ListedMember[]> => {
  demand(actor, 'members:read')
  const rows = await inOrganisation(actor.organisationId, (tx) =>
    tx.membership.findMany({
      select: listed,
      orderBy: { member: { name: 'asc' } },
    }),
  )
  return rows.flatMap((row) => asListed(row) ?? [])
}

const listed = {
  role: true,
  createdAt: true,
  endsAt: true,
  givenBy: true,
  member: { select: { id: true, name: true, login: true, issuer: true } },
} as const

type ListedRow = {
  role: string
  createdAt: Date
  endsAt: Date | null
  member: Pick<ListedMember, 'id' | 'name' | 'login'> & { issuer: string }
  givenBy: string
}

const asListed = ({ member, createdAt, endsAt, ...row }: ListedRow): ListedMember | null => {
  const role = roleNamed(row.role)
  const { issuer, ...who } = member
  return role
    ? {
        ...who,
        role,
        since: createdAt,
        endsAt,
        signsInElsewhere: issuer !== localIssuer,
        isMapped: row.givenBy === 'mapping',
      }
    : null
}

/** One member, with their sessions that stand in the organisation; throws Missing. */
export const memberDetail = async (
  actor: Actor,
  memberId: string,
): Promise<ListedMember & { sessions: number; seenAt: Date | null; hasFactor: boolean }> => {
  demand(actor, 'members:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { organisationId } = actor
    const key = { organisationId_memberId: { organisationId, memberId } }
    const row = await tx.membership.findUnique({ where: key, select: listed })
    const member = row && asListed(row)
    if (!member) throw new Missing('member')
    const [sessions] = await tx.$queryRaw<{ living: number; seen_at: Date }[]>`
      select living, seen_at from member_sessions() where member_id = ${memberId}::uuid`
    const hasFactor = (await factorOf(memberId)) !== null
    return { ...member, sessions: sessions?.living ?? 0, seenAt: sessions?.seen_at ?? null, hasFactor }
  })
}

export type WaitingInvitation = { id: string; role: Role; createdAt: Date; expiresAt: Date }

/** One-time links that nobody has used yet and that still open. */
export const waitingInvitations = async (actor: Actor, now: Date): Promise<WaitingInvitation[]> => {
  demand(actor, 'members:read')
  const rows = await inOrganisation(actor.organisationId, (tx) =>
    tx.invitation.findMany({
      where: { usedAt: null, withdrawnAt: null, expiresAt: { gt: now } },
      select: { id: true, role: true, createdAt: true, expiresAt: true },
      orderBy: { expiresAt: 'asc' },
    }),
  )
  return rows.flatMap((row) => {
    const role = roleNamed(row.role)
    return role ? [{ ...row, role }] : []
  })
}
