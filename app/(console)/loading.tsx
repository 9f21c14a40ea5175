import { getTranslations } from 'next-intl/server'
import { PageSkeleton } from '#components/skeleton.tsx'

/** Within the frame, so that the frame itself stays while a page is on its way. */
export default async function Loading() {
  const t = await getTranslations('frame')
  return <PageSkeleton label={t('loading')} />
}
