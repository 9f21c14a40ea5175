import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { Section } from '#components/section.tsx'
import { type Actor, can } from '#domain/actor.ts'
import { isStepId, type StepId } from '#domain/offboarding/journey.ts'
import { requireActor } from '#features/access/guard.ts'
import { offboardingChoices } from '#features/offboardings/choices.ts'
import { type OffboardingDetail, offboardingDetail } from '#features/offboardings/queries.ts'
import { AccessStep } from '#features/offboardings/view/access-step.tsx'
import { AccountStep } from '#features/offboardings/view/account-step.tsx'
import { ApprovalStep } from '#features/offboardings/view/approval-step.tsx'
import { CaseFrame } from '#features/offboardings/view/case-frame.tsx'
import { ConfirmStep } from '#features/offboardings/view/confirm-step.tsx'
import { DoneStep } from '#features/offboardings/view/done-step.tsx'
import { ImpactStep } from '#features/offboardings/view/impact-step.tsx'
import { InformingStep } from '#features/offboardings/view/informing-step.tsx'
import { OrderStep } from '#features/offboardings/view/order-step.tsx'
import { RunStep } from '#features/offboardings/view/run-step.tsx'
import { ScopeStep } from '#features/offboardings/view/scope-step.tsx'
import { ComposeForm, ComposeImpact } from '#features/reports/view/compose-form.tsx'
import { orNotFound } from '../../../../or-not-found.ts'
import type { SearchParams } from '../../../as-of-here.ts'
import { listAsked } from '../../../list-asked.ts'

type Props = { params: Promise<{ id: string; step: string }>; searchParams: SearchParams }

const query = z.object({ of: z.uuid().optional().catch(undefined) })

/** A step that cannot be visited yet leads to the one the case is at: bookmarks and Back never break. */
const load = cache(async (id: string, step: string) => {
  const actor = await requireActor('offboardings:read')
  if (!z.uuid().safeParse(id).success || !isStepId(step)) notFound()
  const offboarding = await orNotFound(offboardingDetail(actor, id))
  if (!offboarding.journey.canVisit(step)) redirect(`/offboardings/${id}/${offboarding.journey.current}`)
  return { actor, offboarding, step }
})

const titleOf = async ({ plan }: OffboardingDetail): Promise<string> => {
  const t = await getTranslations('offboardings')
  const [only, ...others] = plan.connections
  if (!only) return t('new.title')
  return t('named', { name: only.name, count: others.length + 1, others: others.length })
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, step } = await params
  const loaded = await load(id, step)
  const t = await getTranslations('offboardings')
  return { title: `${t(`steps.${loaded.step}`)} – ${await titleOf(loaded.offboarding)}` }
}

export default async function OffboardingStep({ params, searchParams }: Props) {
  const { id, step: asked } = await params
  const { actor, offboarding, step } = await load(id, asked)
  return (
    <CaseFrame offboarding={offboarding} step={step} title={await titleOf(offboarding)}>
      <Step
        actor={actor}
        offboarding={offboarding}
        step={step}
        sought={listAsked(await searchParams).text}
        account={query.parse(await searchParams).of}
      />
      {waitsForAdmin(actor, offboarding, step) ? <WaitsForAdmin /> : null}
    </CaseFrame>
  )
}

/** Whoever cannot go on from here is told whose turn it is; the approval says by itself that it waits for a decider. */
const waitsForAdmin = (actor: Actor, offboarding: OffboardingDetail, step: StepId): boolean => {
  const { journey, state } = offboarding
  if (step !== journey.current) return false
  if (!['draft', 'needsAttention', 'awaitingAccount'].includes(state)) return false
  if (step === 'approval' && offboarding.listedState === 'awaitingApproval') return false
  return !can(actor, 'offboardings:run')
}

async function WaitsForAdmin() {
  return <p>{(await getTranslations('offboardings'))('waitsForAdmin')}</p>
}

async function Certificate({
  offboarding: { id, evidence, evidenceElsewhere },
}: {
  offboarding: OffboardingDetail
}) {
  const t = await getTranslations('reports.cessation')
  return (
    <Section title={t('title')} note={t('about')}>
      <ComposeForm
        offboarding={id}
        evidence={[...evidence, ...evidenceElsewhere].flatMap(({ file }) =>
          file && !file.erased ? [file] : [],
        )}
      />
    </Section>
  )
}

type StepProps = {
  actor: Actor
  offboarding: OffboardingDetail
  step: StepId
  sought: string
  account: string | undefined
}

async function Step({ actor, offboarding, step, sought, account }: StepProps) {
  const mayAnswer = offboarding.state === 'draft' && can(actor, 'offboardings:start')
  const mayRun = can(actor, 'offboardings:run')
  const mayCompose = can(actor, 'reports:compose')
  const chosen = offboarding.connectionIds
  switch (step) {
    case 'scope':
      return (
        <ScopeStep
          offboarding={offboarding}
          choices={
            mayAnswer
              ? await offboardingChoices(actor, { text: sought, chosen, offboardingId: offboarding.id })
              : null
          }
          sought={sought}
        />
      )
    case 'impact':
      return (
        <ImpactStep
          offboarding={offboarding}
          mayAnswer={mayAnswer}
          document={mayCompose ? <ComposeImpact offboarding={offboarding.id} /> : null}
        />
      )
    case 'informing':
      return <InformingStep offboarding={offboarding} mayAnswer={mayAnswer} />
    case 'order':
      return <OrderStep offboarding={offboarding} mayAnswer={mayAnswer} />
    case 'approval':
      return <ApprovalStep offboarding={offboarding} mayAnswer={mayAnswer} />
    case 'access':
      return <AccessStep offboarding={offboarding} mayEnter={mayRun} />
    case 'confirm':
      return (
        <ConfirmStep
          offboarding={offboarding}
          mayConfirm={mayRun && offboarding.journey.current === 'confirm' && offboarding.state === 'draft'}
        />
      )
    case 'run':
      return <RunStep offboarding={offboarding} mayRun={mayRun} now={new Date()} />
    case 'account':
      return (
        <AccountStep
          offboarding={offboarding}
          asked={account}
          mayRun={mayRun}
          mayState={mayRun && offboarding.state === 'awaitingAccount'}
          today={new Date()}
          mayStart={can(actor, 'offboardings:start')}
          mayKeep={offboarding.mayDecide && offboarding.state === 'awaitingAccount'}
        />
      )
    case 'done':
      return (
        <>
          <DoneStep offboarding={offboarding} mayRun={mayRun} mayStart={can(actor, 'offboardings:start')} />
          {mayCompose ? <Certificate offboarding={offboarding} /> : null}
        </>
      )
  }
}
