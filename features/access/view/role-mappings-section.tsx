import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'

/** On the settings: how many groups give a role, and the way to them. */
export async function RoleMappingsSection({ count }: { count: number }) {
  const t = await getTranslations('roleMappings')
  return (
    <Section title={t('title')} note={t('meta')}>
      <p>
        {t('count', { count })} <QuietLink href="/settings/role-mappings">{t('see')}</QuietLink>
      </p>
    </Section>
  )
}
