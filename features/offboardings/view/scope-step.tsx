import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { answerScopeAction, startOffboardingAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import type { Choices } from '../scope.ts'
import { ChoiceSearch } from './choice-search.tsx'
import { ScopeFields } from './scope-fields.tsx'
import { ScopedConnections } from './scoped-connections.tsx'

type NewCaseProps = { choices: Choices; sought: string; chosen: string[]; underWay: string[] }

/** The first question of a case that does not exist yet. */
export async function NewCase({ choices, sought, chosen, underWay }: NewCaseProps) {
  const t = await getTranslations('offboardings')
  return (
    <>
      <ChoiceSearch
        path="/offboardings/new"
        choices={choices}
        sought={sought}
        keep={chosen[0] === undefined ? {} : { connection: chosen[0] }}
      />
      {choices.connections.length > 0 ? (
        <ActionForm action={startOffboardingAction}>
          <ScopeFields choices={choices.connections} chosen={chosen} underWay={underWay} />
          <FormButtons>
            <SubmitButton pendingLabel={t('saving')}>{t('start')}</SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : null}
    </>
  )
}

type ScopeStepProps = {
  offboarding: OffboardingDetail
  /** Null for whoever may not choose. */
  choices: Choices | null
  sought: string
}

export async function ScopeStep({ offboarding, choices, sought }: ScopeStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, connectionIds, facts } = offboarding
  if (!choices) return <ScopedConnections connections={facts.connections} />
  return (
    <Section title={t('steps.scope')} note={t('scope.note')}>
      <ChoiceSearch path={`/offboardings/${id}/scope`} choices={choices} sought={sought} />
      <ActionForm action={answerScopeAction} hidden={{ offboarding: id, version: String(version) }}>
        <ScopeFields choices={choices.connections} chosen={connectionIds} />
        <FormButtons>
          <SubmitButton pendingLabel={t('saving')}>{t('continue')}</SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}
