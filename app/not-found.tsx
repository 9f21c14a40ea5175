import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { StandalonePage } from '#components/standalone-page.tsx'
import { NothingHere } from './nothing-here.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('errors.notFound'))('title') }
}

export default async function NotFound() {
  const t = await getTranslations('frame')
  return (
    <StandalonePage name={t('product')}>
      <NothingHere />
    </StandalonePage>
  )
}
