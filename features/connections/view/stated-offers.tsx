import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { ListedStated } from '../list-stated.ts'

/** That readings found connections which members had stated, and the way to join them; nothing where they found none. */
export async function StatedOffers({ stated }: { stated: readonly ListedStated[] }) {
  const t = await getTranslations('stated')
  const count = stated.filter(({ offers }) => offers.length > 0).length
  if (count === 0) return null
  return (
    <Banner
      tone="brand"
      action={<QuietLink href="/connections#stated">{t('offersLink', { count })}</QuietLink>}
    >
      {t('offers', { count })}
    </Banner>
  )
}
