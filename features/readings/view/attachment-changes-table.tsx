import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import type { AttachmentChange } from '../changed-attachments.ts'
import { ChangedFacts } from './changed-facts.tsx'

/** Profiles, apps and authorisations that appeared, vanished or changed. */
export async function AttachmentChangesTable({ changes }: { changes: AttachmentChange[] }) {
  const t = await getTranslations('readings.difference')
  return (
    <DataTable
      label={t('attachmentsTitle')}
      density="compact"
      rows={changes}
      rowKey={({ id }) => id}
      empty={<p>{t('noAttachments')}</p>}
      columns={[
        { id: 'name', header: t('column.what'), cell: ({ kind, name }) => t(`kinds.${kind}`, { name }) },
        { id: 'of', header: t('column.of'), cell: ({ of }) => of },
        {
          id: 'change',
          header: t('column.change'),
          cell: ({ change, fields }) => (change === 'changed' ? <ChangedFacts facts={fields} /> : t(change)),
        },
      ]}
    />
  )
}
