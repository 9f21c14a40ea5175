import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { languageOf, languages } from '#domain/language.ts'
import { composeCaseReportAction, composeReportAction } from '../actions.ts'
import { reportStandards } from '../schema.ts'

type ComposeFormProps = {
  /** Which report of which case; without one it is a disclosure report. */
  of?: { kind: 'cessation' | 'impact'; offboarding: string }
}

/** The two questions a report asks. */
export async function ComposeForm({ of }: ComposeFormProps) {
  const t = await getTranslations('reports')
  return (
    <ActionForm action={of === undefined ? composeReportAction : composeCaseReportAction} hidden={of ?? {}}>
      <ChoiceField
        name="language"
        label={t('compose.language')}
        required
        defaultValues={[languageOf(await getLocale())]}
        choices={languages.map((language) => ({ value: language, label: t(`languages.${language}`) }))}
      />
      <ChoiceField
        name="standard"
        label={t('compose.standard')}
        required
        defaultValues={['a-3a']}
        choices={reportStandards.map((standard) => ({
          value: standard,
          label: t(`compose.${standard}`),
          help: t(`compose.${standard}Help`),
        }))}
      />
      <FormButtons>
        <SubmitButton pendingLabel={t('compose.pending')}>{t('compose.label')}</SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
