import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { recordAccessRequestAction } from '../actions.ts'

/** What is written down when somebody asks; `about` where it is known from where one comes. */
export async function RecordForm({ about, today }: { about: string; today: string }) {
  const t = await getTranslations('accessRequests')
  return (
    <ActionForm action={recordAccessRequestAction}>
      <TextField name="requester" label={t('field.requester')} help={t('help.requester')} required />
      <TextField
        name="about"
        label={t('field.about')}
        help={t('help.about')}
        defaultValue={about}
        required
        autoComplete="off"
      />
      <TextField name="contact" label={t('field.contact')} help={t('help.contact')} />
      <TextField
        name="receivedOn"
        type="date"
        label={t('field.receivedOn')}
        help={t('help.receivedOn')}
        defaultValue={today}
      />
      <FormButtons>
        <SubmitButton pendingLabel={t('recording')}>{t('record')}</SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
