import type { Role } from './permission.ts'

/** What the log tells of a member's role: given when they joined, or changed later from another one. */
export type RoleGiven = { member: string; at: Date; role: Role; before: Role | null }

/** Which role a member had at a moment, as far as the log tells: the roles given, oldest first. Null where it does not. */
export const roleThen = (given: readonly RoleGiven[], member: string, at: Date): Role | null => {
  const own = given.filter((each) => each.member === member)
  const last = own.findLast((each) => each.at <= at)
  return last ? last.role : (own[0]?.before ?? null)
}
