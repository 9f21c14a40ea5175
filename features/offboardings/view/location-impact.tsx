import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { OffboardingDetail } from '../queries.ts'
import { accountsIn, revocableCounts } from './impact-counts.ts'

type LocationImpactProps = {
  offboarding: OffboardingDetail
  observed: Source
  /** What the headings name, where a case ends more than location tokens. */
  of: string
}

/** What ending a location token stops, what breaks, and what stays at Apple. */
export async function LocationImpact({ offboarding, observed, of }: LocationImpactProps) {
  const t = await getTranslations()
  const { plan, impact } = offboarding
  const { reading, apps, profiles } = impact
  const { revocable, kept } = revocableCounts(offboarding)
  const tokens = revocable.connections + kept.connections
  const documented: Source = { grade: 'unverifiable', why: 'offboardings.impact.booksWhy' }
  const graded = (children: ReactNode, source: Source = observed) => (
    <Graded source={source} reading={reading}>
      {children}
    </Graded>
  )
  const uses = (
    { licences, apps: count, devices, people }: typeof kept,
    isRevocable: boolean,
  ): Definition[] => [
    {
      id: `licences ${isRevocable}`,
      term: t('offboardings.impact.licences'),
      description: graded(
        t('offboardings.impact.licencesOf', { licences, apps: count, revocable: String(isRevocable) }),
      ),
    },
    {
      id: `devices ${isRevocable}`,
      term: t('offboardings.impact.devices'),
      description: graded(
        t(isRevocable ? 'offboardings.impact.devicesLose' : 'offboardings.impact.devicesKeep', { devices }),
      ),
    },
    {
      id: `people ${isRevocable}`,
      term: t('offboardings.impact.people'),
      description: graded(
        t(isRevocable ? 'offboardings.impact.peopleLose' : 'offboardings.impact.peopleKeep', { people }),
      ),
    },
  ]
  // Licences that Intune cannot revoke do not stop: they stay with everything else that Apple keeps.
  const stays: Definition[] = [
    ...(kept.connections > 0 ? uses(kept, false) : []),
    {
      id: 'account',
      term: t('offboardings.impact.account'),
      description: accountsIn(plan, 'locationToken').join(', ') || t('offboardings.noAccount'),
    },
    {
      id: 'books',
      term: t('offboardings.impact.books'),
      description: graded(t('offboardings.impact.booksStay'), documented),
    },
    {
      id: 'installed',
      term: t('offboardings.impact.installed'),
      description: t('offboardings.impact.installedStay'),
    },
  ]
  return (
    <>
      {revocable.connections > 0 ? (
        <Section title={t('offboardings.impact.stops', { of })}>
          <DefinitionList items={uses(revocable, true)} />
        </Section>
      ) : null}
      {profiles.length > 0 ? (
        <Section title={t('offboardings.impact.breaks')} note={t('offboardings.impact.breaksNote')}>
          <DataTable
            label={t('offboardings.impact.breaks')}
            rows={profiles}
            rowKey={({ id }) => id}
            empty={null}
            columns={[
              { id: 'name', header: t('offboardings.column.profile'), cell: ({ name }) => graded(name) },
              { id: 'token', header: t('offboardings.column.token'), cell: ({ token }) => token },
              {
                id: 'default',
                header: t('offboardings.column.default'),
                cell: ({ isDefault }) => (isDefault ? t('offboardings.impact.isDefault') : null),
              },
            ]}
          />
        </Section>
      ) : null}
      <Section title={t('offboardings.impact.apps', { tokens })}>
        <DataTable
          label={t('offboardings.impact.apps', { tokens })}
          rows={apps}
          rowKey={({ id }) => id}
          empty={t('offboardings.impact.noApps')}
          density="compact"
          columns={[
            { id: 'name', header: t('offboardings.column.app'), cell: ({ name }) => name },
            {
              id: 'licences',
              header: t('offboardings.column.licences'),
              numeric: true,
              cell: ({ usedLicences }) =>
                usedLicences === null ? null : t('offboardings.impact.number', { number: usedLicences }),
            },
          ]}
        />
      </Section>
      <Section title={t('offboardings.impact.stays', { of })}>
        <DefinitionList items={stays} />
      </Section>
    </>
  )
}
