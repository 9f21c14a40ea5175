import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { WaitingItem } from '#features/inventory/view/waiting-list.tsx'
import type { RequestsWaiting } from '../queries.ts'
import { DueBy } from './request-words.tsx'

/** Requests that wait for an answer, as an item of the list of what waits. */
export async function WaitingRequests({ waiting }: { waiting: RequestsWaiting }) {
  const t = await getTranslations('accessRequests')
  return (
    <WaitingItem mark={<DueBy {...waiting} />}>
      <QuietLink href="/access-requests">{t('waiting', { count: waiting.count })}</QuietLink>
    </WaitingItem>
  )
}
