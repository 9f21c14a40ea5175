import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { FreeText } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { SelectField } from '#components/select-field.tsx'
import { TypedConfirmation } from '#components/typed-confirmation.tsx'
import { wasGone } from '#domain/offboarding/plan.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { confirmOffboardingAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { graceHours } from '../schema.ts'
import { ToldGroups } from './informing-step.tsx'
import { Opinions } from './opinions.tsx'
import { OrderOfTasks } from './order-of-tasks.tsx'
import { RehearsalSection } from './rehearsal.tsx'
import { consequenceWords, impactWords } from './summary-words.ts'

/** What a case does before its grace is over: all of it can be set again. */
const undoableOf = (plan: OffboardingDetail['plan']) => {
  const has = (kind: ConnectionKind) =>
    plan.connections.some((connection) => connection.kind === kind && !wasGone(plan, connection.id))
  if (has('enrolmentToken')) return has('locationToken') ? 'both' : 'sharing'
  return has('locationToken') ? 'assignments' : 'none'
}

type ConfirmStepProps = { offboarding: OffboardingDetail; mayConfirm: boolean }

/** The last look: every answer with a way back to it, what will be done, and the name to type. */
export async function ConfirmStep({ offboarding, mayConfirm }: ConfirmStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, plan, approval, access, state, confirmedBy, confirmedAt, nameToType, informing } =
    offboarding
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
          {plan.connections.length === 1 ? nameToType : t('scope.chosen', { count: plan.connections.length })}{' '}
          {change('scope')}
        </>
      ),
    },
    {
      id: 'impact',
      term: t('steps.impact'),
      description: (
        <>
          {await impactWords(offboarding)} {change('impact')}
        </>
      ),
    },
    ...(informing === null
      ? []
      : [
          {
            id: 'informing',
            term: t('steps.informing'),
            description: (
              <>
                <ToldGroups groups={informing.groups} />
                {informing.groups.length === 0 ? <br /> : null}
                <FreeText>{informing.note}</FreeText> {change('informing')}
              </>
            ),
          },
        ]),
    {
      id: 'approval',
      term: t('steps.approval'),
      description: (
        <>
          {t('confirm.approval', { decider: approval?.decidedByName ?? '' })}
          {approval ? <Opinions opinions={approval.opinions} /> : null}
        </>
      ),
    },
    ...(access.length === 0
      ? []
      : [
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
        ]),
  ]
  return (
    <>
      <Section title={t('confirm.answers')}>
        <DefinitionList items={answers} />
      </Section>
      <Section title={t('confirm.order')}>
        <OrderOfTasks plan={plan} />
      </Section>
      {state === 'draft' ? <RehearsalSection offboarding={offboarding} mayAsk={mayConfirm} /> : null}
      <Section title={t('steps.confirm')}>
        {state !== 'draft' && confirmedAt ? (
          <Banner tone="brand">
            {t.rich('confirm.confirmed', { by: confirmedBy ?? '', at: () => <Moment at={confirmedAt} /> })}
          </Banner>
        ) : (
          <Banner tone="refusal">{await consequenceWords(offboarding)}</Banner>
        )}
        {mayConfirm ? (
          <ActionForm
            action={confirmOffboardingAction}
            hidden={{ offboarding: id, version: String(version) }}
          >
            <SelectField
              name="grace"
              label={t('confirm.grace')}
              help={t('confirm.graceHelp', { undoable: undoableOf(plan) })}
              defaultValue="24"
              options={graceHours.map((hours) => ({
                value: String(hours),
                label: t('confirm.graceHours', { hours }),
              }))}
            />
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
