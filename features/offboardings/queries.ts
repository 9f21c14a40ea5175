import { z } from 'zod'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { approvalStands, isOwnCase } from '#domain/offboarding/approval.ts'
import type { Assigned } from '#domain/offboarding/assignment.ts'
import { nameToType } from '#domain/offboarding/plan.ts'
import type { RunState } from '#domain/offboarding/run.ts'
import { canCancel } from '#domain/offboarding/run.ts'
import { demand } from '#features/access/actor.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { type Access, accessOf } from './access.ts'
import { accountsOf, type CaseAccount } from './accounts.ts'
import { type Case, leftOutOf, loadCase, runOf, tenantLinksOf } from './case.ts'
import { endersOf, type NamedCase } from './ended-elsewhere.ts'
import { evidenceElsewhere, type PieceElsewhere } from './evidence-elsewhere.ts'
import { schoolsAmong } from './groups.ts'
import { organisationsAtApple } from './organisation-requests.ts'
import { nextLooks, type Recheck, rechecksOf } from './rechecks.ts'
import { type Rehearsal, rehearsalOf } from './rehearsals.ts'
import { connectionsIn } from './scope.ts'
import { caseState, chosenConnections, evidenceContent, type fileContent, type Shows } from './stored.ts'

/** A case as people speak of it: a draft is told by the word on its plan, where that is about the plan as it is. */
export type CaseState = 'draft' | 'awaitingApproval' | 'approved' | 'refused' | RunState

/** A connection of a case as it stands now; what was left out of it the case did not end, whoever has since. */
export type CaseConnection = ConnectionSummary & { isLeftOut: boolean }

export type OffboardingSummary = {
  id: string
  state: CaseState
  /** Names of what is to be ended; empty while nothing is chosen. */
  connections: Pick<CaseConnection, 'id' | 'name' | 'state' | 'sharesAgain' | 'isLeftOut'>[]
  startedByName: string
  startedAt: Date
  endedAt: Date | null
}

/** A plan that changed after it was asked about is a draft again: it has to be asked about anew. */
const listedStateOf = ({ state, approval, planHash }: Case): CaseState => {
  if (state !== 'draft' || approval === null || approval.planHash !== planHash) return state
  if (approval.decision === null) return 'awaitingApproval'
  if (approval.decision === 'rejected') return 'refused'
  return approvalStands(approval, planHash) ? 'approved' : state
}

/** All cases, the newest first; `awaitingAccount` and `needsAttention` are those that wait for somebody. */
export const listOffboardings = async (actor: Actor): Promise<OffboardingSummary[]> => {
  demand(actor, 'offboardings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const rows = await tx.offboarding.findMany({
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: 200,
      select: {
        id: true,
        state: true,
        startedByName: true,
        startedAt: true,
        finishedAt: true,
        cancelledAt: true,
        answers: { where: { step: 'scope' }, select: { answer: true } },
        approvals: { take: 1, select: { id: true } },
        tasks: { where: { reason: 'leftOut' }, select: { connectionId: true } },
      },
    })
    const chosen = ({ answers }: (typeof rows)[number]) => chosenConnections(answers[0]?.answer)
    const connections = await connectionsIn(tx, [...new Set(rows.flatMap(chosen))])
    const states = new Map<string, CaseState>()
    for (const { id, state, approvals } of rows) {
      // Whether a plan is still the one somebody was asked about, only the whole case tells.
      const isAsked = state === 'draft' && approvals.length > 0
      states.set(id, isAsked ? listedStateOf(await loadCase(tx, id, new Date())) : caseState.parse(state))
    }
    return rows.map((row) => {
      const ids = chosen(row)
      return {
        id: row.id,
        state: states.get(row.id) ?? caseState.parse(row.state),
        connections: connections
          .filter(({ id }) => ids.includes(id))
          .map(({ id, name, state: life, sharesAgain }) => ({
            ...{ id, name, state: life, sharesAgain },
            isLeftOut: row.tasks.some(({ connectionId }) => connectionId === id),
          })),
        startedByName: row.startedByName,
        startedAt: row.startedAt,
        endedAt: row.state === 'reopened' ? null : (row.finishedAt ?? row.cancelledAt),
      }
    })
  })
}

