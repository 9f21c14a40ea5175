import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import { midnightOf } from '#domain/day.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { StandingFact } from '../queries.ts'
import { FactStanding } from './fact-standing.tsx'
import { legalWords } from './fact-words.ts'

/** Legal facts, each with what it says, how it stands, and when it was and will be looked at. */
export async function FactsTable({ label, facts }: { label: string; facts: readonly StandingFact[] }) {
  const t = await getTranslations('legalFacts')
  const words = await legalWords()
  const date = await datesHere()
  const day = (on: string | null) =>
    on === null ? (
      t('none')
    ) : (
      <Timestamp at={on}>{date(midnightOf(on), { dateStyle: 'medium', timeZone: 'UTC' })}</Timestamp>
    )
  return (
    <DataTable
      label={label}
      rows={facts}
      rowKey={({ key }) => key}
      rowHref={({ key }) => `/settings/legal-facts/${key}`}
      empty={null}
      columns={[
        {
          id: 'fact',
          header: t('column.fact'),
          cell: (fact) =>
            fact.scope === 'everywhere'
              ? words.subject(fact)
              : t('scoped', { fact: words.subject(fact), scope: words.scope(fact) }),
        },
        {
          id: 'says',
          header: t('column.says'),
          cell: (fact) => <Graded source={fact.source}>{words.says(fact)}</Graded>,
        },
        { id: 'standing', header: t('column.standing'), cell: (fact) => <FactStanding fact={fact} /> },
        {
          id: 'checkedOn',
          header: t('column.checkedOn'),
          oneLine: true,
          cell: ({ value, checkedOn }) => day(value === null ? null : checkedOn),
        },
        {
          id: 'reviewBy',
          header: t('column.reviewBy'),
          oneLine: true,
          cell: ({ reviewBy }) => day(reviewBy),
        },
      ]}
    />
  )
}
