import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { StepRail } from '#components/step-rail.tsx'
import { WithRail } from '#components/with-rail.tsx'
import { hasLapsed } from '#domain/offboarding/approval.ts'
import type { StepId } from '#domain/offboarding/journey.ts'
import { backSince } from '#domain/offboarding/recheck.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { cancelOffboardingAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { CaseStateMark } from './case-state.tsx'

type CaseFrameProps = { offboarding: OffboardingDetail; step: StepId; title: string; children: ReactNode }

/** A case's head, its rail of steps and the one step that is shown. */
export async function CaseFrame({ offboarding, step, title, children }: CaseFrameProps) {
  const t = await getTranslations('offboardings')
  const {
    id,
    journey,
    startedByName,
    startedAt,
    listedState,
    connections,
    mayAsk,
    mayCancel,
    cancelledBy,
    cancelledAt,
    state,
    approval,
    planHash,
    rechecks,
  } = offboarding
  // Said where one lands: the facts lead back to an earlier step than the approval.
  const lapsed = state === 'draft' && step !== 'approval' && hasLapsed(approval, planHash) ? approval : null
  const isBack = connections.some((connection) => backSince(connection, rechecks) !== null)
  const at = journey.steps.findIndex((each) => each.id === step)
  return (
    <>
      <PageHeader
        title={title}
        trail={{ label: t('trail'), parents: [{ href: '/offboardings', label: t('title') }] }}
        mark={<CaseStateMark state={listedState} isBack={isBack} connections={connections} />}
        meta={
          <span>
            {t.rich(state === 'cancelled' ? 'metaCancelled' : 'meta', {
              number: at + 1,
              of: journey.steps.length,
              name: startedByName,
              at: () => <Moment at={startedAt} />,
            })}
          </span>
        }
        action={
          mayCancel ? (
            <ConfirmButton
              label={t('cancel.label')}
              title={t('cancel.title', {
                count: connections.length,
                name: connections[0]?.name ?? '',
                others: connections.length - 1,
              })}
              consequence={t('cancel.consequence')}
              confirmLabel={t('cancel.confirm')}
              pendingLabel={t('saving')}
              cancelLabel={t('back')}
              action={cancelOffboardingAction}
              hidden={{ offboarding: id }}
            />
          ) : null
        }
      />
      {cancelledAt ? (
        <Banner>
          {t.rich('cancelled', { by: cancelledBy ?? '', at: () => <Moment at={cancelledAt} /> })}
        </Banner>
      ) : null}
      {lapsed ? (
        <Banner tone="expiring">
          {t.rich(`approval.${lapsed.decision === null ? 'stale' : 'void'}`, {
            asker: lapsed.askedByName,
            decider: lapsed.decidedByName ?? '',
            asked: () => <Moment at={lapsed.askedAt} />,
            decided: () => <Moment at={lapsed.decidedAt ?? lapsed.askedAt} />,
          })}{' '}
          {t('approval.next', { mayAsk: String(mayAsk) })}
        </Banner>
      ) : null}
      <WithRail
        rail={
          <StepRail
            label={t('rail')}
            words={{
              done: t('stepStates.done'),
              current: t('stepStates.current'),
              upcoming: t('stepStates.upcoming'),
              blocked: t('stepStates.blocked'),
              notDone: t('stepStates.notDone'),
            }}
            steps={journey.steps.map(({ id: each, status }) => ({
              id: each,
              label: t(`steps.${each}`),
              status,
              here: each === step,
              ...(journey.canVisit(each) ? { href: `/offboardings/${id}/${each}` } : {}),
            }))}
          />
        }
      >
        {children}
      </WithRail>
    </>
  )
}
