import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { adviseOnApprovalAction } from '../actions.ts'
import type { Opinion } from '../case.ts'

/** What those say of a plan who advise and do not decide. */
export async function Opinions({ opinions }: { opinions: readonly Opinion[] }) {
  const t = await getTranslations('offboardings.approval')
  if (opinions.length === 0) return null
  return (
    <ul>
      {opinions.map(({ id, opinion, note, by, at }) => (
        <li key={id}>
          {t.rich(`opinion.${opinion}`, { by, at: () => <Moment at={at} /> })}{' '}
          {note === null ? null : <FreeText>{note}</FreeText>}
        </li>
      ))}
    </ul>
  )
}

/** For a data protection officer, whose word stands beside the decision of somebody else. */
export async function OpinionForm({
  offboardingId,
  approvalId,
}: {
  offboardingId: string
  approvalId: string
}) {
  const t = await getTranslations()
  return (
    <Section title={t('reviews.advise.yours')} note={t('offboardings.approval.adviceNote')}>
      <ActionForm
        action={adviseOnApprovalAction}
        hidden={{ offboarding: offboardingId, approval: approvalId }}
      >
        <TextAreaField
          name="note"
          label={t('reviews.column.note')}
          help={t('reviews.advise.noteHelp')}
          rows={3}
        />
        <FormButtons>
          <SubmitButton name="opinion" value="agrees" tone="plain" pendingLabel={t('offboardings.saving')}>
            {t('reviews.advise.agree')}
          </SubmitButton>
          <SubmitButton name="opinion" value="objects" tone="plain" pendingLabel={t('offboardings.saving')}>
            {t('reviews.advise.object')}
          </SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}
