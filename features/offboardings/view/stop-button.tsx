import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { stopTaskAction } from '../actions.ts'
import type { StoredTask } from '../case.ts'

type StopButtonProps = {
  id: string
  task: StoredTask
  /** Of the connection it is about. */
  name: string
}

/** Ends a task that goes entry by entry with the one it is at. What has gone stays gone, so it asks for no reason. */
export async function StopButton({ id, task: { kind, position }, name }: StopButtonProps) {
  const t = await getTranslations('offboardings')
  return (
    <ConfirmButton
      label={t('stop.label', { kind })}
      title={t('stop.title', { task: t(`tasks.${kind}.name`), name })}
      consequence={t('stop.consequence')}
      confirmLabel={t('stop.confirm')}
      pendingLabel={t('saving')}
      cancelLabel={t('back')}
      action={stopTaskAction}
      hidden={{ offboarding: id, position: String(position) }}
    />
  )
}
