import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { yearsAfter } from '#domain/day.ts'
import type { LegalFact } from '#domain/legal-fact.ts'
import { confirmLegalFactAction } from '../actions.ts'

/** The organisation takes a fact for its own as it stands. */
export async function ConfirmForm({ fact, today }: { fact: LegalFact; today: string }) {
  const t = await getTranslations('legalFacts.form')
  return (
    <ActionForm
      action={confirmLegalFactAction}
      hidden={{ key: fact.key, version: String(fact.version) }}
      doneWords={t('confirmed')}
    >
      <TextField
        name="reviewBy"
        type="date"
        label={t('reviewAgainBy')}
        help={t('reviewByHelp')}
        defaultValue={yearsAfter(today, 1)}
      />
      <FormButtons>
        <SubmitButton pendingLabel={t('confirming')}>{t('confirm')}</SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
