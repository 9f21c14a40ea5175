import { getTranslations } from 'next-intl/server'

/** The way back from the pages that record a connection. */
export const stateTrail = async () => {
  const t = await getTranslations()
  return {
    label: t('frame.breadcrumb'),
    parents: [
      { href: '/connections', label: t('connections.title') },
      { href: '/connections/new', label: t('stated.title') },
    ],
  }
}
