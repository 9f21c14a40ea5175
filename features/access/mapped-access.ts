import type { Transaction } from '#adapters/db.ts'
import type { Identity } from '#domain/identity.ts'
import { done, refused } from '#domain/outcome.ts'
import { decideMapped, type Mapping, mappedClaims, mappedRole, type Said } from '#domain/role-mapping.ts'
import { change } from '#features/audit/change.ts'
import { endSessions, lockedAccess } from './locked-access.ts'
import { invitedActor } from './minting.ts'
import { roleNamed } from './queries.ts'

/** The member who this is, made where there is none. */
export const memberOf = async (
  tx: Transaction,
  { issuer, subject, called, name }: Identity,
  language: string | null,
): Promise<string> => {
  const [row] = await tx.$queryRaw<{ id: string | null }[]>`
    select identity_member(${issuer}, ${subject}, ${called}, ${name}, ${language}) as id`
  if (!row?.id) throw new Error('identity_member gave no member')
  return row.id
}

const mappingsOf = async (tx: Transaction, issuer: string): Promise<Mapping[]> => {
  const rows = await tx.roleMapping.findMany({
    where: { issuer },
    select: { claim: true, value: true, role: true },
  })
  return rows.flatMap((row) => {
    const role = roleNamed(row.role)
    const claim = mappedClaims.find((each) => each === row.claim)
    return role && claim ? [{ claim, role, value: row.value }] : []
  })
}

/** Lets the access to an organisation follow what the issuer says; its record tells when it changes. */
export const followMapping = async (
  organisationId: string,
  identity: Identity,
  said: Said,
): Promise<void> => {
  const now = new Date()
  await change<null, 'nothingFollows'>(
    invitedActor(identity.name, organisationId),
    async ({ tx, record }) => {
      const to = mappedRole(await mappingsOf(tx, identity.issuer), said)
      const memberId = await memberOf(tx, identity, null)
      const { from, others } = await lockedAccess(tx, memberId)
      const decision = decideMapped({ from, to, others }, now)
      const subject = { kind: 'member', id: memberId }
      if (to === 'unreadable' && from?.givenBy === 'mapping') {
        record({ kind: 'member.groupsUnreadable', subject })
        return done(null)
      }
      // Refused, so that nobody is made a member for whom nothing follows.
      if (decision.kind === 'keep') return refused('nothingFollows')
      const where = { organisationId_memberId: { organisationId, memberId } }
      const roleBefore = from?.role ?? null
      if (decision.kind === 'take') {
        await tx.membership.update({ where, data: { endsAt: now } })
        record({ kind: 'member.roleUnmapped', subject, facts: { roleBefore } })
      } else {
        const { role } = decision
        const access = { role, endsAt: null, givenBy: 'mapping' }
        await tx.membership.upsert({ where, create: { organisationId, memberId, ...access }, update: access })
        record({ kind: 'member.roleMapped', subject, facts: { role, roleBefore } })
      }
      await endSessions(tx, record, memberId)
      return done(null)
    },
  )
}
