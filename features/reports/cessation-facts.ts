import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { isFlowing, isGone as isGoneState, serviceState } from '#domain/connection-life.ts'
import { storedDay } from '#domain/day.ts'
import { goneSource } from '#domain/gone-source.ts'
import { goneForGood, goneSoFar } from '#domain/offboarding/by-hand.ts'
import { keeperOf } from '#domain/offboarding/keeper.ts'
import { Missing } from '#domain/outcome.ts'
import type { CeasedConnection, CessationFacts, Verdict } from '#domain/report/cessation-facts.ts'
import { legalFactsFor } from '#domain/report/legal-facts.ts'
import { type ConnectionSummary, connectionsAt, latest } from '#features/connections/queries.ts'
import { type SharedBefore, sharedBeforeAt } from '#features/inventory/shared-before.ts'
import { legalFactsIn } from '#features/legal-facts/queries.ts'
import type { CaseAccount } from '#features/offboardings/accounts.ts'
import { accountsOf } from '#features/offboardings/accounts.ts'
import { type Case, goneAt, leftOutOf, loadCase } from '#features/offboardings/case.ts'
import { endedElsewhere, endersOf, type NamedCase } from '#features/offboardings/ended-elsewhere.ts'
import { evidenceElsewhere } from '#features/offboardings/evidence-elsewhere.ts'
import { schoolsAmong } from '#features/offboardings/groups.ts'
import { organisationsAtApple } from '#features/offboardings/organisation-requests.ts'
import { rechecksOf } from '#features/offboardings/rechecks.ts'
import { connectionsIn, endStateOf, hasEnded } from '#features/offboardings/scope.ts'
import { evidenceContent } from '#features/offboardings/stored.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'
import { rolesIn } from './case-roles.ts'
import { ceasedPiece, missedOf, type StoredPiece } from './ceased-evidence.ts'
import { accountSource, type Deletion, statedDeletions } from './disclosed-ends.ts'
import { frozenBefore } from './disclosure-facts.ts'
import { doubtsOf } from './doubts.ts'
import { type LeftBehind, leftBehind } from './left-behind.ts'
import {
  type Composing,
  caseHead,
  headOf,
  reportedHead,
  reportedOrganisation,
  reportedReading,
} from './report-head.ts'
import { revocationsOf } from './revoked-licences.ts'

/**
 * Gathers what a certificate says of a confirmed case at this moment, within the caller's transaction. Throws Missing for
 * one that is not confirmed: there is nothing to certify of it. It is a draft until the case has finished.
 */
