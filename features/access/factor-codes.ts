import { createHash } from 'node:crypto'
import { doorway } from '#adapters/db.ts'
import { stepOf } from '#adapters/one-time-code.ts'
import { unseal } from '#adapters/vault.ts'

/** A member's second factor: since when it is asked for, and how many recovery codes are left. Null where none is. */
export const factorOf = async (memberId: string): Promise<{ since: Date; recoveryLeft: number } | null> => {
  type Row = { confirmed_at: Date | null; recovery_left: number }
  const [row] = await doorway().$queryRaw<Row[]>`
    select confirmed_at, recovery_left from factor_of(${memberId}::uuid)`
  return row?.confirmed_at ? { since: row.confirmed_at, recoveryLeft: row.recovery_left } : null
}

/** What the database keeps of a recovery code, however it is typed. */
export const hashOfRecovery = (code: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    createHash('sha256')
      .update(`pomona/recovery ${bare(code)}`)
      .digest(),
  )
const bare = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** The step of a code of the app; null where it is wrong, was used, or the factor is not (or already) in force. */
export const rightStep = async (
  memberId: string,
  code: string,
  { isConfirmed }: { isConfirmed: boolean },
): Promise<number | null> => {
  type Row = { sealed: string; confirmed_at: Date | null; last_step: bigint }
  const [row] = await doorway().$queryRaw<Row[]>`
    select sealed, confirmed_at, last_step from factor_of(${memberId}::uuid)`
  if (!row || (row.confirmed_at !== null) !== isConfirmed) return null
  return unseal(memberId, row.sealed, async (secret) => stepOf(secret, code, Number(row.last_step)))
}

/** Whether a code of the app, or a recovery code, is right; each is used up by it. */
export const usesCode = async (memberId: string, code: string): Promise<boolean> => {
  const step = await rightStep(memberId, code, { isConfirmed: true })
  const [row] =
    step === null
      ? await doorway().$queryRaw<{ used: boolean }[]>`
          select factor_recover(${memberId}::uuid, ${hashOfRecovery(code)}::bytea) as used`
      : await doorway().$queryRaw<{ used: boolean }[]>`
          select factor_use(${memberId}::uuid, ${step}::bigint) as used`
  return row?.used === true
}
