import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { changeFactorDemandAction } from '../actions.ts'
import type { FactorDemand } from '../factor-demand.ts'

type FactorDemandSectionProps = { demand: FactorDemand; canChange: boolean }

/** Whether a second factor is demanded, with the form for whoever may change it. */
export async function FactorDemandSection({ demand, canChange }: FactorDemandSectionProps) {
  const t = await getTranslations('factorDemand')
  const { isDemanded, lacking } = demand
  return (
    <Section title={t('title')} note={t('note')}>
      {canChange ? (
        <ActionForm action={changeFactorDemandAction} doneWords={t('saved')}>
          <ChoiceField
            name="demanded"
            label={t('label')}
            defaultValues={[isDemanded ? 'yes' : 'no']}
            choices={[
              { value: 'no', label: t('no'), help: t('noHelp') },
              { value: 'yes', label: t('yes'), help: t('lacking', { lacking }) },
            ]}
            required
          />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t('save')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : (
        <p>
          {t(isDemanded ? 'yes' : 'no')} {t('lacking', { lacking })}
        </p>
      )}
    </Section>
  )
}
