import type { Actor } from '#domain/actor.ts'
import { Denied } from '#domain/outcome.ts'
import type { Permission } from '#domain/permission.ts'

/** Throws Denied unless the actor holds the permission: the first line of every query and command. */
export const demand = (actor: Actor, permission: Permission): void => {
  if (!actor.permissions.has(permission)) throw new Denied(permission)
}
