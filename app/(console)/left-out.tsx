import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'

/** That the address asks for what is no choice here, by the names of its parts; nothing where it does not. */
export async function LeftOut({ parts }: { parts: readonly string[] }) {
  const t = await getTranslations('frame')
  if (parts.length === 0) return null
  return <Banner tone="expiring">{t('leftOut', { count: parts.length, parts: parts.join(', ') })}</Banner>
}
