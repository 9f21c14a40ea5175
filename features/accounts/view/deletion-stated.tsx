import { getTranslations } from 'next-intl/server'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Day } from '#features/connections/view/day.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { AccountEntry } from '../entries.ts'

type DeletionStatedProps = {
  deletion: NonNullable<AccountEntry['deletion']>
  foundAgainAt: AccountEntry['foundAgainAt']
}

/** That an account was deleted, on whose word, and that its Apple ID was found in use again since. */
export async function DeletionStated({ deletion, foundAgainAt }: DeletionStatedProps) {
  const t = await getTranslations('accounts')
  const { deletedOn, statedBy, statedAt } = deletion
  return (
    <>
      <Graded source={{ grade: 'stated', by: statedBy, at: statedAt.toISOString() }}>
        {t.rich('deleted', { date: () => <Day at={deletedOn} /> })}
      </Graded>
      {foundAgainAt ? (
        <p>{t.rich('entries.foundAgain', { again: () => <Moment at={foundAgainAt} /> })}</p>
      ) : null}
    </>
  )
}
