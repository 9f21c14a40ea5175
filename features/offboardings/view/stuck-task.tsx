import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { isGuided, natureOf } from '#domain/offboarding/task.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { acceptRemainderAction, resumeOffboardingAction, retryTaskAction } from '../actions.ts'
import type { StoredTask } from '../case.ts'

type StuckTaskProps = {
  id: string
  task: StoredTask
  /** What the task is about, by the words it is guided in. */
  connection: ConnectionKind
  mayRun: boolean
}

const link = (href: string) => (chunks: ReactNode) => (
  <a href={href} target="_blank" rel="noreferrer">
    {chunks}
  </a>
)

/** Why a task waits for a person, and every way on from there. */
export async function StuckTask({ id, task, connection, mayRun }: StuckTaskProps) {
  const t = await getTranslations()
  const { kind, position, reason, values } = task
  const hidden = { offboarding: id, position: String(position) }
  const isByHand = reason === 'multiAdminApproval' || isGuided(kind)
  return (
    <>
      <Banner tone={isGuided(kind) ? 'expiring' : 'refusal'}>
        {t.rich('offboardings.run.stuck', {
          task: t(`offboardings.tasks.${kind}.name`),
          why: reason ? t(`refusals.${reason}`, values) : '',
          strong: (chunks) => <strong>{chunks}</strong>,
        })}{' '}
        {isByHand
          ? t.rich(`offboardings.tasks.${kind}.guided`, {
              connection,
              business: link('https://business.apple.com'),
              school: link('https://school.apple.com'),
              intune: link('https://intune.microsoft.com'),
            })
          : null}{' '}
        <QuietLink href={`/offboardings/${id}/access`}>{t('offboardings.run.seeAccess')}</QuietLink>
      </Banner>
      {mayRun ? (
        <FormButtons>
          <ActionForm action={retryTaskAction} hidden={hidden}>
            <SubmitButton pendingLabel={t('offboardings.saving')}>
              {isByHand ? t('offboardings.run.check') : t('offboardings.run.retry')}
            </SubmitButton>
          </ActionForm>
          {natureOf(kind).mayLeaveRemainder ? (
            <ConfirmButton
              label={t('offboardings.remainder.label')}
              title={t('offboardings.remainder.title')}
              consequence={t('offboardings.remainder.consequence')}
              confirmLabel={t('offboardings.remainder.confirm')}
              pendingLabel={t('offboardings.saving')}
              cancelLabel={t('offboardings.back')}
              tone="danger"
              action={acceptRemainderAction}
              hidden={hidden}
            >
              <TextAreaField name="why" label={t('offboardings.remainder.why')} rows={3} required />
            </ConfirmButton>
          ) : null}
        </FormButtons>
      ) : null}
    </>
  )
}

/** For a case whose worker seems to be gone. */
export async function ResumeButton({ id }: { id: string }) {
  const t = await getTranslations('offboardings')
  return (
    <ActionForm action={resumeOffboardingAction} hidden={{ offboarding: id }}>
      <SubmitButton tone="plain" pendingLabel={t('saving')}>
        {t('run.resume')}
      </SubmitButton>
    </ActionForm>
  )
}
