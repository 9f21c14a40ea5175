import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import { midnightOf } from '#domain/day.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { StandingFact } from '../queries.ts'
import { FactStanding } from './fact-standing.tsx'
import { legalWords } from './fact-words.ts'

/** One legal fact as it stands: what it says, on what it rests, and when it is to be looked at again. */
export async function FactSays({ fact }: { fact: StandingFact }) {
  const t = await getTranslations('legalFacts')
  const words = await legalWords()
  const longDay = await longDays()
  const day = (on: string) => <Timestamp at={on}>{longDay(midnightOf(on), 'UTC')}</Timestamp>
  const { value, checkedOn, reviewBy, note, source } = fact
  const isKnown = value !== null
  return (
    <DefinitionList
      items={[
        {
          id: 'says',
          term: t('column.says'),
          description: (
            <Graded source={source}>
              <FreeText>{words.says(fact)}</FreeText>
            </Graded>
          ),
        },
        { id: 'standing', term: t('column.standing'), description: <FactStanding fact={fact} /> },
        ...(isKnown
          ? [
              {
                id: 'basis',
                term: t('column.basis'),
                description: <FreeText>{words.basis(fact)}</FreeText>,
              },
              {
                id: 'checkedOn',
                term: t('column.checkedOn'),
                description: day(checkedOn),
              },
            ]
          : []),
        ...(reviewBy === null
          ? []
          : [
              {
                id: 'reviewBy',
                term: t('column.reviewBy'),
                description: day(reviewBy),
              },
            ]),
        ...(note === null
          ? []
          : [{ id: 'note', term: t('column.note'), description: <FreeText>{note}</FreeText> }]),
      ]}
    />
  )
}
