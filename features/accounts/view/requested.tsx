import { getTranslations } from 'next-intl/server'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Day } from '#features/connections/view/day.tsx'
import type { RequestedDeletion } from '../deletion-requests.ts'

/** That a deletion was asked for, on whose word, and when somebody looks again. */
export async function Requested({ request, href }: { request: RequestedDeletion; href?: string }) {
  const t = await getTranslations('accounts')
  return (
    <Graded
      source={{ grade: 'stated', by: request.statedBy, at: request.statedAt.toISOString() }}
      {...(href ? { href } : {})}
    >
      {t.rich('deletionRequested', {
        on: () => <Day at={request.requestedOn} />,
        again: () => <Day at={request.lookAgainOn} />,
      })}
    </Graded>
  )
}
