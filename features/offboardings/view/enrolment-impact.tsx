import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { rowsOf } from '#features/inventory/view/population-words.tsx'
import type { OffboardingDetail } from '../queries.ts'
import { accountsIn, countsOfKind } from './impact-counts.ts'

type EnrolmentImpactProps = {
  offboarding: OffboardingDetail
  observed: Source
  /** What the headings name, where a case ends more than enrolment tokens. */
  of: string
}

/** What ending an enrolment token stops, whom it concerns, what goes with it and what stays at Apple. */
export async function EnrolmentImpact({ offboarding, observed, of }: EnrolmentImpactProps) {
  const t = await getTranslations('offboardings')
  const { plan, impact } = offboarding
  const { devices, people, managed } = countsOfKind(offboarding, 'enrolmentToken')
  const [connection, ...others] = plan.connections.filter(({ kind }) => kind === 'enrolmentToken')
  const number = (of: 'devices' | 'people', words: string, count: number) => (
    <Graded
      source={observed}
      reading={impact.reading}
      {...(connection && others.length === 0 && count > 0
        ? { href: rowsOf(of, { connection: connection.id }) }
        : {})}
    >
      {words}
    </Graded>
  )
  const stops: Definition[] = [
    {
      id: 'devices',
      term: t('impact.devices'),
      description: number('devices', t('impact.serialsStop', { devices }), devices),
    },
    {
      id: 'managed',
      term: t('impact.managed'),
      description: number('devices', t('impact.managedStay', { managed }), managed),
    },
    {
      id: 'people',
      term: t('impact.people'),
      description: number('people', t('impact.peopleOfDevices', { people }), people),
    },
    { id: 'new', term: t('impact.newDevices'), description: t('impact.newDevicesStop') },
  ]
  const stays: Definition[] = [
    { id: 'owned', term: t('impact.owned'), description: t('impact.ownedStay') },
    {
      id: 'account',
      term: t('impact.account'),
      description: accountsIn(plan, 'enrolmentToken').join(', ') || t('noAccount'),
    },
  ]
  return (
    <>
      <Section title={t('impact.stops', { of })}>
        <DefinitionList items={stops} />
      </Section>
      <Section
        title={t('impact.ownProfiles', { tokens: others.length + 1 })}
        note={t('impact.ownProfilesNote')}
      >
        <DataTable
          label={t('impact.ownProfiles', { tokens: others.length + 1 })}
          rows={impact.ownProfiles}
          rowKey={({ id }) => id}
          empty={t('impact.noProfiles')}
          density="compact"
          columns={[
            { id: 'name', header: t('column.profile'), cell: ({ name }) => name },
            ...(others.length > 0
              ? [{ id: 'token', header: t('column.token'), cell: ({ token }: { token: string }) => token }]
              : []),
            {
              id: 'default',
              header: t('column.default'),
              cell: ({ isDefault }) => (isDefault ? t('impact.isDefault') : null),
            },
          ]}
        />
      </Section>
      <Section title={t('impact.stays', { of })}>
        <DefinitionList items={stays} />
      </Section>
    </>
  )
}
