import type { Transaction } from '#adapters/db.ts'

type Deletion = { deletedOn: Date; statedBy: string; statedAt: Date }
type StoredAccount = { id: string; appleId: string; deletions: Deletion[] }

type Stay = {
  name: string
  expiresAt: Date | null
  missingSince: number | null
  until: number | null
  account: StoredAccount | null
  facts: { key: string; value: string }[]
}

export type StayThen = {
  name: string
  expiresAt: Date | null
  isMissing: boolean
  account: StoredAccount | null
}

/** Selects the facts in force at a sequence that a later reading may have changed in the connection's own row. */
export const factsAt = (sequence: number) => ({
  where: {
    key: { in: ['name', 'appleId', 'expiresAt', 'missing'] },
    since: { lte: sequence },
    OR: [{ until: null }, { until: { gt: sequence } }],
  },
  select: { key: true, value: true },
})

const factOf = ({ facts }: Pick<Stay, 'facts'>, key: string): string | null =>
  facts.find((fact) => fact.key === key)?.value ?? null

const appleIdOf = (stay: Pick<Stay, 'facts'>): string | null =>
  factOf(stay, 'appleId')?.trim().toLowerCase() || null

/** Accounts that stood behind one of these stays at the time and no longer do, by their Apple ID in small letters. */
export const accountsThen = async (
  tx: Transaction,
  stays: readonly Stay[],
  sequence: number,
): Promise<ReadonlyMap<string, StoredAccount>> => {
  const differs = stays.some((stay) => {
    const appleId = appleIdOf(stay)
    return appleId !== null && appleId !== stay.account?.appleId.toLowerCase()
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
  return new Map(accounts.map((account) => [account.appleId.toLowerCase(), account]))
}

/**
 * What a stay was called at a sequence, when it ended, whether it was missing and whose it was. A stay that was over by
 * then keeps what its row says: no reading writes to it any more.
 */
export const stayThen = (
  stay: Stay,
  sequence: number,
  accounts: ReadonlyMap<string, StoredAccount>,
): StayThen => {
  const { missingSince, until, account } = stay
  const name = factOf(stay, 'name')
  const isOver = until !== null && until <= sequence
  // Every reading states the name: without one, what stands in the row is all there is.
  if (isOver || name === null) {
    return {
      name: stay.name,
      expiresAt: stay.expiresAt,
      isMissing: missingSince !== null && missingSince <= sequence,
      account,
    }
  }
  const expiry = factOf(stay, 'expiresAt')
  const appleId = appleIdOf(stay)
  return {
    name,
    expiresAt: expiry === null ? null : new Date(expiry),
    isMissing: factOf(stay, 'missing') !== null,
    account: appleId === account?.appleId.toLowerCase() ? account : (accounts.get(appleId ?? '') ?? null),
  }
}
