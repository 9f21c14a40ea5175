import type { Transaction } from '#adapters/db.ts'
import type { StoredStay } from './stored-stays.ts'

type StoredAccount = Pick<
  StoredStay,
  'accountId' | 'appleId' | 'deletedOn' | 'deletionStatedBy' | 'deletionStatedAt'
>

const appleIdThen = (stay: StoredStay): string | null => stay.appleIdThen?.trim().toLowerCase() || null

/** Accounts that stood behind one of these stays at the time and no longer do, by their Apple ID in small letters. */
const accountsThen = async (
  tx: Transaction,
  stays: readonly StoredStay[],
  sequence: number,
): Promise<ReadonlyMap<string, StoredAccount>> => {
  const differs = stays.some((stay) => {
    const appleId = appleIdThen(stay)
    return appleId !== null && appleId !== stay.appleId?.toLowerCase()
  })
  if (!differs) return new Map()
  const accounts = await tx.account.findMany({
    where: { since: { lte: sequence } },
    orderBy: { since: 'asc' },
    select: {
      id: true,
      appleId: true,
      deletions: { select: { deletedOn: true, statedBy: true, statedAt: true } },
    },
  })
  return new Map(
    accounts.map(({ id, appleId, deletions: [deletion] }) => [
      appleId.toLowerCase(),
      {
        accountId: id,
        appleId,
        deletedOn: deletion?.deletedOn ?? null,
        deletionStatedBy: deletion?.statedBy ?? null,
        deletionStatedAt: deletion?.statedAt ?? null,
      },
    ]),
  )
}

const nobodys: StoredAccount = {
  accountId: null,
  appleId: null,
  deletedOn: null,
  deletionStatedBy: null,
  deletionStatedAt: null,
}

/**
 * What stays were called at a sequence, when they ended, whether they were missing and whose they were. A stay that was
 * over by then keeps what its row says: no reading writes to it any more.
 */
export const staysThen = async (
  tx: Transaction,
  stays: readonly StoredStay[],
  sequence: number,
): Promise<(StoredStay & { isMissing: boolean })[]> => {
  const accounts = await accountsThen(tx, stays, sequence)
  return stays.map((stay) => {
    const { missingSince, until, nameThen } = stay
    const isOver = until !== null && until <= sequence
    // Every reading states the name: without one, what stands in the row is all there is.
    if (isOver || nameThen === null) {
      return { ...stay, isMissing: missingSince !== null && missingSince <= sequence }
    }
    const appleId = appleIdThen(stay)
    const account =
      appleId === (stay.appleId?.toLowerCase() ?? null) ? {} : (accounts.get(appleId ?? '') ?? nobodys)
    return {
      ...stay,
      ...account,
      name: nameThen,
      expiresAt: stay.expiredThen === null ? null : new Date(stay.expiredThen),
      isMissing: stay.missingThen !== null,
    }
  })
}
