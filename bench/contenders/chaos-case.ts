import { closeDatabase, inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Outcome } from '#domain/outcome.ts'
import { memberActor } from '#features/access/minting.ts'
import { enterWriteAccess } from '#features/offboardings/access-commands.ts'
import { askForApproval, decideApproval } from '#features/offboardings/approval-commands.ts'
import { loadCase } from '#features/offboardings/case.ts'
import { answerStep, startOffboarding } from '#features/offboardings/commands.ts'
import { offboardingDetail } from '#features/offboardings/queries.ts'
import { confirmOffboarding } from '#features/offboardings/run-commands.ts'
import { closeOwner, owner } from '#prisma/owner.ts'
import { writeClient } from '#sandbox/registrations.ts'
import { contend } from './contend.ts'

export type ChaosCaseJob = { organisationId: string; tenantLinkId: string }

const must = <Value>(outcome: Outcome<Value>): Value => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome.value
}

const actorOf = async (organisationId: string, role: 'admin' | 'decider'): Promise<Actor> => {
  const { member } = await owner().membership.findFirstOrThrow({
    where: { organisationId, role },
    include: { member: true },
  })
  return memberActor({ id: member.id, name: member.name, organisationId, role, officersAreDpo: true })
}

/** Brings a case for every location token to where it begins: the worker carries it out from then on. */
await contend(async ({ organisationId, tenantLinkId }: ChaosCaseJob): Promise<{ offboardingId: string }> => {
  const admin = await actorOf(organisationId, 'admin')
  const decider = await actorOf(organisationId, 'decider')
  const tokens = await owner().connection.findMany({ where: { organisationId, service: 'vpp', until: null } })
  await closeOwner()
  const connectionIds = tokens.map(({ id }) => id)
  const { offboardingId: id } = must(await startOffboarding(admin, { connectionIds }))
  const found = () => inOrganisation(organisationId, (tx) => loadCase(tx, id, new Date()))
  const answer = async (given: { step: 'impact' | 'order' } | Informing) => {
    const { version, planHash } = await found()
    must(await answerStep(admin, id, { ...given, version, planHash: planHash ?? '' }))
  }
  await answer({ step: 'impact' })
  await answer({ step: 'informing', groups: ['users'], note: 'By e-mail, a week before.' })
  await answer({ step: 'order' })
  must(await askForApproval(admin, id, { version: (await found()).version }))
  const { approval } = await found()
  const decision = {
    approvalId: approval?.id ?? '',
    decision: 'approved',
    note: 'Agreed.',
    opinions: 0,
  } as const
  must(await decideApproval(decider, id, decision))
  const credential = { kind: 'secret', secret: writeClient.secret ?? '' } as const
  must(await enterWriteAccess(admin, id, { tenantLinkId, client: writeClient.clientId, credential }))
  const { nameToType: typed } = await offboardingDetail(admin, id)
  must(await confirmOffboarding(admin, id, { version: (await found()).version, typed }))
  await closeDatabase()
  return { offboardingId: id }
})

type Informing = { step: 'informing'; groups: ['users']; note: string }
