import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { changeRetentionAction } from '../actions.ts'
import type { Retention } from '../retention-queries.ts'

/** How long devices and people that are gone are kept; each choice says what it would erase next time. */
export async function RetentionForm({ retention }: { retention: Retention }) {
  const t = await getTranslations('readings.retention')
  const consequence = ({ devices, people }: Retention['choices'][number]) =>
    devices + people === 0 ? t('erasesNothing') : t('erases', { devices, people })
  return (
    <ActionForm action={changeRetentionAction} doneWords={t('saved')}>
      <ChoiceField
        name="days"
        label={t('days')}
        defaultValues={[String(retention.days)]}
        choices={retention.choices.map((choice) => ({
          value: String(choice.days),
          label: t('after', { days: choice.days }),
          help: consequence(choice),
        }))}
        required
      />
      <FormButtons>
        <SubmitButton tone="plain" pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
