import { getTranslations } from 'next-intl/server'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { rowsOf } from '#features/inventory/view/population-words.tsx'
import type { OffboardingDetail } from '../queries.ts'
import { accountsIn, countsOfKind } from './impact-counts.ts'

type PushImpactProps = {
  offboarding: OffboardingDetail
  observed: Source
  /** What the headings name, where a case ends more than the push certificate. */
  of: string
}

/** What ending the push certificate stops: it is what every device of the tenant is reached by. */
export async function PushImpact({ offboarding, observed, of }: PushImpactProps) {
  const t = await getTranslations('offboardings')
  const { plan, impact } = offboarding
  const { devices, people } = countsOfKind(offboarding, 'pushCertificate')
  const { fixed } = plan.counts
  const [connection] = plan.connections.filter(({ kind }) => kind === 'pushCertificate')
  const number = (of: 'devices' | 'people', words: string, count: number) => (
    <Graded
      source={observed}
      reading={impact.reading}
      {...(connection && count > 0 ? { href: rowsOf(of, { connection: connection.id }) } : {})}
    >
      {words}
    </Graded>
  )
  const stops: Definition[] = [
    {
      id: 'devices',
      term: t('impact.managed'),
      description: number('devices', t('impact.devicesUnreachable', { devices }), devices),
    },
    {
      id: 'fixed',
      term: t('impact.fixed'),
      description: (
        <Graded source={observed} reading={impact.reading}>
          {t('impact.fixedStay', { fixed })}
        </Graded>
      ),
    },
    {
      id: 'people',
      term: t('impact.people'),
      description: number('people', t('impact.peopleOfDevices', { people }), people),
    },
    { id: 'new', term: t('impact.newDevices'), description: t('impact.noEnrolment') },
  ]
  const stays: Definition[] = [
    { id: 'again', term: t('impact.again'), description: t('impact.newTopic') },
    {
      id: 'account',
      term: t('impact.account'),
      description: accountsIn(plan, 'pushCertificate').join(', ') || t('noAccount'),
    },
  ]
  return (
    <>
      <Section title={t('impact.stops', { of })}>
        <DefinitionList items={stops} />
      </Section>
      <Section title={t('impact.stays', { of })}>
        <DefinitionList items={stays} />
      </Section>
    </>
  )
}
