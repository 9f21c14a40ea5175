import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { SharedOver } from '../shared-over.ts'

type NarrowedProps = { over: SharedOver; path: string }

/** That a list holds only what a connection, a service or any of them shares, and the way out of that. */
export async function Narrowed({ over, path }: NarrowedProps) {
  const t = await getTranslations()
  const { service, connection, only } = over
  // All that Intune manages stands under the push certificate.
  const isOfTenant = service === 'apns' && only !== null
  const words = () => {
    if (service === null) return t('shares.overAny')
    if (connection === null)
      return t.rich('shares.overService', {
        service: () => <QuietLink href={`/inventory/${service}`}>{t(`services.${service}.name`)}</QuietLink>,
      })
    return t.rich(isOfTenant ? 'shares.inTenant' : 'shares.over', {
      service: t(`services.${service}.short`),
      connection: () => <QuietLink href={`/connections/${connection.id}`}>{connection.name}</QuietLink>,
    })
  }
  return (
    <Banner action={<QuietLink href={path}>{t('shares.all')}</QuietLink>}>
      {words()} {only === null || (isOfTenant && only === 'managed') ? null : t(`shares.only.${only}`)}
    </Banner>
  )
}
