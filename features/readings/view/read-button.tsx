import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import type { ButtonTone } from '#components/button-look.ts'
import { SubmitButton } from '#components/submit-button.tsx'
import { requestReadingAction } from '../actions.ts'

/** Asks for a reading; `again` after one that failed, which goes on where that one stopped. */
export async function ReadButton({ again = false, tone }: { again?: boolean; tone?: ButtonTone }) {
  const t = await getTranslations('readings')
  return (
    <ActionForm action={requestReadingAction}>
      <SubmitButton tone={tone} pendingLabel={t('asking')}>
        {again ? t('readAgain') : t('readNow')}
      </SubmitButton>
    </ActionForm>
  )
}
