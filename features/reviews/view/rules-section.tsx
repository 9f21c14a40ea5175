import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { changeReviewRulesAction } from '../actions.ts'
import type { ReviewRules } from '../queries.ts'
import { monthsOffered, sharesOffered } from '../schema.ts'

/** When reviews are asked for again. */
export async function RulesSection({ rules, canChange }: { rules: ReviewRules; canChange: boolean }) {
  const t = await getTranslations('reviews.rules')
  return (
    <Section title={t('title')} note={t('note')}>
      {canChange ? (
        <ActionForm action={changeReviewRulesAction} doneWords={t('saved')}>
          <SelectField
            name="months"
            label={t('months')}
            defaultValue={String(rules.months)}
            options={monthsOffered.map((months) => ({
              value: String(months),
              label: t('every', { months }),
            }))}
          />
          <SelectField
            name="share"
            label={t('share')}
            defaultValue={String(rules.share)}
            options={sharesOffered.map((share) => ({
              value: String(share),
              label: t('percent', { share: share / 100 }),
            }))}
          />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t('save')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : (
        <p>{t('stands', { months: rules.months, share: rules.share / 100 })}</p>
      )}
    </Section>
  )
}
