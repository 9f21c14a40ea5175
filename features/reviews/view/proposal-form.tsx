import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import type { Day } from '#domain/day.ts'
import { legalBases, necessities, type ReviewTerms } from '#domain/review.ts'
import { proposeReviewsAction } from '../actions.ts'
import type { ReviewedField } from '../queries.ts'
import { SeenFields } from './seen-fields.tsx'

type ProposalFormProps = {
  fields: readonly ReviewedField[]
  /** When it is asked for again unless another day is chosen. */
  usualDay: Day
  back: string
}

/** What all of them say, or nothing where they differ. */
const agreed = <Key extends keyof ReviewTerms>(terms: readonly (ReviewTerms | undefined)[], key: Key) => {
  const values = new Set(terms.map((each) => each?.[key] ?? ''))
  const [only] = values
  return values.size === 1 ? (only ?? '') : ''
}

/** What an organisation says of one field or many, to be decided by somebody else. */
export async function ProposalForm({ fields, usualDay, back }: ProposalFormProps) {
  const t = await getTranslations('reviews')
  const terms = fields.map(({ standing }) => (standing.open ?? standing.inForce)?.terms)
  const keeps = fields.length > 1
  const unchosen = { value: '', label: t(keeps ? 'propose.keep' : 'propose.choose') }
  return (
    <ActionForm action={proposeReviewsAction} hidden={keeps ? { keeps: 'yes' } : {}}>
      <SeenFields fields={fields} />
      <SelectField
        name="basis"
        label={t('column.basis')}
        help={t('propose.basisHelp')}
        defaultValue={agreed(terms, 'basis')}
        options={[unchosen, ...legalBases.map((value) => ({ value, label: t(`basisLong.${value}`) }))]}
      />
      <TextField
        name="basisNote"
        label={t('column.basisNote')}
        help={t('propose.basisNoteHelp')}
        defaultValue={agreed(terms, 'basisNote')}
      />
      <TextAreaField
        name="retention"
        label={t('column.retention')}
        help={t('propose.retentionHelp')}
        defaultValue={agreed(terms, 'retention')}
        rows={2}
        maxLength={500}
      />
      <SelectField
        name="necessity"
        label={t('column.necessity')}
        help={t('propose.necessityHelp')}
        defaultValue={agreed(terms, 'necessity')}
        options={[unchosen, ...necessities.map((value) => ({ value, label: t(`necessity.${value}`) }))]}
      />
      <TextAreaField
        name="note"
        label={t('column.note')}
        help={t('propose.noteHelp')}
        defaultValue={agreed(terms, 'note')}
        maxLength={2000}
      />
      <TextField
        name="dpia"
        label={t('column.dpia')}
        help={t('propose.dpiaHelp')}
        defaultValue={agreed(terms, 'dpia')}
      />
      <TextField
        name="reviewOn"
        type="date"
        label={t('column.reviewOn')}
        help={t('propose.reviewOnHelp')}
        defaultValue={usualDay}
      />
      <FormButtons>
        <SubmitButton pendingLabel={t('propose.sending')}>
          {t('propose.send', { count: fields.length })}
        </SubmitButton>
        <ButtonLink href={back} tone="plain">
          {t('propose.cancel')}
        </ButtonLink>
      </FormButtons>
    </ActionForm>
  )
}
