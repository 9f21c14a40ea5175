import { inOrganisation, type Transaction } from '#adapters/db.ts'
import {
  daysLeft,
  type RequestEnd,
  type RequestStep,
  type RequestSubject,
  requestEnds,
  requestSubjects,
  stepOf,
} from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { type Day, dayIn, storedDay } from '#domain/day.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import type { AccessRequest, Extract } from '#prisma/generated/client.ts'

export type AccessRequestSummary = {
  id: string
  requester: string
  contact: string | null
  about: string
  receivedOn: Day
  dueOn: Day
  /** Days that are left for an answer; negative where it is late. */
  daysLeft: number
  step: RequestStep
  subject: RequestSubject | null
  subjectId: string | null
  extension: { because: string; by: string; at: Date } | null
  identity: { checkedOn: Day; how: string; by: string } | null
  end: { how: RequestEnd; on: Day; note: string | null; by: string } | null
  recordedBy: string
  recordedAt: Date
}

/** An extract that was handed out for a request; `reportId` where it was kept, `expiredAt` once that copy was erased. */
export type MadeExtract = Pick<
  Extract,
  'id' | 'language' | 'standard' | 'pdfSha256' | 'size' | 'composedBy' | 'composedAt' | 'reportId'
> & { expiredAt: Date | null }

export type AccessRequestDetail = AccessRequestSummary & { extracts: MadeExtract[]; today: Day }

type Row = AccessRequest & { _count: { extracts: number } }
const counted = { _count: { select: { extracts: true } } } as const

const todayIn = async (tx: Transaction): Promise<Day> => {
  const { timeZone } = await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })
  return dayIn(timeZone, new Date())
}

const summaryOf = (row: Row, today: Day): AccessRequestSummary => {
  const { id, requester, contact, about, subjectId, recordedBy, recordedAt } = row
  const subject = requestSubjects.find((each) => each === row.subject) ?? null
  const how = requestEnds.find((each) => each === row.end) ?? null
  const dueOn = storedDay(row.dueOn)
  const isIdentified = row.identityCheckedOn !== null
  return {
    ...{ id, requester, contact, about, subject, subjectId, recordedBy, recordedAt, dueOn },
    receivedOn: storedDay(row.receivedOn),
    daysLeft: daysLeft(dueOn, today),
    step: stepOf({ subject, isIdentified, extracts: row._count.extracts, end: how }),
    extension:
      row.extendedAt && row.extendedBecause !== null
        ? { because: row.extendedBecause, by: row.extendedBy ?? '', at: row.extendedAt }
        : null,
    identity: row.identityCheckedOn && {
      checkedOn: storedDay(row.identityCheckedOn),
      how: row.identityHow ?? '',
      by: row.identityBy ?? '',
    },
    end:
      how && row.endedOn
        ? { how, on: storedDay(row.endedOn), note: row.endNote, by: row.endedBy ?? '' }
        : null,
  }
}

/** Requests for access: those that wait for an answer first, the most pressing at the top; then those that are over. */
export const listAccessRequests = (
  actor: Actor,
  { most = 200 }: { most?: number } = {},
): Promise<AccessRequestSummary[]> => {
  demand(actor, 'accessRequests:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const today = await todayIn(tx)
    const open = await tx.accessRequest.findMany({
      where: { end: null },
      include: counted,
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      take: most,
    })
    const over = await tx.accessRequest.findMany({
      where: { end: { not: null } },
      include: counted,
      orderBy: [{ endedOn: 'desc' }, { id: 'desc' }],
      take: most,
    })
    return [...open, ...over].map((row) => summaryOf(row, today))
  })
}

/** How many requests wait for an answer, and when the first of them is due. */
export type RequestsWaiting = { count: number; dueOn: Day; daysLeft: number }

/** Null where none waits. */
export const requestsWaiting = (actor: Actor): Promise<RequestsWaiting | null> => {
  demand(actor, 'accessRequests:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { _count, _min } = await tx.accessRequest.aggregate({
      where: { end: null },
      _count: true,
      _min: { dueOn: true },
    })
    if (_min.dueOn === null) return null
    const dueOn = storedDay(_min.dueOn)
    return { count: _count, dueOn, daysLeft: daysLeft(dueOn, await todayIn(tx)) }
  })
}

/** One request with what was handed out for it. Throws Missing. */
export const accessRequestDetail = (actor: Actor, id: string): Promise<AccessRequestDetail> => {
  demand(actor, 'accessRequests:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { extracts, ...row } = await requestRow(tx, id)
    const today = await todayIn(tx)
    const erased = await tx.report.findMany({
      where: { state: 'expired', id: { in: extracts.flatMap(({ reportId }) => reportId ?? []) } },
      select: { id: true, expiredAt: true },
    })
    const expiredAt = new Map(erased.map((report) => [report.id, report.expiredAt]))
    return {
      ...summaryOf({ ...row, _count: { extracts: extracts.length } }, today),
      extracts: extracts.map((made) => ({ ...made, expiredAt: expiredAt.get(made.reportId ?? '') ?? null })),
      today,
    }
  })
}

const requestRow = async (tx: Transaction, id: string) => {
  const row = await tx.accessRequest.findFirst({
    where: { id },
    include: { extracts: { orderBy: [{ composedAt: 'desc' }, { id: 'desc' }] } },
  })
  if (!row) throw new Missing('access request')
  return row
}

/** The same inside a change: the row is held, so that two who act on it queue. Throws Missing. */
export const heldRequest = async (
  tx: Transaction,
  id: string,
): Promise<AccessRequestSummary & { today: Day }> => {
  await tx.$queryRaw`select 1 from access_request where id = ${id}::uuid for update`
  const { extracts, ...row } = await requestRow(tx, id)
  const today = await todayIn(tx)
  return { ...summaryOf({ ...row, _count: { extracts: extracts.length } }, today), today }
}
