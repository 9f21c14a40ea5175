import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'

/** Not there, or not for this member: the two must look alike. */
export async function NothingHere() {
  const t = await getTranslations('errors.notFound')
  return (
    <EmptyState level="h1" title={t('title')} action={<ButtonLink href="/">{t('action')}</ButtonLink>}>
      {t('sentence')}
    </EmptyState>
  )
}
