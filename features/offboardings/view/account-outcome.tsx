import { getTranslations } from 'next-intl/server'
import type { Definition } from '#components/definition-list.tsx'
import { FreeText, isolated } from '#components/free-text.tsx'
import { keeperOf } from '#domain/offboarding/keeper.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { Day } from '#features/connections/view/day.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { OffboardingDetail } from '../queries.ts'

/** What became of the Apple account of a connection: on whose word, when, and the words they gave for it. */
export const accountOutcome = async (
  connection: ConnectionSummary,
  {
    connections,
    evidence,
    evidenceElsewhere,
  }: Pick<OffboardingDetail, 'connections' | 'evidence' | 'evidenceElsewhere'>,
): Promise<Definition[]> => {
  const t = await getTranslations('offboardings')
  const { account } = connection
  const row = (description: React.ReactNode): Definition => ({
    id: 'account',
    term: t('done.account'),
    description,
  })
  const deletion = account?.deletion
  if (deletion) {
    const { statedBy: by, statedAt, deletedOn } = deletion
    const note = [...evidence, ...evidenceElsewhere].find(
      ({ what, accountId }) => what === 'accountDeleted' && accountId === account.id,
    )?.words
    return [
      row(
        <Graded source={{ grade: 'stated', by, at: statedAt.toISOString() }}>
          {t.rich('done.accountDeleted', { at: () => <Day at={deletedOn} /> })}
        </Graded>,
      ),
      {
        id: 'stated',
        term: t('done.stated'),
        description: t.rich('done.byAt', { by, at: () => <Moment at={statedAt} /> }),
      },
      ...(note ? [{ id: 'note', term: t('done.how'), description: <FreeText>{note}</FreeText> }] : []),
    ]
  }
  const keeper = keeperOf(connection, connections)
  const keeping = keeper?.keeping
  if (keeping) {
    const { decidedBy: by, decidedAt, reviewOn } = keeping
    const isOwn = evidence.some(({ what, connection: of }) => what === 'ownAccount' && of === keeper.name)
    const kept = t(isOwn ? 'done.ownAccount' : 'done.accountKept', {
      why: isolated(keeping.why),
      usedBy: isolated(keeping.stillUsedBy),
    })
    return [
      row(
        <Graded source={{ grade: 'stated', by, at: decidedAt.toISOString() }}>
          <FreeText>{kept}</FreeText>
        </Graded>,
      ),
      {
        id: 'decided',
        term: t('done.decided'),
        description: t.rich('done.byAt', { by, at: () => <Moment at={decidedAt} /> }),
      },
      { id: 'review', term: t('done.review'), description: <Day at={reviewOn} /> },
    ]
  }
  const source = { grade: 'unverifiable', why: 'offboardings.done.accountWhy' } as const
  return [row(<Graded source={source}>{t('done.accountThere')}</Graded>)]
}
