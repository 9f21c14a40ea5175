'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import type { Answered } from '#features/access/action-state.ts'
import { guarded, guardedRecently } from '#features/access/guard.ts'
import { credentialOf } from '#features/organisations/tenant-inspection.ts'
import { enterWriteAccess } from './access-commands.ts'
import { keepAccount, requestAccountDeletion, stateAccountDeletion } from './account-commands.ts'
import { adviseOnApproval, askForApproval, decideApproval } from './approval-commands.ts'
import { answerStep, type Choice, cancelOffboarding, type StepAnswer, startOffboarding } from './commands.ts'
import { attachEvidence, eraseEvidenceFile } from './evidence-files.ts'
import { stateOrganisationRequest } from './organisation-requests.ts'
import { recheckNow } from './rechecks.ts'
import { askForRehearsal } from './rehearsals.ts'
import { endAgain } from './reopening.ts'
import { confirmOffboarding, resumeOffboarding, retryTask } from './run-commands.ts'
import {
  accessInput,
  addGroupInput,
  addInput,
  adviseInput,
  askInput,
  attachInput,
  caseInput,
  confirmInput,
  decideInput,
  deletionInput,
  eraseInput,
  informingInput,
  keepingInput,
  leaveOutInput,
  organisationRequestInput,
  readInput,
  remainderInput,
  removeInput,
  requestInput,
  startGroupInput,
  startInput,
  statedInput,
  taskInput,
} from './schema.ts'
import { acceptRemainder, leaveOut, stateStep, stopTask } from './word-commands.ts'

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

const started = async (actor: Actor, choice: Choice) => {
  const outcome = await startOffboarding(actor, choice)
  return outcome.ok ? onwards(outcome.value.offboardingId, outcome) : orToOpenCase(outcome)
}

export const startOffboardingAction = guarded('offboardings:start', startInput, (actor, { connection }) =>
  started(actor, { connectionIds: connection }),
)

export const startWithGroupAction = guarded('offboardings:start', startGroupInput, (actor, choice) =>
  started(actor, choice),
)

/** What was chosen is shown where it was chosen: more may follow. */
const chosen = async (actor: Actor, offboarding: string, answer: StepAnswer) => {
  const outcome = await answerStep(actor, offboarding, answer)
  if (outcome.ok) revalidatePath('/', 'layout')
  return orToOpenCase(outcome)
}

export const addConnectionsAction = guarded(
  'offboardings:start',
  addInput,
  (actor, { offboarding, version, connection }) =>
    chosen(actor, offboarding, { step: 'scope', version, add: { connectionIds: connection } }),
)

export const addGroupAction = guarded(
  'offboardings:start',
  addGroupInput,
  (actor, { offboarding, version, group }) =>
    chosen(actor, offboarding, { step: 'scope', version, add: { group } }),
)

export const removeConnectionAction = guarded(
  'offboardings:start',
  removeInput,
  (actor, { offboarding, version, connection }) =>
    chosen(actor, offboarding, { step: 'scope', version, remove: connection }),
)

export const answerImpactAction = guarded(
  'offboardings:start',
  readInput,
  async (actor, { offboarding, ...answer }) =>
    onwards(offboarding, await answerStep(actor, offboarding, { step: 'impact', ...answer })),
)

export const answerOrderAction = guarded(
  'offboardings:start',
  readInput,
  async (actor, { offboarding, ...answer }) =>
    onwards(offboarding, await answerStep(actor, offboarding, { step: 'order', ...answer })),
)

export const answerInformingAction = guarded(
  'offboardings:start',
  informingInput,
  async (actor, { offboarding, ...answer }) =>
    onwards(offboarding, await answerStep(actor, offboarding, { step: 'informing', ...answer })),
)

export const askForApprovalAction = guarded('offboardings:start', askInput, async (actor, input) =>
  onwards(input.offboarding, await askForApproval(actor, input.offboarding, input)),
)

export const decideApprovalAction = guardedRecently(
  'offboardings:approve',
  decideInput,
  async (actor, { offboarding, approval, ...answer }) => {
    const outcome = await decideApproval(actor, offboarding, { approvalId: approval, ...answer })
    // Whoever decides must see what was said meanwhile.
    if (!outcome.ok && outcome.reason === 'opinionMeanwhile')
      revalidatePath(`/offboardings/${offboarding}`, 'layout')
    return onwards(offboarding, outcome)
  },
)

export const askForRehearsalAction = guarded('offboardings:start', caseInput, async (actor, input) => {
  const outcome = await askForRehearsal(actor, input.offboarding)
  if (outcome.ok) revalidatePath('/', 'layout')
  return outcome
})

