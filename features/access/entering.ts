import {
  heldSession,
  joinElsewhere,
  signInElsewhere,
  signInElsewhereAgain,
  type Vouched,
} from './identities.ts'
import type { Started } from './session-start.ts'

/** Why somebody whom the issuer vouches for was not let in, as `/sign-in/no-organisation` and `/sign-in/again` are told it. */
export const reasonsOutside = ['notAMember', 'groupsUnreadable'] as const
export const reasonsAgain = ['anotherPerson', 'notShownAgain'] as const

const pathWith = (path: string, values: Record<string, string>) => `${path}?${new URLSearchParams(values)}`

/**
 * What somebody came back from the issuer for: to join by the link they followed, to show once more that it is them, or to
 * sign in. Answers a session, or the path of the page that says why there is none.
 */
export const enterElsewhere = async (vouched: Vouched, next: string): Promise<Started | { path: string }> => {
  const [, token] = /^\/welcome\/([\w-]+)$/.exec(next) ?? []
  if (token !== undefined) {
    const joined = await joinElsewhere(vouched, token)
    return joined.ok ? joined.value : { path: next }
  }
  const held = await heldSession(vouched.held)
  if (held) {
    const again = await signInElsewhereAgain(held, vouched.identity, new Date())
    return again.ok ? again.value : { path: pathWith('/sign-in/again', { next, reason: again.reason }) }
  }
  const entered = await signInElsewhere(vouched)
  return entered.ok
    ? entered.value
    : { path: pathWith('/sign-in/no-organisation', { reason: entered.reason }) }
}
