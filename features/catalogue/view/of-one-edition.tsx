import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { EditionId } from '#domain/catalogue/vocabulary.ts'

/** A list shows only what rests on one edition of Microsoft's page, and where all of it is. */
export async function OfOneEdition({ edition, all }: { edition: EditionId; all: string }) {
  const t = await getTranslations('catalogue')
  return (
    <Banner tone="brand" action={<QuietLink href={all}>{t('page.ofAll')}</QuietLink>}>
      {t('page.ofOne', { edition: t(`editionsWithin.${edition}`) })}
    </Banner>
  )
}
