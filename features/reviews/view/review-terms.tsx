import { getTranslations } from 'next-intl/server'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { FreeText } from '#components/free-text.tsx'
import { midnightOf } from '#domain/day.ts'
import type { Source } from '#domain/grade.ts'
import type { ReviewTerms as Terms } from '#domain/review.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Day } from '#features/connections/view/day.tsx'

/** What a review says, each line behind the mark of whoever stated it. */
export async function ReviewTerms({ terms, source }: { terms: Terms; source: Source }) {
  const t = await getTranslations('reviews')
  const said = (text: string | null) => (text === null ? t('notSaid') : <FreeText>{text}</FreeText>)
  const items: Definition[] = [
    {
      id: 'basis',
      term: t('column.basis'),
      description: (
        <>
          <Graded source={source}>{t(`basis.${terms.basis}`)}</Graded>
          {terms.basisNote === null ? null : (
            <>
              {' – '}
              <FreeText>{terms.basisNote}</FreeText>
            </>
          )}
        </>
      ),
    },
    { id: 'retention', term: t('column.retention'), description: said(terms.retention) },
    { id: 'necessity', term: t('column.necessity'), description: t(`necessity.${terms.necessity}`) },
    ...(terms.note === null ? [] : [{ id: 'note', term: t('column.note'), description: said(terms.note) }]),
    {
      id: 'dpia',
      term: t('column.dpia'),
      description:
        terms.dpia === null ? (
          t('notSaid')
        ) : (
          <a href={terms.dpia} rel="noreferrer">
            {terms.dpia}
          </a>
        ),
    },
    {
      id: 'reviewOn',
      term: t('column.reviewOn'),
      description: <Day at={midnightOf(terms.reviewOn)} />,
    },
  ]
  return <DefinitionList items={items} />
}
