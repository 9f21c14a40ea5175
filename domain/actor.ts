import type { Permission } from './permission.ts'

declare const minted: unique symbol

/**
 * Who acts, in which organisation, with which permissions. Every query and command asks for one, so a forgotten check
 * does not compile. Only features/access/minting.ts makes one; who may import it is a rule of the floor plan.
 */
export type Actor = {
  readonly [minted]: true
  readonly kind: 'member' | 'terminal' | 'clock'
  /** The member's id; null for the terminal and the clock. */
  readonly id: string | null
  readonly name: string
  readonly organisationId: string
  readonly permissions: ReadonlySet<Permission>
}

export const can = (actor: Actor, permission: Permission): boolean => actor.permissions.has(permission)

/** The member behind an actor; null for the terminal and the clock, who cannot give their word. */
export const memberOf = ({ id, name, kind }: Actor): { id: string; name: string } | null =>
  kind === 'member' && id !== null ? { id, name } : null