export const gatherCessationFacts = async (
  tx: Transaction,
  actor: Actor,
  offboardingId: string,
  composing: Composing,
): Promise<CessationFacts> => {
  const found = await loadCase(tx, offboardingId, composing.composedAt)
  if (found.planHash === null || found.confirmedAt === null) throw new Missing('offboarding')
  const reading = await readingInForce(tx, composing.composedAt)
  const connections = await connectionsIn(tx, found.connectionIds)
  const accounts = await accountsOf(tx, found)
  const deletions = await statedDeletions(tx, composing.composedAt)
  const evidence = await tx.evidence.findMany({
    where: { offboardingId },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, content: true, sha256: true, recordedBy: true, recordedAt: true },
      file: { select: { erasedAt: true } },
    },
  })
  const leftOut = leftOutOf(found)
  const elsewhere = new Set(
    connections.flatMap((each) =>
      endedElsewhere({ ...each, isLeftOut: leftOut.has(each.id) }) ? each.id : [],
    ),
  )
  const endedBy = await endersOf(tx, [...elsewhere])
  const left = leftBehind(found, evidence, elsewhere)
  const atApple = await organisationsAtApple(tx, found)
  const before = await sharedBeforeAt(tx, connections, composing.composedAt)
  const organisation = await reportedOrganisation(tx)
  const { country } = organisation
  const legal = legalFactsFor(country, await legalFactsIn(tx, country, composing.composedAt))
  const nameOf = (id: string) => found.plan.connections.find((each) => each.id === id)?.name ?? ''
  const { approval } = found
  const roles = await rolesIn(tx, found)
  return {
    kind: 'cessation',
    isComplete: found.state === 'finished',
    ...headOf(actor, composing),
    organisation,
    reading: reportedReading(reading),
    offboarding: {
      ...caseHead(found),
      ...roles.ofCase,
      confirmedBy: found.confirmedBy,
      confirmedAt: found.confirmedAt.toISOString(),
      finishedAt: found.finishedAt?.toISOString() ?? null,
      planHash: found.planHash,
    },
    approval: approval && {
      askedBy: approval.askedByName,
      askedAt: approval.askedAt.toISOString(),
      ...roles.ofApproval,
      decidedBy: approval.decidedByName,
      decidedAt: approval.decidedAt?.toISOString() ?? null,
      note: approval.note,
      opinions: approval.opinions.map(({ id, opinion, by, at, note }) => ({
        opinion,
        by,
        ...roles.ofOpinion(id),
        note,
        at: at.toISOString(),
      })),
    },
    informing: found.informing,
    recipient: legal.recipient,
    isOfSchool: (await schoolsAmong(tx, found.connectionIds)).size > 0,
    connections: connections.map((connection) =>
      ceased(connection, {
        ...{ found, connections, accounts, deletions, reading, evidence, left, before },
        ...{ leftOut, elsewhere, endedBy },
      }),
    ),
    services: await ceasedServices(tx, connections),
    tasks: found.tasks.map((task) => {
      const gone = task.reason === 'leftOut' && task.hasBegun ? goneSoFar(task) : null
      return {
        connection: nameOf(task.connectionId),
        ...{ kind: task.kind, state: task.state, reason: task.reason },
        endedAt: task.finishedAt?.toISOString() ?? null,
        ...(gone && { gone }),
      }
    }),
    rechecks: (await rechecksOf(tx, offboardingId)).map(
      ({ connectionId, day, found: was, checkedBy, checkedAt }) => ({
        connection: nameOf(connectionId),
        day,
        found: was,
        by: checkedBy,
        at: checkedAt.toISOString(),
      }),
    ),
    doubts: doubtsOf(found, accounts, left),
    remainders: left.remainders,
    organisationRequests: atApple.requests.map(({ name, requestedOn, by, at }) => ({
      ...{ name, requestedOn, by, at: at.toISOString() },
    })),
    evidence: [...evidence, ...(await evidenceElsewhere(tx, offboardingId, accounts))].map((piece) =>
      ceasedPiece(piece, found, accounts),
    ),
    auditHead: await reportedHead(tx),
  }
}

type Known = {
  found: Case
  connections: readonly ConnectionSummary[]
  accounts: readonly CaseAccount[]
  deletions: readonly Deletion[]
  reading: CompleteReading | null
  evidence: readonly StoredPiece[]
  left: LeftBehind
  before: ReadonlyMap<string, SharedBefore>
  leftOut: ReadonlySet<string>
  /** Of these, what ended or came back since. */
  elsewhere: ReadonlySet<string>
  endedBy: ReadonlyMap<string, NamedCase>
}

