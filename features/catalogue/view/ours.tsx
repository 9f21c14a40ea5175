import { getTranslations } from 'next-intl/server'

/** Marks words that are Pomona's translation, not Microsoft's. */
export async function Ours() {
  const t = await getTranslations('catalogue')
  return <small>({t('ours')})</small>
}
