import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { leftByHand } from '#domain/offboarding/by-hand.ts'
import {
  canLeaveRemainder,
  isEndedByHand,
  isStated,
  stoppedByMember,
  waitsForPeople,
} from '#domain/offboarding/task.ts'
import { rowsOf } from '#features/inventory/view/population-words.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import {
  acceptRemainderAction,
  leaveOutAction,
  resumeOffboardingAction,
  retryTaskAction,
  stateStepAction,
} from '../actions.ts'
import type { StoredTask } from '../case.ts'
import type { EvidenceItem, KnownCertificate } from '../queries.ts'
import { EvidenceFileField } from './evidence-file-field.tsx'
import { GuidedSteps } from './guided-steps.tsx'
import { stuckWords } from './stuck-words.ts'

type StuckTaskProps = {
  id: string
  task: StoredTask
  /** Of the connection it is about, where a case ends several. */
  name: string | null
  /** The same, where the case ends no other. */
  connectionName: string
  /** Of a push certificate, by what its row at Apple is found. */
  certificate: KnownCertificate
  /** What the task has recorded. */
  recorded: readonly EvidenceItem[]
  mayRun: boolean
}

/** What another write access may put right. */
const accessReasons: ReadonlySet<string> = new Set([
  'noWriteAccess',
  'wrongSecret',
  'expiredSecret',
  'wrongClient',
  'badCertificate',
  'signInRefused',
  'missingPermission',
  'refusedByMicrosoft',
])

/** What waits for devices that Intune still manages. */
const deviceReasons: ReadonlySet<string> = new Set([
  'devicesToRetire',
  'devicesStillManaged',
  'allDevicesToRetire',
])

/** Why a task waits for a person, and every way on from there. */
export async function StuckTask(props: StuckTaskProps) {
  const { id, task, name, connectionName, certificate, recorded, mayRun } = props
  const t = await getTranslations()
  const { kind, position, reason, values, connectionId, connectionKind: connection } = task
  const hidden = { offboarding: id, position: String(position) }
  const isStopped = reason === stoppedByMember
  const isWaiting = waitsForPeople(task)
  const isByHand = reason === 'multiAdminApproval' || isWaiting
  return (
    <>
      <Banner tone={isWaiting || isStopped ? 'expiring' : 'refusal'}>
        {t.rich(name === null ? 'offboardings.run.stuck' : 'offboardings.run.stuckOf', {
          name: name ?? '',
          task: t(`offboardings.tasks.${kind}.name`),
          why: await stuckWords(task),
          strong: (chunks) => <strong>{chunks}</strong>,
        })}{' '}
        {task.startedAt === null || isStated(kind)
          ? null
          : t.rich('offboardings.run.lookedAt', {
              at: () => <Moment at={task.startedAt ?? new Date()} />,
            })}{' '}
        {isEndedByHand(connection) || !(reason && accessReasons.has(reason)) ? null : (
          <QuietLink href={`/offboardings/${id}/access`}>{t('offboardings.run.seeAccess')}</QuietLink>
        )}
        {reason && deviceReasons.has(reason) ? (
          <QuietLink href={rowsOf('devices', { connection: connectionId, only: 'managed' })}>
            {t('offboardings.run.seeDevices')}
          </QuietLink>
        ) : null}
        {isByHand && kind === 'deleteIdentities' ? (
          <QuietLink href={rowsOf('devices', { connection: connectionId })}>
            {t('offboardings.run.seeDevices')}
          </QuietLink>
        ) : null}
      </Banner>
      {isByHand ? (
        <GuidedSteps
          task={task}
          name={connectionName}
          left={leftByHand(task, recorded)}
          certificate={certificate}
        />
      ) : null}
      {mayRun ? (
        <FormButtons>
          {isStated(kind) ? (
            <ConfirmButton
              label={t('offboardings.stated.label')}
              title={t('offboardings.stated.title')}
              consequence={t('offboardings.stated.consequence')}
              confirmLabel={t('offboardings.stated.confirm')}
              pendingLabel={t('offboardings.saving')}
              cancelLabel={t('offboardings.back')}
              tone="primary"
              action={stateStepAction}
              hidden={hidden}
            >
              <TextAreaField
                name="note"
                label={t('offboardings.stated.how')}
                help={t('offboardings.stated.howHelp')}
                rows={3}
                required
              />
              <EvidenceFileField label={t('offboardings.evidence.file.beside')} />
            </ConfirmButton>
          ) : (
            <ActionForm action={retryTaskAction} hidden={hidden}>
              <SubmitButton pendingLabel={t('offboardings.saving')}>
                {t(`offboardings.run.${retryWord({ isStopped, isGuided: isWaiting, isByHand })}`)}
              </SubmitButton>
            </ActionForm>
          )}
          {canLeaveRemainder(task) ? (
            <ConfirmButton
              label={t('offboardings.remainder.label', { kind })}
              title={t('offboardings.remainder.title', { kind })}
              consequence={
                <>
                  <p>
                    {t('offboardings.remainder.of', {
                      kind,
                      name: connectionName,
                      count: Number(values.failed ?? values.count ?? -1),
                    })}
                  </p>
                  <p>{t('offboardings.remainder.consequence', { kind, count: Number(values.count ?? 0) })}</p>
                </>
              }
              confirmLabel={t('offboardings.remainder.confirm')}
              pendingLabel={t('offboardings.saving')}
              cancelLabel={t('offboardings.back')}
              tone="danger"
              action={acceptRemainderAction}
              hidden={hidden}
            >
              {kind === 'retireAllDevices' ? (
                <TextField
                  name="typed"
                  label={t('offboardings.remainder.count', { count: Number(values.count ?? 0) })}
                  required
                />
              ) : null}
              <TextAreaField name="why" label={t('offboardings.remainder.why')} rows={3} required />
            </ConfirmButton>
          ) : null}
          <ConfirmButton
            label={t('offboardings.leaveOut.label')}
            title={t('offboardings.leaveOut.title', { name: connectionName })}
            consequence={t('offboardings.leaveOut.consequence', { isOnly: String(name === null) })}
            confirmLabel={t('offboardings.leaveOut.confirm')}
            pendingLabel={t('offboardings.saving')}
            cancelLabel={t('offboardings.back')}
            tone="plain"
            action={leaveOutAction}
            hidden={{ offboarding: id, connection: connectionId }}
          >
            <TextAreaField name="why" label={t('offboardings.leaveOut.why')} rows={3} required />
          </ConfirmButton>
        </FormButtons>
      ) : null}
    </>
  )
}

type Why = { isStopped: boolean; isGuided: boolean; isByHand: boolean }

const retryWord = ({ isStopped, isGuided: isDoneByPeople, isByHand }: Why) => {
  if (isStopped) return 'goOn'
  if (isDoneByPeople) return 'check'
  return isByHand ? 'checkOrAsk' : 'retry'
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
