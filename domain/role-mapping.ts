import { type Access, decideAccess, decideEnd } from './membership.ts'
import type { Role } from './permission.ts'

/** What of a token can be mapped to a role: groups of the directory, or roles of the application. */
export const mappedClaims = ['groups', 'roles'] as const
export type MappedClaim = (typeof mappedClaims)[number]

/**
 * Roles that can be mapped, in the order that counts where several are: the one that changes least of access first, so that
 * one more group, given by mistake, never makes an owner. An auditor's access ends on a set day, which no group says.
 */
export const mappableRoles = [
  'decider',
  'privacyOfficer',
  'admin',
  'owner',
] as const satisfies readonly Role[]
export type MappableRole = (typeof mappableRoles)[number]

/** What the issuer says of somebody. Null where it says that there are groups and not which. */
export type Said = { groups: readonly string[] | null; roles: readonly string[] }

export type Mapping = { claim: MappedClaim; value: string; role: Role }

/** The role that follows, null where none does; `unreadable` where it hangs on groups that were not said. */
export const mappedRole = (mappings: readonly Mapping[], said: Said): Role | null | 'unreadable' => {
  if (said.groups === null && mappings.some(({ claim }) => claim === 'groups')) return 'unreadable'
  const held = mappings.filter(({ claim, value }) => said[claim]?.includes(value))
  return mappableRoles.find((role) => held.some((mapping) => mapping.role === role)) ?? null
}

/** Somebody's access, and whether an owner gave it or a mapping. */
export type Standing = Access & { givenBy: 'owner' | 'mapping' }

export type MappingDecision = { kind: 'keep' } | { kind: 'give'; role: Role } | { kind: 'take' }
const keep: MappingDecision = { kind: 'keep' }

/**
 * What becomes of an access at sign-in. What an owner gave, ended or changed stands, and so does everything where groups
 * cannot be read: not knowing takes nothing away. The last owner stays one.
 */
export const decideMapped = (
  { from, to, others }: { from: Standing | null; to: Role | null | 'unreadable'; others: readonly Access[] },
  now: Date,
): MappingDecision => {
  if (to === 'unreadable' || from?.givenBy === 'owner') return keep
  if (from === null) return to === null ? keep : { kind: 'give', role: to }
  if (to === null) return decideEnd({ from, others }, now).ok ? { kind: 'take' } : keep
  const change = decideAccess({ from, to: { role: to, endsAt: null }, others }, now)
  return change.ok ? { kind: 'give', role: to } : keep
}
