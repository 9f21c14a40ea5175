import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { hasLapsed } from '#domain/offboarding/approval.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { askForApprovalAction, decideApprovalAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { Impact } from './impact.tsx'
import { Informed } from './informing-step.tsx'
import { OpinionForm, Opinions } from './opinions.tsx'
import { OrderOfTasks } from './order-of-tasks.tsx'

type ApprovalStepProps = { offboarding: OffboardingDetail; mayAnswer: boolean }

/** Somebody else's word: asked for here, given here. */
export async function ApprovalStep({ offboarding, mayAnswer }: ApprovalStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, approval, lapsed, planHash, state, mayDecide, mayAdvise } = offboarding
  const isAbout = approval?.planHash === planHash
  const isOpen = state === 'draft' && isAbout && approval?.decision === null
  const mayAsk = mayAnswer && !isOpen && !(isAbout && approval?.decision === 'approved')
  return (
    <>
      <Section title={t('steps.approval')} note={t('approval.note')}>
        {approval ? (
          <Banner tone={approval.decision === 'rejected' ? 'refusal' : isAbout ? 'brand' : 'expiring'}>
            {t.rich(
              `approval.${isAbout ? (approval.decision ?? 'open') : approval.decision === 'approved' ? 'void' : 'stale'}`,
              {
                asker: approval.askedByName,
                decider: approval.decidedByName ?? '',
                asked: () => <Moment at={approval.askedAt} />,
                decided: () => <Moment at={approval.decidedAt ?? approval.askedAt} />,
              },
            )}
            {state === 'draft' && hasLapsed(approval, planHash) ? (
              <> {t('approval.next', { mayAsk: String(offboarding.mayAsk) })}</>
            ) : null}
          </Banner>
        ) : null}
        {isOpen && lapsed ? (
          <Banner tone="expiring">
            {t.rich('approval.lapsed', { decider: lapsed.by, decided: () => <Moment at={lapsed.at} /> })}
          </Banner>
        ) : null}
        {approval?.note ? (
          <blockquote>
            <FreeText>{approval.note}</FreeText>
          </blockquote>
        ) : null}
        {approval ? <Opinions opinions={approval.opinions} /> : null}
        {mayAsk ? (
          <ActionForm action={askForApprovalAction} hidden={{ offboarding: id, version: String(version) }}>
            <FormButtons>
              <SubmitButton pendingLabel={t('saving')}>{t('approval.ask')}</SubmitButton>
            </FormButtons>
          </ActionForm>
        ) : null}
        {isOpen && !mayDecide ? <p>{t('approval.waits')}</p> : null}
      </Section>
      {isOpen && !mayDecide && mayAdvise ? (
        <>
          <Impact offboarding={offboarding} />
          <Informed offboarding={offboarding} />
          <Section title={t('confirm.order')}>
            <OrderOfTasks plan={offboarding.plan} />
          </Section>
          <OpinionForm offboardingId={id} approvalId={approval.id} />
        </>
      ) : null}
      {isOpen && mayDecide ? (
        <>
          <Impact offboarding={offboarding} />
          <Informed offboarding={offboarding} />
          <Section title={t('confirm.order')}>
            <OrderOfTasks plan={offboarding.plan} />
          </Section>
          <Section title={t('approval.yours')}>
            <ActionForm
              action={decideApprovalAction}
              hidden={{ offboarding: id, approval: approval.id, opinions: String(approval.opinions.length) }}
            >
              <TextAreaField
                name="note"
                label={t('approval.noteLabel')}
                help={t('approval.noteHelp')}
                rows={3}
              />
              <FormButtons>
                <SubmitButton name="decision" value="approved" pendingLabel={t('saving')}>
                  {t('approval.approve')}
                </SubmitButton>
                <SubmitButton name="decision" value="rejected" tone="plain" pendingLabel={t('saving')}>
                  {t('approval.reject')}
                </SubmitButton>
              </FormButtons>
            </ActionForm>
          </Section>
        </>
      ) : null}
    </>
  )
}
