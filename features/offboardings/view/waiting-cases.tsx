import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { WaitingItem } from '#features/inventory/view/waiting-list.tsx'
import type { WaitingCase } from '../waiting-cases.ts'
import { CaseStateMark } from './case-state.tsx'

/** Offboardings that wait for a person, as items of the list of what waits. */
export async function WaitingCases({ waiting }: { waiting: readonly WaitingCase[] }) {
  const t = await getTranslations('offboardings')
  return waiting.map(({ id, why, name, count }) => (
    <WaitingItem key={id} mark={<CaseStateMark state={why} connections={[]} />}>
      <QuietLink href={`/offboardings/${id}`}>{t('named', { name, count, others: count - 1 })}</QuietLink>
      <br />
      {t(`waiting.${why}`)}
    </WaitingItem>
  ))
}
