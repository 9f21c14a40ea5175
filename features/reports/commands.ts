import { v7 as uuidv7 } from 'uuid'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { log } from '#adapters/log.ts'
import { type RenderedPdf, type RenderRequest, renderPdf } from '#adapters/pdf/render.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import type { Day } from '#domain/day.ts'
import { done, Missing, type Outcome, type Refusal, refused } from '#domain/outcome.ts'
import { approved } from '#domain/report/approval.ts'
import { type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import { freeze } from '#domain/report/freeze.ts'
import type { Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { asOfDay } from '#features/inventory/as-of.ts'
import type { Report } from '#prisma/generated/client.ts'
import { gatherCessationFacts } from './cessation-facts.ts'
import { gatherDifferenceFacts } from './changes-facts.ts'
import { gatherDisclosureFacts } from './disclosure-facts.ts'
import { gatherImpactFacts } from './impact-facts.ts'
import { renderRequestOf, sha256 } from './render-request.ts'
import type { Composing } from './report-head.ts'
import { type ComposeInput, composeInput, type OverallKind } from './schema.ts'

/**
 * Freezes what is known at this moment, before a first reading too, and asks the worker to draw it. From here on the
 * report depends on nothing but its facts.
 */
export const composeDisclosureReport = async (
  actor: Actor,
  { kind = 'disclosure', services = [], asOf = null, from = null, ...input }: ComposeInput & Partial<Told>,
): Promise<Outcome<{ reportId: string }, 'dayAhead' | 'beginningNeeded' | 'periodEmpty'>> => {
  demand(actor, 'reports:compose')
  const at = asOf === null ? done(null) : await momentOf(actor, asOf)
  const since = from === null ? done(null) : await momentOf(actor, from)
  if (!at.ok) return at
  if (!since.ok) return since
  const period = since.value && { from: since.value, to: at.value ?? new Date() }
  if (from !== null && (period === null || period.from >= period.to)) return refused('periodEmpty')
  if (kind === 'difference') {
    if (period === null) return refused('beginningNeeded')
    return compose(actor, input, (tx, composing) =>
      gatherDifferenceFacts(tx, actor, { period, services }, composing),
    )
  }
  const told = { kind, services, asOf: at.value, from: period?.from ?? null }
  return compose(actor, input, (tx, composing) => gatherDisclosureFacts(tx, actor, told, composing))
}

type Told = { kind: OverallKind; services: readonly Service[]; asOf: Day | null; from: Day | null }

/** The last moment of a day in the organisation's time zone; null for today, which is not over. */
const momentOf = async (actor: Actor, day: Day): Promise<Outcome<Date | null, 'dayAhead'>> => {
  const { timeZone } = await inOrganisation(actor.organisationId, (tx) =>
    tx.organisation.findFirstOrThrow({ select: { timeZone: true } }),
  )
  const asked = asOfDay(day, timeZone, new Date())
  if (asked.kind === 'past') return done(asked.at)
  return asked.kind === 'today' ? done(null) : refused('dayAhead')
}

/** The same of what a case ended: its certificate. Throws Missing for a case that is not confirmed. */
export const composeCertificate = async (
  actor: Actor,
  offboardingId: string,
  input: ComposeInput,
): Promise<Outcome<{ reportId: string }, never>> => {
  demand(actor, 'reports:compose')
  return compose(actor, input, (tx, composing) => gatherCessationFacts(tx, actor, offboardingId, composing))
}

/** The same of what a case would do. Throws Missing for a case in which nothing is chosen. */
export const composeImpactReport = async (
  actor: Actor,
  offboardingId: string,
  input: ComposeInput,
): Promise<Outcome<{ reportId: string }, never>> => {
  demand(actor, 'reports:compose')
  return compose(actor, input, (tx, composing) => gatherImpactFacts(tx, actor, offboardingId, composing))
}

const compose = (
  actor: Actor,
  { language, standard, confidentiality }: ComposeInput,
  gather: (tx: Transaction, composing: Composing) => Promise<ReportFacts>,
): Promise<Outcome<{ reportId: string }, never>> =>
  change<{ reportId: string }, never>(actor, async ({ tx, record }) => {
    const reportId = uuidv7()
    const composedAt = new Date()
    const facts = await gather(tx, { reportId, composedAt, confidentiality })
    const composed = { composedBy: actor.name, composedById: actor.id, composedAt }
    const factsSha256 = await keepFacts(tx, actor, { facts, language, standard, ...composed, approves: null })
    record({
      kind: 'report.composed',
      subject: { kind: 'report', id: reportId },
      facts: {
        report: facts.kind,
        language,
        standard,
        factsSha256,
        reading: facts.reading?.sequence ?? null,
      },
    })
    return done({ reportId })
  })

type Frozen = ComposeInput &
  Pick<Report, 'composedBy' | 'composedById' | 'composedAt' | 'approves'> & { facts: ReportFacts }

/** Keeps frozen facts as a report, asks the worker to draw it, and answers the hash the facts are known by. */
const keepFacts = async (
  tx: Transaction,
  { organisationId }: Actor,
  { facts, ...report }: Frozen,
): Promise<string> => {
  const factsSha256 = sha256(freeze(facts))
  const { reportId, kind, reading } = facts
  await tx.report.create({
    data: {
      organisationId,
      id: reportId,
      kind,
      facts,
      factsSha256,
      readingId: reading?.id ?? null,
      ...report,
    },
  })
  await enqueue(tx, 'renderReport', { organisationId, reportId })
  return factsSha256
}

/**
 * Approves a draft: the same facts become another report, final, with whose word that is. Never one's own, and only once;
 * the draft stays as it was. Throws Missing.
 */
export const approveReport = async (
  actor: Actor,
  draftId: string,
  { note }: { note: string },
): Promise<
  Outcome<
    { reportId: string },
    'reportFinal' | 'reportIncomplete' | 'reportNotReady' | 'reportOwn' | 'reportApproved'
  >
> => {
  demand(actor, 'reports:approve')
  return change(actor, async ({ tx, record }) => {
    await tx.$queryRaw`select 1 from report where id = ${draftId}::uuid for update`
    const draft = await tx.report.findFirst({
      where: { id: draftId },
      include: { approved: { select: { id: true } } },
    })
    if (!draft) throw new Missing('report')
    if (draft.state !== 'ready') return refused('reportNotReady')
    if (draft.approved) return refused('reportApproved')
    const { language, standard } = composeInput.parse(draft)
    const { composedBy, composedById } = draft
    const at = new Date()
    const word = { by: actor.name, at, note: note.trim() || null, reportId: uuidv7() }
    const facts = approved(reportFactsSchema.parse(draft.facts), word)
    if (!facts.ok) return facts
    if (actor.id !== null && composedById === actor.id) return refused('reportOwn')
    const { reportId } = word
    const factsSha256 = await keepFacts(tx, actor, {
      facts: facts.value,
      ...{ language, standard, composedBy, composedById, composedAt: at, approves: draftId },
    })
    record({
      kind: 'report.approved',
      subject: { kind: 'report', id: reportId },
      facts: { draft: draftId, draftSha256: draft.factsSha256, factsSha256 },
    })
    return done({ reportId })
  })
}

export type RenderReason = 'renderFailed' | 'renderTimedOut' | 'factsAltered'

/**
 * Draws a composed report from its frozen facts. Safe to run again, and beside another run: the same facts give the
 * same bytes, and only the first to finish writes them. Throws when interrupted, so that the job is handed back.
 */
export const renderReport = async (
  actor: Actor,
  reportId: string,
  { signal }: { signal: AbortSignal },
): Promise<Outcome<null, RenderReason | 'givenUp'>> => {
  demand(actor, 'reports:compose')
  const taken = await take(actor, reportId)
  if (!taken) return done(null)
  const order = orderOf(taken)
  if (!order.ok) return fail(actor, reportId, order)
  const rendered = await renderPdf({ ...order.value, signal })
  return rendered.ok ? keep(actor, reportId, rendered.value) : fail(actor, reportId, rendered)
}

type StoredReport = Pick<Report, 'id' | 'facts' | 'factsSha256' | 'language' | 'standard'>

/** Null when there is nothing left to draw. */
const take = async (actor: Actor, reportId: string): Promise<StoredReport | null> => {
  const row = await inOrganisation(actor.organisationId, async (tx) => {
    await tx.report.updateMany({ where: { id: reportId, state: 'waiting' }, data: { state: 'rendering' } })
    return tx.report.findFirst({ where: { id: reportId } })
  })
  if (!row) throw new Missing('report')
  return row.state === 'rendering' ? row : null
}

/** What cannot be put into words now never will be: the report says that it failed instead of waiting for ever. */
const orderOf = (report: StoredReport): Outcome<RenderRequest, 'renderFailed' | 'factsAltered'> => {
  // As they were frozen: what a later version of Pomona knows of facts is no part of their hash.
  const text = freeze(report.facts)
  const facts = reportFactsSchema.safeParse(report.facts)
  if (!facts.success || sha256(text) !== report.factsSha256) return refused('factsAltered')
  try {
    return done(
      renderRequestOf({ facts: facts.data, text, ...composeInput.parse(report) }, report.factsSha256),
    )
  } catch (error) {
    log.error({ reportId: report.id, err: error }, 'a report could not be composed')
    return refused('renderFailed')
  }
}

const keep = async (
  actor: Actor,
  reportId: string,
  { bytes, sha256: pdfSha256, rendererVersion }: RenderedPdf,
): Promise<Outcome<null, RenderReason>> => {
  const { organisationId } = actor
  await change(actor, async ({ tx, record }) => {
    const { count } = await tx.report.updateMany({
      where: { id: reportId, state: 'rendering' },
      data: { state: 'ready', pdfSha256, rendererVersion, finishedAt: new Date() },
    })
    if (count === 0) return refused('alreadyRendered')
    await tx.reportBlob.create({
      data: { organisationId, reportId, bytes: new Uint8Array(bytes) },
      select: { reportId: true },
    })
    record({
      kind: 'report.rendered',
      subject: { kind: 'report', id: reportId },
      facts: { pdfSha256, bytes: bytes.length, renderer: rendererVersion },
    })
    return done(null)
  })
  return done(null)
}

const fail = async (
  actor: Actor,
  reportId: string,
  refusal: Refusal<RenderReason | 'givenUp'>,
): Promise<Outcome<null, RenderReason | 'givenUp'>> => {
  await change(actor, async ({ tx, record }) => {
    const { count } = await tx.report.updateMany({
      where: { id: reportId, state: 'rendering' },
      data: { state: 'failed', reason: refusal.reason, finishedAt: new Date() },
    })
    if (count === 0) return refused('alreadyRendered')
    record({
      kind: 'report.failed',
      subject: { kind: 'report', id: reportId },
      facts: { reason: refusal.reason },
    })
    return done(null)
  })
  return refusal
}

/** The worker has tried for the last time: the report says so instead of being drawn for ever. */
export const giveUpReport = async (actor: Actor, reportId: string): Promise<void> => {
  await fail(actor, reportId, refused('givenUp'))
}