const ceased = (connection: ConnectionSummary, known: Known): CeasedConnection => {
  const { found, reading } = known
  const { id, service, name, externalId, account, disabledAt, returnedAt } = connection
  const state = endStateOf(connection)
  const { returnedState } = connection
  const isOverAgain = returnedState !== null && hasEnded(returnedState)
  const isGone = isGoneState(state)
  const isLeftOut = known.leftOut.has(id)
  const isElsewhere = known.elsewhere.has(id)
  const ender = known.endedBy.get(id)
  const went = goneForGood(found.tasks, id).map(({ task, gone, of }) => ({
    ...{ kind: task.kind, gone, of },
    source: { grade: 'observed' as const, reading: '', at: goneAt(task).toISOString() },
  }))
  return {
    id,
    service,
    name,
    externalId,
    appleId: account?.appleId ?? null,
    verdict: isElsewhere ? 'leftOut' : verdictOf({ state }),
    gone: { value: isGone, source: isGone ? goneSource(connection, reading) : observedBy(reading) },
    goneAt: disabledAt?.toISOString() ?? null,
    ...frozenBefore(known.before.get(id)),
    returnedAt: returnedAt?.toISOString() ?? null,
    ...(isOverAgain && { returnedVerdict: verdictOf({ state: returnedState }) }),
    leftOutBecause: isLeftOut ? whyLeftOut(known.evidence, id) : null,
    ...(ender && { endedBy: caseHead(ender) }),
    account: isElsewhere
      ? { outcome: 'elsewhere', source: { grade: 'unverifiable', why: 'reports.why.endedElsewhere' } }
      : accountEnd(connection, known),
    ...(went.length > 0 && { went }),
    ...revocationsOf(id, known.evidence, found),
    left: known.left.leftOf(id),
    // Of what is gone there is nothing to assign any more.
    ...(isLeftOut && disabledAt === null && missedOf(id, known.evidence, found)),
  }
}

const verdictOf = ({ state }: Pick<ConnectionSummary, 'state'>): Verdict => {
  if (state === 'stopped' || state === 'accountKept' || state === 'disabled') return state
  return state === 'missing' ? 'unknown' : 'notStopped'
}

const accountEnd = (
  connection: ConnectionSummary,
  { accounts, connections, deletions, evidence }: Known,
): CeasedConnection['account'] => {
  const { account, state } = connection
  const keeper = keeperOf(connection, connections)
  const source = accountSource(keeper ?? connection, deletions)
  if (state === 'stopped' && account?.deletion) {
    const { deletedOn, statedBy: by } = account.deletion
    return { outcome: 'deleted', deletedOn: storedDay(deletedOn), by, source }
  }
  if (keeper?.keeping) {
    const { why, stillUsedBy, reviewOn, decidedBy: by } = keeper.keeping
    const isOwn = contentsOf(evidence).some(
      ({ what, connectionId }) => what === 'ownAccount' && connectionId === keeper.id,
    )
    const own = isOwn && { isOwn: true as const }
    return { outcome: 'kept', why, stillUsedBy, by, reviewOn: storedDay(reviewOn), ...own, source }
  }
  const request = accounts.find(({ id }) => id === account?.id)?.request
  if (!request) return { outcome: 'open', source }
  const { requestedOn, lookAgainOn, statedBy: by, statedAt } = request
  return {
    outcome: 'requested',
    requestedOn: storedDay(requestedOn),
    lookAgainOn: storedDay(lookAgainOn),
    by,
    source: { grade: 'stated', by, at: statedAt.toISOString() },
  }
}

const contentsOf = (evidence: Known['evidence']) =>
  evidence.map(({ content }) => evidenceContent.parse(content))

const whyLeftOut = (evidence: Known['evidence'], connectionId: string): string =>
  contentsOf(evidence).find((said) => said.what === 'connectionLeftOut' && said.connectionId === connectionId)
    ?.words ?? ''

/** How each service of the case stands as a whole, whatever else of it goes on. */
const ceasedServices = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
): Promise<CessationFacts['services']> => {
  const all = await connectionsAt(tx, latest())
  // What of the case is back is not another one.
  const ours = new Set(
    connections.flatMap(({ id, returnedAs }) => [id, ...(returnedAs === null ? [] : [returnedAs])]),
  )
  return [...new Set(connections.map(({ service }) => service))].map((service) => {
    const of = all.filter((each) => each.service === service)
    const state = serviceState(of.map((each) => each.state))
    const isUnknown = of.every((each) => each.state === 'missing')
    return {
      service,
      verdict: isUnknown
        ? 'unknown'
        : state === 'disabled' || state === 'stopped' || state === 'accountKept'
          ? state
          : 'notStopped',
      others: of.filter((each) => !ours.has(each.id) && isFlowing(each.state)).length,
    }
  })
}
