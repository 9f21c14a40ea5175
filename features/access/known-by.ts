import { doorway } from '#adapters/db.ts'
import { verifyPassword } from '#adapters/passwords.ts'

/** No member has it: lets an unknown sign-in name cost the same statement as a known one. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Whose name and password these are; null where they do not fit or rest after several failures, and then it is counted. */
export const knownBy = async ({
  login,
  password,
}: {
  login: string
  password: string
}): Promise<string | null> => {
  type Found = { member_id: string; hash: string; is_locked: boolean }
  const [known] = await doorway().$queryRaw<Found[]>`
    select member_id, hash, coalesce(locked_until > now(), false) as is_locked from sign_in_find(${login})`
  const isRight = await verifyPassword(known?.hash, password)
  if (known && isRight && !known.is_locked) return known.member_id
  // Failures during the lock do not count, so that a stranger who keeps guessing cannot prolong it.
  const blamed = known && !known.is_locked ? known.member_id : nobody
  await doorway().$executeRaw`select sign_in_failed(${blamed}::uuid)`
  return null
}
