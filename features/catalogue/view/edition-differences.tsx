import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { type EditionDifferences, textOf } from '#domain/catalogue/catalogue.ts'
import type { ElementText } from '#domain/catalogue/schema.ts'
import type { EditionId } from '#domain/catalogue/vocabulary.ts'
import type { Language } from '#domain/language.ts'
import { fieldOf, pageHeadings } from './page-headings.ts'
import { WordingChange } from './wording-change.tsx'

type Difference =
  | { kind: 'added' | 'removed'; text: ElementText }
  | { kind: 'reworded'; text: ElementText; before: ElementText }

type EditionDifferencesProps = {
  differences: EditionDifferences
  from: EditionId
  to: EditionId
  lang: Language
}

/** What one edition says otherwise than another, row by row; what was added or removed in the reader's language. */
export async function EditionDifferencesTable({ differences, from, to, lang }: EditionDifferencesProps) {
  const t = await getTranslations('catalogue')
  const headingOf = await pageHeadings()
  const rows: Difference[] = [
    ...differences.added.map((text) => ({ kind: 'added' as const, text })),
    ...differences.removed.map((text) => ({ kind: 'removed' as const, text })),
    ...differences.reworded.map(({ before, after: text }) => ({ kind: 'reworded' as const, text, before })),
  ]
  const inWords = ({ group, key }: ElementText, edition: EditionId) => textOf(group, key, lang, edition)
  const wording = (row: Difference) => {
    if (row.kind !== 'reworded') {
      const text = inWords(row.text, row.kind === 'added' ? to : from) ?? row.text
      return (
        <span lang={text.lang}>
          <strong>{text.label}</strong> – {text.purpose}
        </span>
      )
    }
    // The newer edition's French is ours: only the English can be said to have been reworded.
    const { before, text } = row
    return (
      <WordingChange
        lang="en"
        before={`${before.label} – ${before.purpose}`}
        after={`${text.label} – ${text.purpose}`}
      />
    )
  }
  return (
    <DataTable
      label={t('page.differences')}
      rows={rows}
      rowKey={({ text }) => `${text.group}/${text.key}`}
      rowHref={({ text }) => fieldOf(text)}
      empty={<p>{t('page.noDifference')}</p>}
      columns={[
        {
          id: 'field',
          header: t('page.field'),
          cell: ({ text }) => inWords(text, to)?.label ?? text.label,
        },
        {
          id: 'group',
          header: t('page.heading'),
          cell: ({ text }) => headingOf(text.group),
        },
        { id: 'kind', header: t('page.change'), cell: ({ kind }) => t(`page.changes.${kind}`) },
        { id: 'words', header: t('page.words'), cell: wording, width: '56%' },
      ]}
    />
  )
}
