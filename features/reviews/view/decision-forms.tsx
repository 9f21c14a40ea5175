import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { adviseOnReviewsAction, decideReviewsAction, withdrawReviewsAction } from '../actions.ts'
import type { ReviewedField } from '../queries.ts'
import { SeenFields } from './seen-fields.tsx'

type FormProps = { fields: readonly ReviewedField[] }

/** Adopts proposals or declines them. */
export async function DecisionForm({ fields }: FormProps) {
  const t = await getTranslations('reviews.decide')
  return (
    <ActionForm action={decideReviewsAction}>
      <SeenFields fields={fields} />
      <TextAreaField name="note" label={t('note')} help={t('noteHelp')} rows={3} maxLength={1000} />
      <FormButtons>
        <SubmitButton name="decision" value="adopted" pendingLabel={t('pending')}>
          {t('adopt', { count: fields.length })}
        </SubmitButton>
        <SubmitButton name="decision" value="declined" tone="plain" pendingLabel={t('pending')}>
          {t('decline')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

/** What a data protection officer says of proposals that others decide. */
export async function OpinionForm({ fields }: FormProps) {
  const t = await getTranslations('reviews.advise')
  const label = (await getTranslations('reviews.column'))('note')
  return (
    <ActionForm action={adviseOnReviewsAction} doneWords={t('done')}>
      <SeenFields fields={fields} />
      <TextAreaField name="note" label={label} help={t('noteHelp')} rows={3} maxLength={1000} />
      <FormButtons>
        <SubmitButton name="opinion" value="agrees" tone="plain" pendingLabel={t('pending')}>
          {t('agree')}
        </SubmitButton>
        <SubmitButton name="opinion" value="objects" tone="plain" pendingLabel={t('pending')}>
          {t('object')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

/** Takes back one's own proposals. */
export async function WithdrawalForm({ fields }: FormProps) {
  const t = await getTranslations('reviews.withdraw')
  return (
    <ActionForm action={withdrawReviewsAction}>
      <SeenFields fields={fields} />
      <FormButtons>
        <SubmitButton tone="plain" pendingLabel={t('pending')}>
          {t('withdraw', { count: fields.length })}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
