import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { EvidenceItem } from '../queries.ts'

/** What Microsoft answered and what members stated, with the hash each is known by. */
export async function EvidenceTable({ evidence }: { evidence: EvidenceItem[] }) {
  const t = await getTranslations('offboardings')
  return (
    <DataTable
      label={t('evidence.title')}
      rows={evidence}
      rowKey={({ id }) => id}
      empty={t('evidence.none')}
      density="compact"
      columns={[
        { id: 'what', header: t('column.evidence'), cell: (item) => <Shown item={item} /> },
        {
          id: 'call',
          header: t('column.call'),
          mono: true,
          cell: ({ call, shortCall }) => <span title={call}>{shortCall}</span>,
        },
        { id: 'by', header: t('column.recordedBy'), cell: ({ recordedBy }) => recordedBy },
        {
          id: 'at',
          header: t('column.at'),
          oneLine: true,
          cell: ({ recordedAt }) => <Moment at={recordedAt} />,
        },
        {
          id: 'sha256',
          header: t('column.sha256'),
          mono: true,
          cell: ({ sha256 }) => <span title={sha256}>{sha256.slice(0, 12)}</span>,
        },
      ]}
    />
  )
}

/** The app of a removed assignment, or the words of a statement, belong to what a piece shows. */
async function Shown({ item: { what, app, words } }: { item: EvidenceItem }) {
  const t = await getTranslations('offboardings.evidence')
  const kind = what === 'assignmentRemoved' && app !== null ? t('assignmentRemovedFrom', { app }) : null
  return (
    <>
      {kind ?? t(`what.${what}`)}
      {words === null ? null : (
        <>
          <br />
          <FreeText>{words}</FreeText>
        </>
      )}
    </>
  )
}
