import type { Transaction } from '#adapters/db.ts'
import type { CaseAccount } from './accounts.ts'
import type { NamedCase } from './ended-elsewhere.ts'

const selected = {
  ...{ id: true, content: true, sha256: true, recordedBy: true, recordedAt: true },
  file: { select: { erasedBy: true, erasedAt: true, erasedBecause: true } },
  offboarding: { select: { id: true, startedByName: true, startedAt: true } },
} as const

/** A piece of evidence that another case keeps, and that case. */
export type PieceElsewhere = {
  id: string
  content: unknown
  sha256: string
  recordedBy: string
  recordedAt: Date
  file: { erasedBy: string | null; erasedAt: Date | null; erasedBecause: string | null } | null
  offboarding: NamedCase
}

/**
 * What other cases keep of the accounts of this one: an account is deleted once, so the word on it, and the files handed
 * in with that word, may have been given in any case of its connections.
 */
export const evidenceElsewhere = async (
  tx: Transaction,
  offboardingId: string,
  accounts: readonly CaseAccount[],
): Promise<PieceElsewhere[]> => {
  const ids = accounts.map(({ id }) => id)
  const deletions = await tx.accountDeletion.findMany({
    where: { accountId: { in: ids } },
    select: { evidenceId: true },
  })
  const requests = await tx.accountDeletionRequest.findMany({
    where: { accountId: { in: ids } },
    select: { evidenceId: true },
  })
  const words = [...deletions, ...requests].map(({ evidenceId }) => evidenceId)
  return tx.evidence.findMany({
    where: {
      offboardingId: { not: offboardingId },
      OR: [{ id: { in: words } }, ...ids.map((id) => ({ content: { path: ['shows', 'id'], equals: id } }))],
    },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: selected,
  })
}
