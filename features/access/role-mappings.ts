import { inOrganisation } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { Role } from '#domain/permission.ts'
import { type MappableRole, type MappedClaim, mappedClaims } from '#domain/role-mapping.ts'
import { change } from '#features/audit/change.ts'
import { demand } from './actor.ts'
import { roleNamed } from './queries.ts'

export type ListedMapping = {
  id: string
  claim: MappedClaim
  value: string
  role: Role
  addedBy: string
  addedAt: Date
}

/** What of the issuer's words gives which role here; none where nobody signs in elsewhere. */
export const roleMappings = async (actor: Actor): Promise<ListedMapping[]> => {
  demand(actor, 'members:read')
  const issuer = settings().signIn?.issuer
  if (issuer === undefined) return []
  const rows = await inOrganisation(actor.organisationId, (tx) =>
    tx.roleMapping.findMany({
      where: { issuer },
      select: { id: true, claim: true, value: true, role: true, addedBy: true, addedAt: true },
      orderBy: [{ claim: 'asc' }, { value: 'asc' }],
    }),
  )
  return rows.flatMap((row) => {
    const role = roleNamed(row.role)
    const claim = mappedClaims.find((each) => each === row.claim)
    return role && claim ? [{ ...row, role, claim }] : []
  })
}

/** Maps a group or a role of the application to a role here; each is mapped once. */
export const addRoleMapping = async (
  actor: Actor,
  { claim, value, role }: { claim: MappedClaim; value: string; role: MappableRole },
): Promise<Outcome<null, 'noIssuer' | 'mappedAlready'>> => {
  demand(actor, 'members:change')
  const issuer = settings().signIn?.issuer
  if (issuer === undefined) return refused('noIssuer')
  const { organisationId } = actor
  return change<null, 'mappedAlready'>(actor, async ({ tx, record }) => {
    const [added] = await tx.roleMapping.createManyAndReturn({
      data: [{ organisationId, issuer, claim, value, role, addedBy: actor.name }],
      skipDuplicates: true,
      select: { id: true },
    })
    if (!added) return refused('mappedAlready')
    record({
      kind: 'roleMapping.added',
      subject: { kind: 'roleMapping', id: added.id },
      facts: { claim, value, role },
    })
    return done(null)
  })
}

/** Takes a mapping away. Whoever has the role by it keeps it until they sign in next. */
export const removeRoleMapping = async (actor: Actor, id: string): Promise<Outcome<null, 'mappingGone'>> => {
  demand(actor, 'members:change')
  const { organisationId } = actor
  return change<null, 'mappingGone'>(actor, async ({ tx, record }) => {
    const key = { organisationId_id: { organisationId, id } }
    const found = await tx.roleMapping.findUnique({
      where: key,
      select: { claim: true, value: true, role: true },
    })
    const { count } = await tx.roleMapping.deleteMany({ where: { organisationId, id } })
    if (!found || count === 0) return refused('mappingGone')
    record({ kind: 'roleMapping.removed', subject: { kind: 'roleMapping', id }, facts: found })
    return done(null)
  })
}
