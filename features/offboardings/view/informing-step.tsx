import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { type InformedGroup, informedGroups } from '#domain/offboarding/informing.ts'
import { answerInformingAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'

type InformingStepProps = { offboarding: OffboardingDetail; mayAnswer: boolean }

/** Who is told before anything begins, and how: whoever approves sees it, and the certificate says it. */
export async function InformingStep({ offboarding, mayAnswer }: InformingStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, planHash, informing, plan, isOfSchool } = offboarding
  if (!mayAnswer || planHash === null) return <Informed offboarding={offboarding} />
  const people = plan.counts.people
  const likely: InformedGroup[] = [
    ...(people > 0 ? ['users' as const] : []),
    ...(isOfSchool ? ['guardians' as const] : []),
  ]
  return (
    <Section title={t('steps.informing')} note={t('informing.about')}>
      <ActionForm
        action={answerInformingAction}
        hidden={{ offboarding: id, version: String(version), planHash }}
      >
        <ChoiceField
          name="groups"
          label={t('informing.question')}
          pick="many"
          defaultValues={informing?.groups ?? likely}
          choices={informedGroups.map((group) => ({
            value: group,
            label: t(`informing.groups.${group}`),
            ...(group === 'users'
              ? { help: t('informing.users', { people, connections: plan.connections.length }) }
              : {}),
            ...(group === 'guardians' && isOfSchool ? { help: t('informing.minors') } : {}),
          }))}
        />
        <TextAreaField
          name="note"
          label={t('informing.how')}
          help={t('informing.howHelp')}
          defaultValue={informing?.note ?? ''}
          rows={3}
          required
        />
        <FormButtons>
          <SubmitButton pendingLabel={t('saving')}>{t('continue')}</SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}

/** The same as it was said, for whoever reads it. */
export async function Informed({ offboarding: { informing } }: { offboarding: OffboardingDetail }) {
  const t = await getTranslations('offboardings')
  if (informing === null) return null
  const { groups, note } = informing
  return (
    <Section title={t('steps.informing')}>
      <DefinitionList
        items={[
          {
            id: 'groups',
            term: t('informing.told'),
            description: <ToldGroups groups={groups} />,
          },
          { id: 'note', term: t('informing.how'), description: <FreeText>{note}</FreeText> },
        ]}
      />
    </Section>
  )
}

/** Each in a line of its own: their names are no part of a sentence. */
export async function ToldGroups({ groups }: { groups: readonly InformedGroup[] }) {
  const t = await getTranslations('offboardings.informing')
  if (groups.length === 0) return t('nobody')
  return (
    <ul>
      {groups.map((group) => (
        <li key={group}>{t(`groups.${group}`)}</li>
      ))}
    </ul>
  )
}
