import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { OffboardingDetail } from '../queries.ts'
import { accountOutcome } from './account-outcome.tsx'
import { EvidenceSection } from './evidence-section.tsx'
import { Rechecks } from './rechecks.tsx'
import { Returned } from './returned.tsx'

/** The verdict, each half of it with how it is known. */
export async function DoneStep({ offboarding, mayRun }: { offboarding: OffboardingDetail; mayRun: boolean }) {
  const t = await getTranslations()
  const { connections, evidence } = offboarding
  const outcomes = await Promise.all(
    connections.map(async (connection) => ({
      connection,
      account: await accountOutcome(connection, evidence),
    })),
  )
  return (
    <>
      {outcomes.map(({ connection, account }) => {
        const { id, name, state, disabledAt } = connection
        const halves: Definition[] = [
          {
            id: 'token',
            term: t('offboardings.done.token'),
            description: disabledAt ? (
              <Graded source={{ grade: 'observed', reading: '', at: disabledAt.toISOString() }}>
                {t.rich('offboardings.done.tokenGone', { at: () => <Moment at={disabledAt} /> })}
              </Graded>
            ) : (
              t('offboardings.done.tokenThere')
            ),
          },
          ...account,
        ]
        return (
          <Section key={id} title={name}>
            {connection.returnedAs === null ? (
              <Banner tone={state === 'stopped' || state === 'accountKept' ? 'brand' : 'refusal'}>
                {t(`offboardings.done.verdict.${state}`)}
              </Banner>
            ) : (
              <Returned connection={connection} />
            )}
            <DefinitionList items={halves} />
          </Section>
        )
      })}
      <Rechecks offboarding={offboarding} mayRun={mayRun} />
      <EvidenceSection offboarding={offboarding} mayRun={mayRun} />
    </>
  )
}
