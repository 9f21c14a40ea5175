import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { hasLapsed, isOwnCase } from '#domain/offboarding/approval.ts'
import { demand } from '#features/access/actor.ts'
import { loadCase } from './case.ts'
import { connectionsIn } from './scope.ts'
import { chosenConnections } from './stored.ts'

/**
 * Why a case waits: for this decider's word, for that to be asked for again, for what came back, or for somebody to do a
 * step.
 */
const waitingReasons = ['awaitingApproval', 'reopened', 'needsAttention', 'askAgain'] as const
type WaitingReason = (typeof waitingReasons)[number]
/** `name` is that of the first of its connections, as the case's own page has it. */
export type WaitingCase = { id: string; name: string; count: number }
/** Cases that wait for one reason, the oldest first, and how many more there are than these. */
export type WaitingCases = { why: WaitingReason; first: WaitingCase[]; more: number }

/** As many are told of for each reason; the list of offboardings has them all. */
const most = 5

/**
 * Cases that wait for a person: those that nobody but a decider such as this actor can move, then the loudest, where what a
 * finished one ended is back, then those where a step is stuck, and for those who may ask those whose approval lapsed.
 * Accounts that are left are told of with their connections.
 */
export const casesWaiting = async (actor: Actor): Promise<WaitingCases[]> => {
  demand(actor, 'offboardings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const rows = await tx.offboarding.findMany({
      where: { state: { in: ['reopened', 'needsAttention'] } },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      select: { id: true, state: true, answers: { where: { step: 'scope' }, select: { answer: true } } },
    })
    const waiting = Map.groupBy(
      [
        ...rows.map(({ id, state, answers }) => ({
          id,
          why: state === 'reopened' ? ('reopened' as const) : ('needsAttention' as const),
          connectionIds: chosenConnections(answers[0]?.answer),
        })),
        ...(await draftsOf(tx, actor)),
      ],
      ({ why }) => why,
    )
    const told: WaitingCases[] = []
    for (const why of waitingReasons) {
      const all = waiting.get(why) ?? []
      const first: WaitingCase[] = []
      for (const { id, connectionIds } of all.slice(0, most)) {
        const [named] = await connectionsIn(tx, connectionIds)
        first.push({ id, name: named?.name ?? '', count: connectionIds.length })
      }
      if (first.length > 0) told.push({ why, first, more: all.length - first.length })
    }
    return told
  })
}

type WaitingDraft = { id: string; why: 'awaitingApproval' | 'askAgain'; connectionIds: string[] }

/** Cases that somebody else asks this actor to approve, as they stand now, and those that it may ask about again. */
const draftsOf = async (tx: Transaction, actor: Actor): Promise<WaitingDraft[]> => {
  const [mayApprove, mayAsk] = [
    actor.permissions.has('offboardings:approve'),
    actor.permissions.has('offboardings:start'),
  ]
  if (!mayApprove && !mayAsk) return []
  const asked = await tx.offboarding.findMany({
    where: { state: 'draft', approvals: { some: {} } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const waiting: WaitingDraft[] = []
  for (const { id } of asked) {
    // Whether a plan is still the one somebody was asked about, only the whole case tells.
    const { approval, planHash, startedBy, connectionIds } = await loadCase(tx, id, new Date())
    if (mayAsk && hasLapsed(approval, planHash)) waiting.push({ id, why: 'askAgain', connectionIds })
    const isAsked = approval !== null && approval.decision === null && approval.planHash === planHash
    const isOwn =
      actor.id !== null && isOwnCase(actor.id, { askedBy: approval?.askedBy ?? startedBy, startedBy })
    if (mayApprove && isAsked && !isOwn) waiting.push({ id, why: 'awaitingApproval', connectionIds })
  }
  return waiting
}
