import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import {
  addConnectionsAction,
  addGroupAction,
  startOffboardingAction,
  startWithGroupAction,
} from '../actions.ts'
import type { Offered } from '../choices.ts'
import type { OffboardingDetail } from '../queries.ts'
import { ChoiceSearch } from './choice-search.tsx'
import { GroupField, isOffered } from './group-field.tsx'
import { ScopeFields } from './scope-fields.tsx'
import { ScopedConnections } from './scoped-connections.tsx'

type NewCaseProps = { choices: Offered; sought: string; chosen: string[] }

/** The first question of a case that does not exist yet. */
export async function NewCase({ choices, sought, chosen }: NewCaseProps) {
  const t = await getTranslations('offboardings')
  return (
    <>
      <Section title={t('scope.oneByOne')}>
        <ChoiceSearch
          path="/offboardings/new"
          choices={choices}
          sought={sought}
          keep={chosen[0] === undefined ? {} : { connection: chosen[0] }}
        />
        {choices.connections.length > 0 ? (
          <ActionForm action={startOffboardingAction}>
            <ScopeFields choices={choices.connections} chosen={chosen} underWay={choices.underWay} />
            <FormButtons>
              <SubmitButton pendingLabel={t('saving')}>{t('start')}</SubmitButton>
            </FormButtons>
          </ActionForm>
        ) : null}
      </Section>
      {choices.groups.some(isOffered) ? (
        <Section title={t('scope.together')} note={t('scope.togetherNote')}>
          <ActionForm action={startWithGroupAction}>
            <GroupField groups={choices.groups} />
            <FormButtons>
              <SubmitButton tone="plain" pendingLabel={t('saving')}>
                {t('scope.startTogether')}
              </SubmitButton>
            </FormButtons>
          </ActionForm>
        </Section>
      ) : null}
    </>
  )
}

type ScopeStepProps = {
  offboarding: OffboardingDetail
  /** Null for whoever may not choose. */
  choices: Offered | null
  sought: string
}

/** What a case is about: taken out one by one, added one by one or many at once, then gone on from. */
export async function ScopeStep({ offboarding, choices, sought }: ScopeStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, connections } = offboarding
  if (!choices) return <ScopedConnections connections={connections} />
  const hidden = { offboarding: id, version: String(version) }
  return (
    <>
      <ScopedConnections connections={connections} removal={hidden} />
      {connections.length > 0 ? (
        <FormButtons>
          <ButtonLink href={`/offboardings/${id}/impact`}>{t('continue')}</ButtonLink>
        </FormButtons>
      ) : null}
      <Section title={t('scope.oneByOne')} note={t('scope.note')}>
        <ChoiceSearch path={`/offboardings/${id}/scope`} choices={choices} sought={sought} />
        {choices.connections.length > 0 ? (
          <ActionForm action={addConnectionsAction} hidden={hidden}>
            <ScopeFields
              key={version}
              choices={choices.connections}
              chosen={[]}
              underWay={choices.underWay}
            />
            <FormButtons>
              <SubmitButton tone={connections.length > 0 ? 'plain' : 'primary'} pendingLabel={t('saving')}>
                {t('scope.add')}
              </SubmitButton>
            </FormButtons>
          </ActionForm>
        ) : (
          <p>{t('scope.nothingElse')}</p>
        )}
      </Section>
      {choices.groups.some(isOffered) ? (
        <Section title={t('scope.together')} note={t('scope.togetherNote')}>
          <ActionForm action={addGroupAction} hidden={hidden}>
            <GroupField groups={choices.groups} />
            <FormButtons>
              <SubmitButton tone="plain" pendingLabel={t('saving')}>
                {t('scope.addTogether')}
              </SubmitButton>
            </FormButtons>
          </ActionForm>
        </Section>
      ) : null}
    </>
  )
}
