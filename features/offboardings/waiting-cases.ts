import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { isOwnCase } from '#domain/offboarding/approval.ts'
import { demand } from '#features/access/actor.ts'
import { loadCase } from './case.ts'
import { connectionsIn } from './scope.ts'
import { chosenConnections } from './stored.ts'

/** Why a case waits: for this decider's word, for what came back, or for somebody to do a step. */
export const waitingReasons = ['awaitingApproval', 'reopened', 'needsAttention'] as const
/** `name` is that of the first of its connections, as the case's own page has it. */
export type WaitingCase = {
  id: string
  why: (typeof waitingReasons)[number]
  name: string
  count: number
}

/** As many as are told of; the list of offboardings has them all. */
const most = 5

/**
 * Cases that wait for a person: those that nobody but a decider such as this actor can move, then the loudest, where what a
 * finished one ended is back, then those where a step is stuck. Accounts that are left are told of with their connections.
 */
export const casesWaiting = async (actor: Actor): Promise<WaitingCase[]> => {
  demand(actor, 'offboardings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const rows = await tx.offboarding.findMany({
      where: { state: { in: ['reopened', 'needsAttention'] } },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      select: { id: true, state: true, answers: { where: { step: 'scope' }, select: { answer: true } } },
    })
    const waiting = [
      ...rows.map(({ id, state, answers }) => ({
        id,
        why: state === 'reopened' ? ('reopened' as const) : ('needsAttention' as const),
        connectionIds: chosenConnections(answers[0]?.answer),
      })),
      ...(await askedOf(tx, actor)),
    ]
      .toSorted((a, b) => waitingReasons.indexOf(a.why) - waitingReasons.indexOf(b.why))
      .slice(0, most)
    const named: WaitingCase[] = []
    for (const { connectionIds, ...each } of waiting) {
      const [first] = await connectionsIn(tx, connectionIds)
      named.push({ ...each, name: first?.name ?? '', count: connectionIds.length })
    }
    return named
  })
}

/** Cases that somebody else asks this actor to approve, as they stand now. */
const askedOf = async (tx: Transaction, actor: Actor) => {
  if (!actor.permissions.has('offboardings:approve')) return []
  const asked = await tx.offboarding.findMany({
    where: { state: 'draft', approvals: { some: { decision: null } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    take: most,
    select: { id: true },
  })
  const waiting: { id: string; why: 'awaitingApproval'; connectionIds: string[] }[] = []
  for (const { id } of asked) {
    const { approval, planHash, startedBy, connectionIds } = await loadCase(tx, id, new Date())
    const isAsked = approval !== null && approval.decision === null && approval.planHash === planHash
    const isOwn =
      actor.id !== null && isOwnCase(actor.id, { askedBy: approval?.askedBy ?? startedBy, startedBy })
    if (isAsked && !isOwn) waiting.push({ id, why: 'awaitingApproval', connectionIds })
  }
  return waiting
}
