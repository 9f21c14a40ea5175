import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { AsOf } from '#features/inventory/as-of.ts'
import { atDay } from '#features/inventory/view/as-of-links.ts'
import type { SharedOver } from '../shared-over.ts'

type NarrowedProps = { over: SharedOver; path: string; asOf: AsOf }

/** That a list holds only what one connection shares, and the way out of that. */
export async function Narrowed({ over, path, asOf }: NarrowedProps) {
  const t = await getTranslations()
  return (
    <Banner action={<QuietLink href={atDay(path, asOf)}>{t('shares.all')}</QuietLink>}>
      {t.rich('shares.over', {
        service: t(`services.${over.service}.short`),
        connection: () => <QuietLink href={atDay(`/connections/${over.id}`, asOf)}>{over.name}</QuietLink>,
      })}
    </Banner>
  )
}
