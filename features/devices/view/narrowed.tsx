import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { AsOf } from '#features/inventory/as-of.ts'
import { atDay } from '#features/inventory/view/as-of-links.ts'
import type { SharedOver } from '../shared-over.ts'

type NarrowedProps = { over: SharedOver; path: string; asOf: AsOf }

/** That a list holds only what a connection, a service or any of them shares, and the way out of that. */
export async function Narrowed({ over, path, asOf }: NarrowedProps) {
  const t = await getTranslations()
  const { service, connection } = over
  const words = () => {
    if (service === null) return t('shares.overAny')
    if (connection === null)
      return t.rich('shares.overService', {
        service: () => (
          <QuietLink href={atDay(`/inventory/${service}`, asOf)}>{t(`services.${service}.name`)}</QuietLink>
        ),
      })
    return t.rich('shares.over', {
      service: t(`services.${service}.short`),
      connection: () => (
        <QuietLink href={atDay(`/connections/${connection.id}`, asOf)}>{connection.name}</QuietLink>
      ),
    })
  }
  return <Banner action={<QuietLink href={atDay(path, asOf)}>{t('shares.all')}</QuietLink>}>{words()}</Banner>
}
