import type { Permission } from './permission.ts'

declare const minted: unique symbol

/**
 * Who acts, in which organisation, with which permissions. Every query and command asks for one, and only the three
 * doors can mint it (features/access/actor.ts), so a forgotten check does not compile.
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
