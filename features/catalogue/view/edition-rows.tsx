import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { catalogue, textOf } from '#domain/catalogue/catalogue.ts'
import type { EditionId } from '#domain/catalogue/vocabulary.ts'
import { Ours } from './ours.tsx'
import { fieldOf, pageHeadings } from './page-headings.ts'

/** Every row of an edition as it stands on its page, in both languages. */
export async function EditionRows({ edition }: { edition: EditionId }) {
  const t = await getTranslations('catalogue')
  const headingOf = await pageHeadings()
  const rows = catalogue.texts.filter((text) => text.edition === edition && text.lang === 'en')
  const words = (group: (typeof rows)[number]['group'], key: string, lang: 'en' | 'fr') => {
    const text = textOf(group, key, lang, edition)
    return (
      text && (
        <span lang={lang}>
          <strong>{text.label}</strong> – {text.purpose} {text.ours ? <Ours /> : null}
        </span>
      )
    )
  }
  return (
    <DataTable
      label={t('page.rows')}
      rows={rows}
      rowKey={({ row }) => String(row)}
      rowHref={fieldOf}
      empty={null}
      columns={[
        { id: 'row', header: t('page.row'), cell: ({ row }) => row, oneLine: true },
        {
          id: 'group',
          header: t('page.heading'),
          oneLine: true,
          cell: ({ group }) => headingOf(group),
        },
        {
          id: 'en',
          header: t('page.english'),
          width: '40%',
          cell: ({ group, key }) => words(group, key, 'en'),
        },
        {
          id: 'fr',
          header: t('page.french'),
          width: '40%',
          cell: ({ group, key }) => words(group, key, 'fr'),
        },
      ]}
    />
  )
}
