import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { kindOf } from '#domain/service.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { ConnectionSummary } from '../queries.ts'
import { Day } from './day.tsx'

/** Where a connection stands, when that needs saying: half-stopped above all. */
export async function LifeNotice({
  connection,
  requested,
  action,
}: {
  connection: ConnectionSummary
  /** That Apple was asked for the deletion of its account. */
  requested?: { requestedOn: Date; lookAgainOn: Date; offboardingId: string } | undefined
  action?: ReactNode
}) {
  const t = await getTranslations('connections.notice')
  const longDay = await longDays()
  const day = (date: Date | null | undefined) => (date ? longDay(date) : '–')
  const namedDay = (at: Date | undefined) => (at ? <Day at={at} /> : '–')
  const { state, account, disabledAt, keeping, expiresAt } = connection
  const kind = kindOf(connection.service)
  const name = account?.appleId ?? t('unknownAccount')
  if (connection.returnedAs !== null) {
    return (
      <Banner
        tone={connection.sharesAgain ? 'refusal' : 'expiring'}
        action={<QuietLink href={`/connections/${connection.returnedAs}`}>{t('toPresent')}</QuietLink>}
      >
        {t('returned', { kind, date: day(disabledAt) })}
      </Banner>
    )
  }
  if (connection.restarts) {
    const { id, disabledAt: ended } = connection.restarts
    return (
      <Banner tone="refusal" action={<QuietLink href={`/connections/${id}`}>{t('toEarlier')}</QuietLink>}>
        <strong>{t('restartedTitle')}</strong>{' '}
        {t('restarted', { kind, ended: day(ended), date: day(connection.observedSince) })}
      </Banner>
    )
  }
  switch (state) {
    case 'disabled':
      return (
        <Banner tone="refusal" action={action}>
          <strong>{t('disabledTitle')}</strong>{' '}
          {requested
            ? t.rich('disabledRequested', {
                date: day(disabledAt),
                account: name,
                on: () => namedDay(requested.requestedOn),
                again: () => namedDay(requested.lookAgainOn),
                case: (said) => (
                  <QuietLink href={`/offboardings/${requested.offboardingId}/account`}>{said}</QuietLink>
                ),
              })
            : t('disabled', { date: day(disabledAt), account: name })}
        </Banner>
      )
    case 'stopped':
      return (
        <Banner tone="brand">
          {t.rich('stopped', {
            date: day(disabledAt),
            account: name,
            deletedOn: () => namedDay(account?.deletion?.deletedOn),
            by: account?.deletion?.statedBy ?? '–',
          })}
        </Banner>
      )
    case 'accountKept':
      return (
        <Banner tone="brand">
          {t.rich('accountKept', {
            date: day(disabledAt),
            account: name,
            by: keeping?.decidedBy ?? '–',
            why: keeping?.why ?? '–',
            stillUsedBy: keeping?.stillUsedBy ?? '–',
            reviewOn: () => namedDay(keeping?.reviewOn),
          })}
        </Banner>
      )
    case 'missing':
    case 'emptied':
      return <Banner tone="expiring">{t(state)}</Banner>
    case 'expired':
      return <Banner tone="expiring">{t('expired', { date: day(expiresAt) })}</Banner>
    case 'expiring':
      return <Banner tone="expiring">{t('expiring', { date: day(expiresAt) })}</Banner>
    case 'sharing':
      return null
  }
}
