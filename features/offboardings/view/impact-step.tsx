import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { answerImpactAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { Impact } from './impact.tsx'
import { RehearsalSection } from './rehearsal.tsx'
import { irreversibleWords } from './summary-words.ts'

type ImpactStepProps = {
  offboarding: OffboardingDetail
  mayAnswer: boolean
  /** How to take it along. */
  document: ReactNode
}

/** What stops, what breaks and what stays at Apple, each number with where it comes from. */
export async function ImpactStep({ offboarding, mayAnswer, document }: ImpactStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, planHash, state, isOfSchool } = offboarding
  return (
    <>
      {isOfSchool ? <Banner>{t('informing.minors')}</Banner> : null}
      <Impact offboarding={offboarding} />
      {document ? (
        <Section title={t('impact.document')} note={t('impact.documentNote')}>
          {document}
        </Section>
      ) : null}
      {state === 'draft' ? <RehearsalSection offboarding={offboarding} mayAsk={mayAnswer} /> : null}
      {mayAnswer && planHash !== null ? (
        <Section title={t('impact.go')} note={await irreversibleWords(offboarding)}>
          <ActionForm
            action={answerImpactAction}
            hidden={{ offboarding: id, version: String(version), planHash }}
          >
            <FormButtons>
              <SubmitButton pendingLabel={t('saving')}>{t('impact.read')}</SubmitButton>
            </FormButtons>
          </ActionForm>
        </Section>
      ) : null}
    </>
  )
}
