import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { readingIntervals } from '#domain/timetable.ts'
import { changeTimetableAction } from '../actions.ts'

/** How often the organisation is read by itself. */
export async function TimetableForm({ hours }: { hours: number }) {
  const t = await getTranslations('readings.timetable')
  return (
    <ActionForm action={changeTimetableAction} doneWords={t('saved')}>
      <SelectField
        name="hours"
        label={t('interval')}
        defaultValue={String(hours)}
        options={readingIntervals.map((each) => ({
          value: String(each),
          label: t('every', { hours: each }),
        }))}
      />
      <FormButtons>
        <SubmitButton tone="plain" pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
