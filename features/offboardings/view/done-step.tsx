import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Day } from '#features/connections/view/day.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { OffboardingDetail } from '../queries.ts'
import { EvidenceTable } from './evidence-table.tsx'

/** The verdict, each half of it with how it is known. */
export async function DoneStep({ offboarding }: { offboarding: OffboardingDetail }) {
  const t = await getTranslations()
  const { facts, evidence } = offboarding
  return (
    <>
      {facts.connections.map((connection) => {
        const { id, name, state, disabledAt, account, keeping } = connection
        const deletion = account?.deletion
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
          {
            id: 'account',
            term: t('offboardings.done.account'),
            description: deletion ? (
              <Graded
                source={{ grade: 'stated', by: deletion.statedBy, at: deletion.statedAt.toISOString() }}
              >
                {t.rich('offboardings.done.accountDeleted', { at: () => <Day at={deletion.deletedOn} /> })}
              </Graded>
            ) : keeping ? (
              <Graded
                source={{ grade: 'stated', by: keeping.decidedBy, at: keeping.decidedAt.toISOString() }}
              >
                {t('offboardings.done.accountKept', { why: keeping.why, usedBy: keeping.stillUsedBy })}
              </Graded>
            ) : (
              t('offboardings.done.accountThere')
            ),
          },
          ...(keeping
            ? [
                {
                  id: 'review',
                  term: t('offboardings.done.review'),
                  description: <Day at={keeping.reviewOn} />,
                },
              ]
            : []),
        ]
        return (
          <Section key={id} title={name}>
            <Banner tone={state === 'stopped' || state === 'accountKept' ? 'brand' : 'refusal'}>
              {t(`offboardings.done.verdict.${state}`)}
            </Banner>
            <DefinitionList items={halves} />
          </Section>
        )
      })}
      <Section title={t('offboardings.evidence.title')} note={t('offboardings.evidence.note')}>
        <EvidenceTable evidence={evidence} />
      </Section>
    </>
  )
}