/** Who erased the bytes of a file, and why. */
type Erased = { by: string; at: Date; why: string }

export type EvidenceItem = {
  id: string
  /** Its name under `offboardings.evidence.what`. */
  what: string
  /** What was asked of Microsoft and the status it answered; empty for a statement. */
  call: string
  /** The same with its ids left out, for the eye. */
  shortCall: string
  /** What mattered of what came back, as JSON; null where nothing did. */
  answer: string | null
  /** By which Microsoft finds the call in its own logs; empty for a statement. */
  requestId: string
  /** Of the task it belongs to. */
  position: number | null
  /** The name of the connection it is about, where it is about one. */
  connection: string | null
  /** What a member gave as their reason or their knowledge; null for a call. */
  words: string | null
  /** How many licences or devices stay behind: accepted, or found so; -1 where Intune does not say, or nothing does. */
  left: number
  /** The account that a statement is about. */
  accountId: string | null
  /** What was handed in; its bytes are there until somebody erased them. */
  file: (z.infer<typeof fileContent> & { shows: Shows; erased: Erased | null }) | null
  /** The name of the app a call was about, where it was about one. */
  app: string | null
  /** The name of the enrolment profile it is about. */
  profile: string | null
  /** Of deletions that are proved together: how many there were with this one. */
  total: number | null
  /** Of a task that a member stopped: how many of how many had gone by then. */
  stoppedAt: { gone: number; of: number } | null
  /** The assignments it is about: each app, how it was assigned, and to whom. */
  assigned: Assigned[]
  sha256: string
  recordedBy: string
  recordedAt: Date
}

type Kept = Omit<PieceElsewhere, 'offboarding'>

/** A case with what its pages show: access without credentials, evidence, and what this actor may do about it. */
export type OffboardingDetail = Case & {
  listedState: CaseState
  access: Access[]
  evidence: EvidenceItem[]
  /** What other cases keep of its accounts. */
  evidenceElsewhere: (EvidenceItem & { given: NamedCase })[]
  mayDecide: boolean
  mayAdvise: boolean
  /** Whether it may ask for approval. */
  mayAsk: boolean
  /** Whether it may erase a file of evidence. */
  mayErase: boolean
  mayCancel: boolean
  /** What it is about, as it stands now. */
  connections: (CaseConnection & {
    /** The other case that ended what this one left out. */
    endedBy: NamedCase | null
  })[]
  /** Whether any of it is a school's: its pupils may be minors. */
  isOfSchool: boolean
  /** What is known of push certificates among it, as the last reading saw them: by these their row at Apple is found. */
  certificates: ReadonlyMap<string, KnownCertificate>
  /** The newest dry run. */
  rehearsal: Rehearsal | null
  /** Every look at what it ended since then, and when the next is, by connection. */
  rechecks: Recheck[]
  nextLooks: ReadonlyMap<string, Date | null>
  /** The accounts behind what is gone. */
  accounts: CaseAccount[]
  /** The organisations of its connections at Apple, and that Apple was asked to close them. */
  atApple: Awaited<ReturnType<typeof organisationsAtApple>>
  /** What has to be typed to confirm it. */
  nameToType: string
  /** Whether write access was ever entered, erased or not. */
  hadAccess: boolean
}

