import { getTranslations } from 'next-intl/server'
import type { Definition } from '#components/definition-list.tsx'
import { FreeText, isolated } from '#components/free-text.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { Day } from '#features/connections/view/day.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { EvidenceItem } from '../queries.ts'

/** What became of the Apple account of a connection: on whose word, when, and the words they gave for it. */
export const accountOutcome = async (
  { account, keeping }: ConnectionSummary,
  evidence: readonly EvidenceItem[],
): Promise<Definition[]> => {
  const t = await getTranslations('offboardings')
  const row = (description: React.ReactNode): Definition => ({
    id: 'account',
    term: t('done.account'),
    description,
  })
  const deletion = account?.deletion
  if (deletion) {
    const { statedBy: by, statedAt, deletedOn } = deletion
    const note = evidence.find(
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
  if (keeping) {
    const { decidedBy: by, decidedAt, reviewOn } = keeping
    const kept = t('done.accountKept', { why: isolated(keeping.why), usedBy: isolated(keeping.stillUsedBy) })
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
  return [row(t('done.accountThere'))]
}
