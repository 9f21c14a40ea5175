import { getFormatter, getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DataTable } from '#components/data-table.tsx'
import { FreeText } from '#components/free-text.tsx'
import { changedFields, nothingStated } from '#domain/custody.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { StatedCustody } from '../account-detail.ts'
import { eraseCustodyHistoryAction } from '../actions.ts'
import classes from './custody-history.module.css'

type CustodyHistoryProps = {
  account: string
  /** The latest first. */
  versions: readonly StatedCustody[]
  canErase: boolean
}

/** Every version that was stated: who, when, and what of it differs from the one before. */
export async function CustodyHistory({ account, versions, canErase }: CustodyHistoryProps) {
  const t = await getTranslations('accounts.custody')
  const format = await getFormatter()
  const rows = versions.map((version, at) => {
    const before = versions[at + 1]
    return { ...version, changed: changedFields(before ?? nothingStated, version) }
  })
  return (
    <>
      <DataTable
        label={t('history.title')}
        rows={rows}
        rowKey={({ version }) => String(version)}
        empty={null}
        density="compact"
        columns={[
          {
            id: 'version',
            header: t('history.version'),
            cell: ({ version }) => format.number(version),
          },
          { id: 'by', header: t('history.by'), cell: ({ statedBy }) => statedBy },
          {
            id: 'at',
            header: t('history.at'),
            oneLine: true,
            cell: ({ statedAt }) => <Moment at={statedAt} />,
          },
          {
            id: 'changed',
            header: t('history.changed'),
            cell: ({ changed, ...version }) => (
              <ul className={classes.changed}>
                {changed.map((field) => (
                  <li key={field}>
                    {t(`field.${field}`)}
                    {' – '}
                    <FreeText>{version[field] ?? t('empty')}</FreeText>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {canErase ? (
        <ConfirmButton
          label={t('erase.button')}
          title={t('erase.title')}
          consequence={<p>{t('erase.consequence', { count: versions.length - 1 })}</p>}
          confirmLabel={t('erase.confirm')}
          pendingLabel={t('erase.pending')}
          cancelLabel={t('erase.cancel')}
          tone="danger"
          action={eraseCustodyHistoryAction}
          hidden={{ account }}
        />
      ) : null}
    </>
  )
}
