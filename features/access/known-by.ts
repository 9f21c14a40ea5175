import { doorway } from '#adapters/db.ts'
import { log } from '#adapters/log.ts'
import { verifyPassword } from '#adapters/passwords.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { factorOf, usesCode } from './factor-codes.ts'
import { inTurn } from './in-turn.ts'

/** What somebody shows at the door: a code too where they have a second factor. */
export type Shown = { login: string; password: string; code?: string | undefined }

/** No member has it: lets an unknown sign-in name cost the same statement as a known one. */
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Whose name, password and code these are. `wrongSignIn` where they do not fit or the name rests after several failures, and then
 * it is counted; that a code is needed is told to those alone who know the password.
 */
export const knownBy = async ({
  login,
  password,
  code,
}: Shown): Promise<Outcome<string, 'wrongSignIn' | 'codeNeeded'>> => {
  type Found = { member_id: string; hash: string; is_locked: boolean }
  const [known] = await doorway().$queryRaw<Found[]>`
    select member_id, hash, coalesce(locked_until > now(), false) as is_locked from sign_in_find(${login})`
  const isRight = await verifyPassword(known?.hash, password)
  if (known && isRight && !known.is_locked) {
    if ((await factorOf(known.member_id)) === null) return done(known.member_id)
    if (!code) return refused('codeNeeded')
    if (await usesCode(known.member_id, code)) return done(known.member_id)
  }
  // Failures during the lock do not count, so that a stranger who keeps guessing cannot prolong it.
  const blamed = known && !known.is_locked ? known.member_id : nobody
  await doorway().$executeRaw`select sign_in_failed(${blamed}::uuid)`
  log.warn({ memberId: known?.member_id ?? null, isLocked: known?.is_locked ?? false }, 'sign-in refused')
  return refused('wrongSignIn')
}

/**
 * Does what takes that somebody shows once more that it is them; tries wait in line and count as they do at the door, so
 * that a session left open is no way around it.
 */
export const provenAgain = <Value, Reason extends string>(
  login: string,
  shown: Omit<Shown, 'login'>,
  work: () => Promise<Outcome<Value, Reason>>,
): Promise<Outcome<Value, Reason | 'wrongPassword' | 'codeNeeded'>> =>
  inTurn(login, async () => {
    const known = await knownBy({ ...shown, login })
    if (known.ok) return work()
    return refused(known.reason === 'codeNeeded' ? 'codeNeeded' : 'wrongPassword')
  })
