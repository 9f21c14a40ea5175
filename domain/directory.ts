import type { DirectoryUser } from './tenant.ts'
import { permissionNeeds, type TenantPermissions } from './tenant-permission.ts'

/**
 * What a tenant's directory answers about an Apple ID: `present` where it may not tell whether the user is enabled,
 * `absent` where no user has the Apple ID as an address.
 */
export const directoryStates = ['enabled', 'disabled', 'present', 'absent'] as const
export type DirectoryState = (typeof directoryStates)[number]

/** Which addresses were looked at: all that a user has, or the sign-in name and the mail address alone. */
export const directoryExtents = ['full', 'basic'] as const
export type DirectoryExtent = (typeof directoryExtents)[number]

/**
 * How much of its users a registration may look at; null where it may not. What a token does not tell is asked for, and
 * Microsoft's answer decides.
 */
export const extentGranted = (permissions: TenantPermissions): DirectoryExtent | null => {
  if (!permissions.known) return 'full'
  const granted = new Set(permissions.found)
  if (permissionNeeds.directoryUsers.some((name) => granted.has(name))) return 'full'
  return permissionNeeds.directoryNames.some((name) => granted.has(name)) ? 'basic' : null
}

/** One who is enabled outweighs a guest of the same address who is not. */
export const directoryState = (users: readonly Pick<DirectoryUser, 'isEnabled'>[]): DirectoryState => {
  if (users.length === 0) return 'absent'
  if (users.some(({ isEnabled }) => isEnabled === true)) return 'enabled'
  return users.some(({ isEnabled }) => isEnabled === null) ? 'present' : 'disabled'
}

/** What one tenant told, or why it did not. */
export type DirectoryAnswer<Telling> =
  | { kind: 'told'; state: DirectoryState; extent: DirectoryExtent; by: Telling }
  | { kind: 'untold'; by: Telling }

/** The states a tenant may know a user by, the one that says most first. */
const known = ['enabled', 'present', 'disabled'] as const

/**
 * The answers of all tenants whose connections an account stands behind, as one: whoever knows the user decides. That
 * nobody knows it takes all of them; null where there was none to ask.
 */
export const oneAnswer = <Telling>(
  answers: readonly DirectoryAnswer<Telling>[],
): DirectoryAnswer<Telling> | null => {
  for (const state of known) {
    const found = answers.find((answer) => answer.kind === 'told' && answer.state === state)
    if (found) return found
  }
  const narrowest = answers.find((answer) => answer.kind === 'told' && answer.extent === 'basic')
  return answers.find(({ kind }) => kind === 'untold') ?? narrowest ?? answers[0] ?? null
}
