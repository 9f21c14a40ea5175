import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { answerScopeAction, startOffboardingAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { ScopeFields } from './scope-fields.tsx'
import { ScopedConnections } from './scoped-connections.tsx'

type NewCaseProps = { choices: ConnectionSummary[]; chosen: string[]; underWay: string[] }

/** The first question of a case that does not exist yet. */
export async function NewCase({ choices, chosen, underWay }: NewCaseProps) {
  const t = await getTranslations('offboardings')
  return (
    <ActionForm action={startOffboardingAction}>
      <ScopeFields choices={choices} chosen={chosen} underWay={underWay} />
      <FormButtons>
        <SubmitButton pendingLabel={t('saving')}>{t('start')}</SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

type ScopeStepProps = { offboarding: OffboardingDetail; choices: ConnectionSummary[]; mayAnswer: boolean }

export async function ScopeStep({ offboarding, choices, mayAnswer }: ScopeStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, connectionIds, facts } = offboarding
  if (!mayAnswer) return <ScopedConnections connections={facts.connections} />
  return (
    <Section title={t('steps.scope')} note={t('scope.note')}>
      <ActionForm action={answerScopeAction} hidden={{ offboarding: id, version: String(version) }}>
        <ScopeFields choices={choices} chosen={connectionIds} />
        <FormButtons>
          <SubmitButton pendingLabel={t('saving')}>{t('continue')}</SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}
