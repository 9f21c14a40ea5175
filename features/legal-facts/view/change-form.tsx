import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { yearsAfter } from '#domain/day.ts'
import type { LegalFact } from '#domain/legal-fact.ts'
import { changeLegalFactAction } from '../actions.ts'
import { ValueFields } from './value-fields.tsx'

type ChangeFormProps = { fact: LegalFact; country: string; today: string }

/**
 * States a fact otherwise, with what that rests on. It carries the version it shows: where a colleague saved meanwhile,
 * what they saved appears above, and what was typed here stays.
 */
export async function ChangeForm({ fact, country, today }: ChangeFormProps) {
  const t = await getTranslations('legalFacts.form')
  const { key, version, subject, basisWords, note } = fact
  return (
    <ActionForm
      action={changeLegalFactAction}
      hidden={{ key, version: String(version), subject }}
      doneWords={t('saved')}
    >
      <ValueFields fact={fact} country={country} />
      <TextAreaField
        name="basis"
        label={t('basis')}
        help={t('basisHelp')}
        defaultValue={basisWords ?? ''}
        rows={2}
      />
      <TextField name="checkedOn" type="date" label={t('checkedOn')} defaultValue={today} />
      <TextField
        name="reviewBy"
        type="date"
        label={t('reviewBy')}
        help={t('reviewByHelp')}
        defaultValue={yearsAfter(today, 1)}
      />
      <TextAreaField name="note" label={t('note')} defaultValue={note ?? ''} rows={2} />
      <FormButtons>
        <SubmitButton tone="plain" pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
