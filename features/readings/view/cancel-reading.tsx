import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { cancelReadingAction } from '../actions.ts'
import type { ReadingSummary } from '../queries.ts'

/** Ends a reading that is under way. */
export async function CancelReading({ reading }: { reading: ReadingSummary }) {
  const t = await getTranslations('readings.cancel')
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title', { sequence: reading.sequence })}
      consequence={t('consequence')}
      confirmLabel={t('confirm')}
      pendingLabel={t('pending')}
      cancelLabel={t('back')}
      action={cancelReadingAction}
      hidden={{ reading: reading.id }}
    />
  )
}
