import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { kindOf } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'

/** That a token which a case ended is listed again: whatever the case proved, it is no longer so. */
export async function Returned({ connection }: { connection: ConnectionSummary }) {
  const { service, returnedAs, returnedAt, sharesAgain } = connection
  if (returnedAs === null || returnedAt === null) return null
  const t = await getTranslations()
  return (
    <Banner
      tone={sharesAgain ? 'refusal' : 'expiring'}
      action={<QuietLink href={`/connections/${returnedAs}`}>{t('connections.notice.toPresent')}</QuietLink>}
    >
      {sharesAgain ? <strong>{t('connections.notice.restartedTitle')} </strong> : null}
      <Graded source={{ grade: 'observed', reading: '', at: returnedAt.toISOString() }}>
        {t.rich(`offboardings.done.${sharesAgain ? 'restarted' : 'endedAgain'}`, {
          kind: kindOf(service),
          at: () => <Moment at={returnedAt} />,
        })}
      </Graded>
    </Banner>
  )
}
