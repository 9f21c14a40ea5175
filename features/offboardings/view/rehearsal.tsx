import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { askForRehearsalAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import type { RehearsedStep } from '../rehearsals.ts'
import { shortCallOf } from '../stored.ts'
import { ByConnection } from './by-connection.tsx'

/** Of a case about thousands of tokens, what a person reads. */
const most = 200

type RehearsalSectionProps = { offboarding: OffboardingDetail; mayAsk: boolean }

/** What a case would do to the tenant as it is, call by call, without doing it. */
export async function RehearsalSection({ offboarding, mayAsk }: RehearsalSectionProps) {
  const t = await getTranslations('offboardings')
  const { id, rehearsal, planHash, plan } = offboarding
  const isUnderWay = rehearsal?.state === 'waiting'
  if (!rehearsal && !mayAsk) return null
  return (
    <Section title={t('rehearsal.title')} note={t('rehearsal.note')}>
      <RefreshWhile active={isUnderWay} />
      {isUnderWay ? <ProgressStatus label={t('rehearsal.title')} sentence={t('rehearsal.running')} /> : null}
      {rehearsal?.state === 'failed' ? (
        <Banner tone="refusal">
          {t('rehearsal.failed')} <Why reason={rehearsal.reason ?? 'givenUp'} values={{}} />
        </Banner>
      ) : null}
      {rehearsal && rehearsal.planHash !== planHash ? (
        <Banner tone="expiring">{t('rehearsal.stale')}</Banner>
      ) : null}
      {rehearsal?.finishedAt ? (
        <>
          <p>
            {t.rich('rehearsal.made', {
              by: rehearsal.askedBy,
              at: () => <Moment at={rehearsal.finishedAt ?? rehearsal.askedAt} />,
            })}
          </p>
          <Steps
            steps={rehearsal.steps}
            // Of another scope than the case has now, each line says what it was about.
            isNamed={plan.connections.length > 1 || rehearsal.planHash !== planHash}
          />
        </>
      ) : null}
      {mayAsk && !isUnderWay ? (
        <FormButtons>
          <ActionForm action={askForRehearsalAction} hidden={{ offboarding: id }}>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t(rehearsal ? 'rehearsal.again' : 'rehearsal.ask')}
            </SubmitButton>
          </ActionForm>
        </FormButtons>
      ) : null}
    </Section>
  )
}

/** Connection by connection, each step with what would happen and the calls that were withheld. */
async function Steps({ steps, isNamed }: { steps: readonly RehearsedStep[]; isNamed: boolean }) {
  const t = await getTranslations('offboardings')
  const groups = [...Map.groupBy(steps.slice(0, most), ({ connection }) => connection)]
  return (
    <ByConnection
      isNamed={isNamed}
      groups={groups.map(([name, own]) => ({
        id: name,
        name,
        // Two tokens may have one name.
        items: own.map((step, index) => ({
          id: `${index} ${step.kind}`,
          term: t(`tasks.${step.kind}.name`),
          description: (
            <>
              <Outcome step={step} /> <Calls step={step} />
            </>
          ),
        })),
      }))}
    />
  )
}

async function Calls({ step: { calls, count } }: { step: RehearsedStep }) {
  const t = await getTranslations('offboardings.rehearsal')
  const [first] = calls
  if (!first) return null
  const shown = { count, shown: calls.length, isAll: String(count === calls.length) }
  return (
    <details>
      <summary>
        <code>{shortCallOf(`${first.method} ${first.path}`)}</code>{' '}
        {count > 1 ? <small>{t('all', shown)}</small> : null}
      </summary>
      {calls.map(({ method, path }) => (
        <div key={`${method} ${path}`}>
          <code>{`${method} ${path}`}</code>
        </div>
      ))}
      {count > calls.length ? t('more', { count: count - calls.length }) : null}
    </details>
  )
}

async function Outcome({ step: { kind, outcome, reason, values, count } }: { step: RehearsedStep }) {
  const t = await getTranslations('offboardings')
  if (outcome === 'done')
    return (
      <>
        {t('rehearsal.wouldCall', { count })}{' '}
        {kind === 'deleteIdentities' && count > 0
          ? t('rehearsal.ofEntries', { managed: Number(values.managed ?? 0) })
          : null}
      </>
    )
  if (outcome === 'skipped') return t('skips.tokenAlreadyGone', { kind })
  return (
    <>
      {t('rehearsal.wouldWait', { isTold: String(reason !== null) })}{' '}
      {reason === null ? null : <Why reason={reason} values={values} />}
    </>
  )
}

async function Why({ reason, values }: { reason: string; values: RehearsedStep['values'] }) {
  return (await getTranslations('refusals'))(reason, values)
}
