import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { mailHours, mostAddressees } from '#domain/checkpoint-mail.ts'
import { datesHere } from '#i18n/dates.ts'
import { changeMailingAction } from '../actions.ts'
import type { Mailing } from '../mailing-queries.ts'

/** Whom checkpoints go to and at which hour. */
export async function MailingForm({ mailing }: { mailing: Mailing }) {
  const t = await getTranslations('audit.mailing')
  const date = await datesHere()
  const clock = (hour: number) =>
    date(new Date(Date.UTC(2026, 0, 1, hour)), { timeStyle: 'short', timeZone: 'UTC' })
  return (
    <ActionForm action={changeMailingAction} doneWords={t('saved')}>
      <TextAreaField
        name="addresses"
        label={t('addresses')}
        help={t('addressesHelp', { most: mostAddressees })}
        defaultValue={mailing.addresses.map(({ address }) => address).join('\n')}
        rows={4}
      />
      <SelectField
        name="hour"
        label={t('hour')}
        defaultValue={String(mailing.hour)}
        options={mailHours.map((hour) => ({ value: String(hour), label: clock(hour) }))}
      />
      <FormButtons>
        <SubmitButton tone="plain" pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
