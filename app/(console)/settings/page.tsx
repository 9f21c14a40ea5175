import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { largestLogo } from '#domain/logo.ts'
import { factorDemand } from '#features/access/factor-demand.ts'
import { requireActor } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { roleMappings } from '#features/access/role-mappings.ts'
import { FactorDemandSection } from '#features/access/view/factor-demand-section.tsx'
import { RoleMappingsSection } from '#features/access/view/role-mappings-section.tsx'
import { requestRetention } from '#features/access-requests/retention.ts'
import { RequestRetentionSection } from '#features/access-requests/view/retention-section.tsx'
import { archiveHold } from '#features/audit/hold.ts'
import { logRetention } from '#features/audit/retention.ts'
import { ArchiveHoldSection } from '#features/audit/view/archive-hold-section.tsx'
import { LogRetentionSection } from '#features/audit/view/log-retention-section.tsx'
import { listLegalFacts } from '#features/legal-facts/queries.ts'
import { LegalFactsSection } from '#features/legal-facts/view/legal-facts-section.tsx'
import { logoFacts } from '#features/organisations/logo.ts'
import { organisation, tenantLinks } from '#features/organisations/queries.ts'
import { LogoSection } from '#features/organisations/view/logo-section.tsx'
import { OrganisationDetails } from '#features/organisations/view/organisation-details.tsx'
import { OrganisationForm } from '#features/organisations/view/organisation-form.tsx'
import { TenantsTable } from '#features/organisations/view/tenants-table.tsx'
import { retention } from '#features/readings/retention-queries.ts'
import { timetable } from '#features/readings/timetable-queries.ts'
import { RetentionSection } from '#features/readings/view/retention-section.tsx'
import { TimetableSection } from '#features/readings/view/timetable-section.tsx'
import { reviewRules } from '#features/reviews/queries.ts'
import { RulesSection } from '#features/reviews/view/rules-section.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('organisations'))('title') }
}

export default async function SettingsPage() {
  const actor = await requireActor('organisations:read')
  const [details, links, readings, kept, requests, logged, hold, rules, legal, logo, mappings, factors] =
    await Promise.all([
      organisation(actor),
      tenantLinks(actor),
      timetable(actor),
      retention(actor),
      requestRetention(actor),
      logRetention(actor),
      archiveHold(actor),
      reviewRules(actor),
      listLegalFacts(actor),
      logoFacts(actor),
      roleMappings(actor),
      factorDemand(actor),
    ])
  const canConnect = can(actor, 'tenantLinks:connect')
  const t = await getTranslations('organisations')
  const beyondReading = links.flatMap(({ id, name, permissions }) =>
    permissions.known && permissions.beyondReading.length > 0
      ? [{ id, name, permissions: permissions.beyondReading.join(', ') }]
      : [],
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={details.name}
        action={
          canConnect ? <ButtonLink href="/settings/tenants/new">{t('tenants.connect')}</ButtonLink> : null
        }
      />
      <Section title={t('tenants.title')} note={t('tenants.note')}>
        {beyondReading.map(({ id, name, permissions }) => (
          <Banner key={id} tone="refusal">
            <strong>{name}.</strong> {t('beyondReading', { permissions })}
          </Banner>
        ))}
        <TenantsTable links={links} canForget={canConnect} />
      </Section>
      <TimetableSection timetable={readings} canChange={can(actor, 'readings:schedule')} />
      <RulesSection rules={rules} canChange={can(actor, 'organisations:change')} />
      <RetentionSection retention={kept} canChange={can(actor, 'organisations:change')} />
      <RequestRetentionSection retention={requests} canChange={can(actor, 'organisations:change')} />
      <LogRetentionSection
        retention={logged}
        isHeld={hold !== null}
        canChange={can(actor, 'organisations:change')}
      />
      <ArchiveHoldSection hold={hold} canChange={can(actor, 'organisations:change')} />
      <LegalFactsSection facts={legal.facts} />
      <FactorDemandSection demand={factors} canChange={can(actor, 'members:change')} />
      {providerName() === null ? null : <RoleMappingsSection count={mappings.length} />}
      <Section id="organisation" title={t('details.title')} note={t('details.note')}>
        {can(actor, 'organisations:change') ? (
          <OrganisationForm organisation={details} />
        ) : (
          <OrganisationDetails organisation={details} />
        )}
      </Section>
      <LogoSection logo={logo} largest={largestLogo} canChange={can(actor, 'organisations:change')} />
    </>
  )
}
