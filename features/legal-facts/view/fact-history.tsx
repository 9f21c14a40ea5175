import { getFormatter, getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DataTable } from '#components/data-table.tsx'
import { FreeText } from '#components/free-text.tsx'
import { midnightOf } from '#domain/day.ts'
import { datesHere } from '#i18n/dates.ts'
import { restoreLegalFactAction } from '../actions.ts'
import type { LegalFactDetail } from '../queries.ts'
import { legalWords } from './fact-words.ts'

type FactHistoryProps = { versions: LegalFactDetail['versions']; mayChange: boolean }

/** Every version of a fact: who stated it, when, what it says and rests on; what Pomona ships is the first. */
export async function FactHistory({ versions, mayChange }: FactHistoryProps) {
  const t = await getTranslations('legalFacts')
  const words = await legalWords()
  const format = await getFormatter()
  const date = await datesHere()
  const [present] = versions
  const canRestore = present && (present.deed === 'confirmed' || present.deed === 'changed')
  return (
    <>
      <DataTable
        label={t('history.title')}
        rows={versions}
        rowKey={({ version }) => String(version)}
        empty={null}
        density="compact"
        columns={[
          {
            id: 'version',
            header: t('history.version'),
            cell: ({ version }) => format.number(version),
          },
          {
            id: 'deed',
            header: t('history.deed'),
            cell: ({ deed, basis, edition }) =>
              deed === 'confirmed' && basis !== null
                ? t('history.confirmedFrom', { edition })
                : t(`history.deeds.${deed}`),
          },
          {
            id: 'by',
            header: t('history.by'),
            cell: ({ statedBy, edition }) => statedBy ?? t('history.edition', { edition }),
          },
          {
            id: 'at',
            header: t('history.at'),
            oneLine: true,
            cell: ({ statedAt, checkedOn }) =>
              statedAt
                ? date(statedAt, { dateStyle: 'medium', timeStyle: 'short' })
                : date(midnightOf(checkedOn), { dateStyle: 'medium', timeZone: 'UTC' }),
          },
          {
            id: 'says',
            header: t('column.says'),
            cell: (version) => <FreeText>{words.says(version)}</FreeText>,
          },
          {
            id: 'basis',
            header: t('column.basis'),
            cell: (version) => <FreeText>{words.basis(version)}</FreeText>,
          },
        ]}
      />
      {mayChange && canRestore ? (
        <ConfirmButton
          label={t('restore.button')}
          title={t('restore.title')}
          consequence={<p>{t('restore.consequence')}</p>}
          confirmLabel={t('restore.confirm')}
          pendingLabel={t('restore.pending')}
          cancelLabel={t('restore.cancel')}
          action={restoreLegalFactAction}
          hidden={{ key: present.key, version: String(present.version) }}
        />
      ) : null}
    </>
  )
}
