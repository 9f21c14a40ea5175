import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { TypedConfirmation } from '#components/typed-confirmation.tsx'
import { canRevoke, endsEnrolment } from '#domain/offboarding/plan.ts'
import { tasksOf } from '#domain/offboarding/task.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { confirmOffboardingAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'

type ConfirmStepProps = { offboarding: OffboardingDetail; nameToType: string; mayConfirm: boolean }

/** The last look: every answer with a way back to it, what will be done, and the name to type. */
export async function ConfirmStep({ offboarding, nameToType, mayConfirm }: ConfirmStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, plan, approval, access, state, confirmedBy, confirmedAt } = offboarding
  const { licences, devices, people, managed } = plan.counts
  const isEnrolment = endsEnrolment(plan)
  const change = (step: string) =>
    state === 'draft' ? (
      <QuietLink href={`/offboardings/${id}/${step}`}>{t('confirm.change')}</QuietLink>
    ) : null
  const answers: Definition[] = [
    {
      id: 'scope',
      term: t('steps.scope'),
      description: (
        <>
          {nameToType} {change('scope')}
        </>
      ),
    },
    {
      id: 'impact',
      term: t('steps.impact'),
      description: (
        <>
          {isEnrolment
            ? t('confirm.impactEnrolment', { devices, people, managed })
            : t('confirm.impact', { licences, devices, people })}{' '}
          {change('impact')}
        </>
      ),
    },
    {
      id: 'approval',
      term: t('steps.approval'),
      description: t('confirm.approval', { decider: approval?.decidedByName ?? '' }),
    },
    {
      id: 'access',
      term: t('steps.access'),
      description: (
        <>
          {access.map(({ entered }) => entered?.link.client ?? t('access.forgotten')).join(', ')}{' '}
          {change('access')}
        </>
      ),
    },
  ]
  return (
    <>
      <Section title={t('confirm.answers')}>
        <DefinitionList items={answers} />
      </Section>
      <Section title={t('confirm.order')}>
        <ol>
          {tasksOf(plan).map(({ kind, position }) => (
            <li key={position}>{t(`tasks.${kind}.will`)}</li>
          ))}
        </ol>
      </Section>
      <Section title={t('steps.confirm')}>
        {state !== 'draft' && confirmedAt ? (
          <Banner tone="brand">
            {t.rich('confirm.confirmed', { by: confirmedBy ?? '', at: () => <Moment at={confirmedAt} /> })}
          </Banner>
        ) : (
          <Banner tone="refusal">
            {isEnrolment
              ? t('confirm.consequenceEnrolment', { devices, people })
              : t('confirm.consequence', { licences, devices, people, revocable: String(canRevoke(plan)) })}
          </Banner>
        )}
        {mayConfirm ? (
          <ActionForm
            action={confirmOffboardingAction}
            hidden={{ offboarding: id, version: String(version) }}
          >
            <TypedConfirmation
              expected={nameToType}
              label={t.rich('confirm.type', { name: () => <strong>{nameToType}</strong> })}
              pendingLabel={t('saving')}
            >
              {t('confirm.confirm')}
            </TypedConfirmation>
          </ActionForm>
        ) : null}
      </Section>
    </>
  )
}
