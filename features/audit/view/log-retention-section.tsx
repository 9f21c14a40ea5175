import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { changeLogRetentionAction } from '../actions.ts'
import type { LogRetention } from '../retention.ts'

type Props = { retention: LogRetention; isHeld: boolean; canChange: boolean }

/** How long each class of the audit log is kept, with the form for whoever may change it. */
export async function LogRetentionSection({ retention, isHeld, canChange }: Props) {
  const t = await getTranslations('audit.retention')
  const { months, monthChoices, years, yearChoices } = retention
  const takes = (events: number) => t('takes', { count: events })
  return (
    <Section title={t('title')} note={t('note')}>
      {canChange ? (
        <ActionForm action={changeLogRetentionAction} doneWords={t('saved')}>
          <ChoiceField
            name="months"
            label={t('classes.securityLog')}
            help={t('securityLogHelp')}
            defaultValues={[String(months)]}
            choices={monthChoices.map((choice) => ({
              value: String(choice.months),
              label: t('months', { months: choice.months }),
              help: takes(choice.events),
            }))}
            required
          />
          <ChoiceField
            name="years"
            label={t('classes.accountabilityRecord')}
            help={t('accountabilityRecordHelp')}
            defaultValues={[String(years)]}
            choices={yearChoices.map((choice) => ({
              value: String(choice.years),
              label: t('years', { years: choice.years }),
              ...(choice.years > 0 && { help: isHeld ? t('held') : takes(choice.events) }),
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
        <DefinitionList
          items={[
            { id: 'months', term: t('classes.securityLog'), description: t('months', { months }) },
            { id: 'years', term: t('classes.accountabilityRecord'), description: t('years', { years }) },
          ]}
        />
      )}
    </Section>
  )
}
