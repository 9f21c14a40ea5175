import { generateSync } from 'otplib'
import { beginFactor, confirmFactor } from './factors.ts'
import type { Lacking } from './queries.ts'

type Held = Lacking & { sessionId: string }

/** The code of so many half minutes from now. */
export const codeOf = (secret: string, steps = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 })

/** Somebody with a second factor in force. This moment’s code is used up by it; the next one is good already. */
export const withFactor = async <Somebody extends Held>(held: Somebody) => {
  const begun = await beginFactor(held, held.sessionId)
  if (!begun.ok) throw new Error(begun.reason)
  const { secret } = begun.value
  const confirmed = await confirmFactor(held, { sessionId: held.sessionId, code: codeOf(secret) })
  if (!confirmed.ok) throw new Error(confirmed.reason)
  return { held, secret, recovery: confirmed.value.recovery, login: held.member.login }
}
