import { getTranslations } from 'next-intl/server'
import { FlagMark } from '#components/flag-mark.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { WaitingItem } from '#features/inventory/view/waiting-list.tsx'
import type { RequestsWaiting } from '../queries.ts'
import { daysHere } from './request-words.tsx'

/** Requests that wait for an answer, as an item of the list of what waits. */
export async function WaitingRequests({ waiting }: { waiting: RequestsWaiting }) {
  const t = await getTranslations('accessRequests')
  const day = await daysHere()
  return (
    <WaitingItem mark={<FlagMark grave={waiting.daysLeft < 0}>{t('title')}</FlagMark>}>
      <QuietLink href="/access-requests">{t('waiting', { count: waiting.count })}</QuietLink>
      <br />
      {t(waiting.daysLeft < 0 ? 'firstLate' : 'firstDue', {
        on: day(waiting.dueOn),
        days: Math.abs(waiting.daysLeft),
      })}
    </WaitingItem>
  )
}
