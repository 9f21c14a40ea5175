'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { Outcome } from '#domain/outcome.ts'
import type { Answered } from '#features/access/action-state.ts'
import { guarded } from '#features/access/guard.ts'
import { credentialOf } from '#features/organisations/tenant-inspection.ts'
import { enterWriteAccess } from './access-commands.ts'
import { keepAccount, stateAccountDeletion } from './account-commands.ts'
import { askForApproval, decideApproval } from './approval-commands.ts'
import { answerStep, cancelOffboarding, startOffboarding } from './commands.ts'
import { acceptRemainder, confirmOffboarding, resumeOffboarding, retryTask } from './run-commands.ts'
import {
  accessInput,
  askInput,
  caseInput,
  confirmInput,
  decideInput,
  deletionInput,
  impactInput,
  keepingInput,
  remainderInput,
  scopeInput,
  startInput,
  taskInput,
} from './schema.ts'

/** A step that was answered leads to wherever the case is then. */
const onwards = <Value, Reason extends string>(
  offboarding: string,
  outcome: Outcome<Value, Reason>,
): Outcome<Value, Reason> => {
  if (!outcome.ok) return outcome
  revalidatePath('/', 'layout')
  redirect(`/offboardings/${offboarding}`)
}

/** Whoever chose a connection that another case is about is shown the way to that case. */
const orToOpenCase = async <Value, Reason extends string>(
  outcome: Outcome<Value, Reason>,
): Promise<Answered<Value, Reason>> => {
  const open = outcome.ok ? undefined : outcome.values?.offboarding
  if (outcome.ok || open === undefined) return outcome
  const t = await getTranslations('offboardings')
  return { ...outcome, nextStep: { href: `/offboardings/${open}`, label: t('toOpenCase') } }
}

export const startOffboardingAction = guarded('offboardings:start', startInput, async (actor, input) => {
  const outcome = await startOffboarding(actor, { connectionId: input.connection })
  return outcome.ok ? onwards(outcome.value.offboardingId, outcome) : orToOpenCase(outcome)
})

export const answerScopeAction = guarded(
  'offboardings:start',
  scopeInput,
  async (actor, { offboarding, version, connection }) =>
    orToOpenCase(
      onwards(
        offboarding,
        await answerStep(actor, offboarding, { step: 'scope', version, connectionIds: [connection] }),
      ),
    ),
)

export const answerImpactAction = guarded(
  'offboardings:start',
  impactInput,
  async (actor, { offboarding, ...answer }) =>
    onwards(offboarding, await answerStep(actor, offboarding, { step: 'impact', ...answer })),
)

export const askForApprovalAction = guarded('offboardings:start', askInput, async (actor, input) =>
  onwards(input.offboarding, await askForApproval(actor, input.offboarding, input)),
)

export const decideApprovalAction = guarded(
  'offboardings:approve',
  decideInput,
  async (actor, { offboarding, approval, decision, note }) =>
    onwards(offboarding, await decideApproval(actor, offboarding, { approvalId: approval, decision, note })),
)

export const enterWriteAccessAction = guarded(
  'offboardings:run',
  accessInput,
  async (actor, { offboarding, tenantLink, client, secret, pem }) => {
    const credential = credentialOf(
      pem.trim() === '' ? { kind: 'secret', secret } : { kind: 'certificate', pem },
    )
    if (!credential.ok) return credential
    const access = { tenantLinkId: tenantLink, client, credential: credential.value }
    return onwards(offboarding, await enterWriteAccess(actor, offboarding, access))
  },
)

export const confirmOffboardingAction = guarded(
  'offboardings:run',
  confirmInput,
  async (actor, { offboarding, version, confirmation }) =>
    orToOpenCase(
      onwards(offboarding, await confirmOffboarding(actor, offboarding, { version, typed: confirmation })),
    ),
)

export const retryTaskAction = guarded(
  'offboardings:run',
  taskInput,
  async (actor, { offboarding, position }) =>
    onwards(offboarding, await retryTask(actor, offboarding, position)),
)

export const acceptRemainderAction = guarded(
  'offboardings:run',
  remainderInput,
  async (actor, { offboarding, ...remainder }) =>
    onwards(offboarding, await acceptRemainder(actor, offboarding, remainder)),
)

export const resumeOffboardingAction = guarded('offboardings:run', caseInput, async (actor, input) =>
  onwards(input.offboarding, await resumeOffboarding(actor, input.offboarding)),
)

export const stateAccountDeletionAction = guarded(
  'offboardings:run',
  deletionInput,
  async (actor, { offboarding, ...deletion }) =>
    onwards(offboarding, await stateAccountDeletion(actor, offboarding, deletion)),
)

export const keepAccountAction = guarded(
  'offboardings:approve',
  keepingInput,
  async (actor, { offboarding, ...keeping }) =>
    onwards(offboarding, await keepAccount(actor, offboarding, keeping)),
)

export const cancelOffboardingAction = guarded('offboardings:start', caseInput, async (actor, input) =>
  onwards(input.offboarding, await cancelOffboarding(actor, input.offboarding)),
)
