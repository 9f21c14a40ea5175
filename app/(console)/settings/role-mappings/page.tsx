import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { mappableRoles } from '#domain/role-mapping.ts'
import { requireActor } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { roleMappings } from '#features/access/role-mappings.ts'
import { RoleMappingForm } from '#features/access/view/role-mapping-form.tsx'
import { RoleMappingsTable } from '#features/access/view/role-mappings-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('roleMappings'))('title') }
}

/** Which role follows from what the provider says of somebody. */
export default async function RoleMappingsPage() {
  const actor = await requireActor('members:read')
  const mappings = await roleMappings(actor)
  const provider = providerName()
  const t = await getTranslations()
  const mayChange = can(actor, 'members:change')
  const order = mappableRoles.map((role) => t(`roles.${role}.name`)).join(', ')
  return (
    <>
      <PageHeader
        title={t('roleMappings.title')}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [{ href: '/settings', label: t('organisations.title') }],
        }}
        meta={t('roleMappings.meta')}
      />
      {provider === null ? (
        <EmptyState title={t('roleMappings.noProvider')}>{t('roleMappings.noProviderSentence')}</EmptyState>
      ) : (
        <>
          <RoleMappingsTable mappings={mappings} mayChange={mayChange} />
          <Section title={t('roleMappings.rules.title')}>
            <ul>
              <li>{t('roleMappings.rules.order', { order })}</li>
              <li>{t('roleMappings.rules.follows')}</li>
              <li>{t('roleMappings.rules.ownersWord')}</li>
              <li>{t('roleMappings.rules.tooMany')}</li>
            </ul>
          </Section>
          {mayChange ? (
            <Section title={t('roleMappings.form.title')} note={t('roleMappings.form.note', { provider })}>
              <RoleMappingForm />
            </Section>
          ) : null}
        </>
      )}
    </>
  )
}
