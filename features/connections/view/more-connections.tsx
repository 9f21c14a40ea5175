import { getTranslations } from 'next-intl/server'
import { Footnote } from '#components/footnote.tsx'
import { QuietLink } from '#components/quiet-link.tsx'

type MoreConnectionsProps = {
  shown: number
  found: number
  /** The list of connections narrowed to all of them. */
  href: string
}

/** That a page shows the first of its connections only, and the way to all of them; nothing where it shows them all. */
export async function MoreConnections({ shown, found, href }: MoreConnectionsProps) {
  const t = await getTranslations('connections')
  if (found <= shown) return null
  return (
    <Footnote>
      <span>{t('firstOf', { shown, found })}</span>{' '}
      <QuietLink href={href}>{t('seeAll', { found })}</QuietLink>
    </Footnote>
  )
}
