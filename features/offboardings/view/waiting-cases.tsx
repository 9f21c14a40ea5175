import { getTranslations } from 'next-intl/server'
import { Fragment } from 'react'
import { QuietLink } from '#components/quiet-link.tsx'
import { WaitingItem } from '#features/inventory/view/waiting-list.tsx'
import type { WaitingCases as Waiting } from '../waiting-cases.ts'
import { CaseStateMark } from './case-state.tsx'

/** Offboardings that wait for a person, as items of the list of what waits. */
export async function WaitingCases({ waiting }: { waiting: readonly Waiting[] }) {
  const t = await getTranslations('offboardings')
  return waiting.map(({ why, first, more }) => (
    <Fragment key={why}>
      {first.map(({ id, name, count }) => (
        <WaitingItem key={id} mark={<Mark why={why} />}>
          <QuietLink href={`/offboardings/${id}`}>{t('named', { name, count, others: count - 1 })}</QuietLink>
          <br />
          {t(`waiting.${why}`)}
        </WaitingItem>
      ))}
      {more === 0 ? null : (
        <WaitingItem mark={<Mark why={why} />}>
          <QuietLink href="/offboardings">{t('waiting.more', { count: more })}</QuietLink>
          <br />
          {t(`waiting.${why}`)}
        </WaitingItem>
      )}
    </Fragment>
  ))
}

function Mark({ why }: { why: Waiting['why'] }) {
  return <CaseStateMark state={why === 'askAgain' ? 'draft' : why} connections={[]} />
}