/** Throws Missing for a case that is not this organisation's. */
export const offboardingDetail = async (actor: Actor, id: string): Promise<OffboardingDetail> => {
  demand(actor, 'offboardings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const found = await loadCase(tx, id, new Date())
    const { approval, state } = found
    const { apps } = found.impact
    const evidence = await tx.evidence.findMany({
      where: { offboardingId: id },
      orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
      select: {
        ...{ id: true, content: true, sha256: true, recordedBy: true, recordedAt: true },
        file: { select: { erasedBy: true, erasedAt: true, erasedBecause: true } },
      },
    })
    const nameOf = (appId: string | null) => apps.find(({ id: app }) => app === appId)?.name ?? null
    const accounts = await accountsOf(tx, found)
    const elsewhere = await evidenceElsewhere(tx, id, accounts)
    const itemOf = ({ content, file: kept, ...item }: Kept): EvidenceItem => {
      const { appId, appName, assigned, connectionId, position, shows, file, ...shown } =
        evidenceContent.parse(content)
      const { erasedAt: at = null, erasedBy: by, erasedBecause: why } = kept ?? {}
      const erased = at && { at, by: by ?? '', why: why ?? '' }
      return {
        ...item,
        ...shown,
        position,
        connection: connectionNamed(found, { connectionId, position }),
        app: nameOf(appId) ?? appName,
        assigned: assigned.map((each) => ({ ...each, name: each.name ?? nameOf(each.app) })),
        file: file && { ...file, shows: shows ?? { kind: 'case' }, erased },
      }
    }
    const run = runOf(found)
    const leftOut = leftOutOf(found)
    const endedBy = await endersOf(tx, [...leftOut])
    const askedBy = approval?.askedBy ?? found.startedBy
    const isOwn = actor.id !== null && isOwnCase(actor.id, { askedBy, startedBy: found.startedBy })
    return {
      ...found,
      listedState: listedStateOf(found),
      access: await accessOf(tx, id, tenantLinksOf(found.plan)),
      hadAccess: (await tx.tenantLink.count({ where: { purpose: 'offboarding', offboardingId: id } })) > 0,
      evidence: evidence.map(itemOf),
      evidenceElsewhere: elsewhere.map(({ offboarding: given, ...piece }) => ({ ...itemOf(piece), given })),
      mayDecide: actor.permissions.has('offboardings:approve') && !isOwn,
      mayAdvise: actor.permissions.has('offboardings:advise') && !isOwn,
      mayAsk: actor.permissions.has('offboardings:start'),
      mayErase: actor.permissions.has('offboardings:approve'),
      mayCancel:
        actor.permissions.has('offboardings:start') && (run ? canCancel(run) : state !== 'cancelled'),
      connections: (await connectionsIn(tx, found.connectionIds)).map((each) => ({
        ...each,
        isLeftOut: leftOut.has(each.id),
        endedBy: endedBy.get(each.id) ?? null,
      })),
      isOfSchool: (await schoolsAmong(tx, found.connectionIds)).size > 0,
      certificates: await certificatesOf(tx, found.connectionIds),
      accounts,
      atApple: await organisationsAtApple(tx, found),
      rehearsal: await rehearsalOf(tx, id),
      rechecks: await rechecksOf(tx, id),
      nextLooks: await nextLooks(tx, id),
      nameToType: nameToType(
        found.plan.connections,
        (await tx.organisation.findFirstOrThrow({ select: { name: true } })).name,
      ),
    }
  })
}

const knownCertificate = z.object({
  appleId: z.string().nullish(),
  topic: z.string().nullish(),
  serialNumber: z.string().nullish(),
})
export type KnownCertificate = z.infer<typeof knownCertificate>

const certificatesOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<Map<string, KnownCertificate>> => {
  const rows = await tx.connection.findMany({
    where: { id: { in: [...connectionIds] }, service: 'apns' },
    select: { id: true, observed: true },
  })
  return new Map(rows.map(({ id, observed }) => [id, knownCertificate.catch({}).parse(observed)]))
}

/** The connection that a piece of evidence is about: its own, or its task's. */
export const connectionNamed = (
  { plan, tasks }: Pick<Case, 'plan' | 'tasks'>,
  { connectionId, position }: { connectionId: string | null; position: number | null },
): string | null => {
  const id = connectionId ?? tasks.find((task) => task.position === position)?.connectionId
  return plan.connections.find((connection) => connection.id === id)?.name ?? null
}
