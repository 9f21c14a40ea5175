import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { copyDays } from '#domain/access-request.ts'
import { changeRequestRetentionAction } from '../actions.ts'
import type { RequestRetention } from '../retention.ts'

type RetentionSectionProps = { retention: RequestRetention; canChange: boolean }

/** How long requests that are over are kept, with the form for whoever may change it. */
export async function RequestRetentionSection({ retention, canChange }: RetentionSectionProps) {
  const t = await getTranslations('accessRequests.retention')
  const { months, choices } = retention
  return (
    <Section title={t('title')} note={t('note', { days: copyDays })}>
      {canChange ? (
        <ActionForm action={changeRequestRetentionAction} doneWords={t('saved')}>
          <ChoiceField
            name="months"
            label={t('label')}
            defaultValues={[String(months)]}
            choices={choices.map((choice) => ({
              value: String(choice.months),
              label: t('after', { months: choice.months }),
              help: t('erases', { count: choice.requests }),
            }))}
            required
          />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t('save')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : (
        <DefinitionList items={[{ id: 'months', term: t('label'), description: t('after', { months }) }]} />
      )}
    </Section>
  )
}