export const adviseOnApprovalAction = guarded(
  'offboardings:advise',
  adviseInput,
  async (actor, { offboarding, approval, ...advice }) =>
    onwards(offboarding, await adviseOnApproval(actor, offboarding, { approvalId: approval, ...advice })),
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

export const confirmOffboardingAction = guardedRecently(
  'offboardings:run',
  confirmInput,
  async (actor, { offboarding, version, confirmation, grace }) =>
    orToOpenCase(
      onwards(
        offboarding,
        await confirmOffboarding(actor, offboarding, { version, typed: confirmation, grace }),
      ),
    ),
)

export const retryTaskAction = guarded(
  'offboardings:run',
  taskInput,
  async (actor, { offboarding, position }) =>
    onwards(offboarding, await retryTask(actor, offboarding, position)),
)

export const stopTaskAction = guarded(
  'offboardings:run',
  taskInput,
  async (actor, { offboarding, position }) =>
    onwards(offboarding, await stopTask(actor, offboarding, { position })),
)

export const acceptRemainderAction = guardedRecently(
  'offboardings:run',
  remainderInput,
  async (actor, { offboarding, ...remainder }) =>
    onwards(offboarding, await acceptRemainder(actor, offboarding, remainder)),
)

export const resumeOffboardingAction = guarded('offboardings:run', caseInput, async (actor, input) =>
  onwards(input.offboarding, await resumeOffboarding(actor, input.offboarding)),
)

export const stateStepAction = guarded(
  'offboardings:run',
  statedInput,
  async (actor, { offboarding, ...stated }) =>
    onwards(offboarding, await stateStep(actor, offboarding, stated)),
)

export const leaveOutAction = guarded(
  'offboardings:run',
  leaveOutInput,
  async (actor, { offboarding, connection, why }) =>
    onwards(offboarding, await leaveOut(actor, offboarding, { connectionId: connection, why })),
)

export const requestAccountDeletionAction = guarded(
  'offboardings:run',
  requestInput,
  async (actor, { offboarding, account, ...request }) => {
    // The case stays where it is, and so does what stands in the other forms of its page.
    const outcome = await requestAccountDeletion(actor, offboarding, { accountId: account, ...request })
    if (outcome.ok) revalidatePath('/', 'layout')
    return outcome
  },
)

export const stateAccountDeletionAction = guarded(
  'offboardings:run',
  deletionInput,
  async (actor, { offboarding, account, seen: _, ...deletion }) =>
    onwards(offboarding, await stateAccountDeletion(actor, offboarding, { accountId: account, ...deletion })),
)

/** What was stated is shown where it was stated. */
export const stateOrganisationRequestAction = guarded(
  'offboardings:run',
  organisationRequestInput,
  async (actor, { offboarding, ...request }) => {
    const outcome = await stateOrganisationRequest(actor, offboarding, request)
    if (outcome.ok) revalidatePath('/', 'layout')
    return outcome
  },
)

export const keepAccountAction = guarded(
  'offboardings:approve',
  keepingInput,
  async (actor, { offboarding, ...keeping }) =>
    onwards(offboarding, await keepAccount(actor, offboarding, keeping)),
)

export const endAgainAction = guarded('offboardings:start', caseInput, async (actor, { offboarding }) => {
  const outcome = await endAgain(actor, offboarding)
  return outcome.ok ? onwards(outcome.value.offboardingId, outcome) : orToOpenCase(outcome)
})

/** A file is shown where it was attached. */
export const attachEvidenceAction = guarded(
  'offboardings:run',
  attachInput,
  async (actor, { offboarding, ...attached }) => {
    const outcome = await attachEvidence(actor, offboarding, attached)
    if (outcome.ok) revalidatePath('/', 'layout')
    return outcome
  },
)

export const eraseEvidenceFileAction = guardedRecently(
  'offboardings:approve',
  eraseInput,
  async (actor, { evidence, why }) => {
    const outcome = await eraseEvidenceFile(actor, evidence, { why })
    if (outcome.ok) revalidatePath('/', 'layout')
    return outcome
  },
)

export const recheckNowAction = guarded('offboardings:run', caseInput, async (actor, { offboarding }) => {
  await recheckNow(actor, offboarding)
  return onwards(offboarding, done(null))
})

export const cancelOffboardingAction = guarded('offboardings:start', caseInput, async (actor, input) =>
  onwards(input.offboarding, await cancelOffboarding(actor, input.offboarding)),
)
