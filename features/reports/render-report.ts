import { availableParallelism } from 'node:os'
import { inOrganisation } from '#adapters/db.ts'
import { type RenderedPdf, type RenderRequest, renderPdf } from '#adapters/pdf/render.ts'
import type { Actor } from '#domain/actor.ts'
import { done, Missing, type Outcome, type Refusal, refused } from '#domain/outcome.ts'
import { type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import { freeze } from '#domain/report/freeze.ts'
import { sideBySide } from '#domain/side-by-side.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { enclosuresOf } from './enclosed-evidence.ts'
import {
  composed,
  type Enclosed,
  type RenderReason,
  renderRequestOf,
  type StoredReport,
  sha256,
} from './render-request.ts'
import { volumesOf } from './render-volumes.ts'
import { composeInput } from './schema.ts'

/**
 * Draws a composed report and its volumes from their frozen facts. Safe to run again, and beside
 * another run: the same facts give the same bytes, what is drawn is kept, and only the first to finish hands it over. Throws
 * when interrupted, so that the job is handed back.
 */
export const renderReport = async (
  actor: Actor,
  reportId: string,
  { signal }: { signal: AbortSignal },
): Promise<Outcome<null, FailReason>> => {
  demand(actor, 'reports:compose')
  const taken = await take(actor, reportId)
  if (!taken) return done(null)
  const frozen = frozenIn(taken)
  if (!frozen.ok) return fail(actor, reportId, frozen)
  const { facts } = frozen.value
  const enclosed = await inOrganisation(actor.organisationId, (tx) => enclosuresOf(tx, facts))
  if (!enclosed.ok) return fail(actor, reportId, enclosed)
  const request = requestOf(taken, frozen.value, enclosed.value)
  if (!request.ok) return fail(actor, reportId, request)
  const drawn = await drawAll(actor, taken, facts, request.value, signal)
  return drawn.ok ? keep(actor, reportId, drawn.value) : fail(actor, reportId, drawn)
}

/** The report and its volumes, two at a time where there are two processors. */
const drawAll = async (
  actor: Actor,
  report: StoredReport,
  facts: ReportFacts,
  request: RenderRequest,
  signal: AbortSignal,
): Promise<Outcome<RenderedPdf, FailReason>> => {
  const drawing = sideBySide<FailReason>()
  const either = AbortSignal.any([signal, drawing.signal])
  const drawn: { report?: RenderedPdf } = {}
  const volumes = volumesOf(actor, report, facts, () => drawn.report?.pages ?? 0)
  const drawReport = async () => {
    const rendered = await renderPdf({ ...request, signal: either })
    if (!rendered.ok) return rendered
    drawn.report = rendered.value
    await volumes.tellPages()
    return done(null)
  }
  const works = [drawReport, ...volumes.works.map((draw) => () => draw(either))]
  await drawing.each(works, Math.min(2, availableParallelism()), (work) => work())
  const outcome = drawing.outcome()
  if (!outcome.ok) return outcome
  if (!drawn.report) throw new Error('a report that was drawn is not there')
  return done(drawn.report)
}

/** Null when there is nothing left to draw. */
const take = async (actor: Actor, reportId: string): Promise<StoredReport | null> => {
  const row = await inOrganisation(actor.organisationId, async (tx) => {
    await tx.report.updateMany({ where: { id: reportId, state: 'waiting' }, data: { state: 'rendering' } })
    return tx.report.findFirst({ where: { id: reportId } })
  })
  if (!row) throw new Missing('report')
  return row.state === 'rendering' ? row : null
}

type FailReason = RenderReason | 'enclosureErased' | 'givenUp'
type Frozen = { facts: ReportFacts; text: string }

/** As they were frozen: what a later version of Pomona knows of facts is no part of their hash. */
const frozenIn = (report: StoredReport): Outcome<Frozen, 'factsAltered'> => {
  const text = freeze(report.facts)
  const facts = reportFactsSchema.safeParse(report.facts)
  if (!facts.success || sha256(text) !== report.factsSha256) return refused('factsAltered')
  return done({ facts: facts.data, text })
}

const requestOf = (report: StoredReport, frozen: Frozen, enclosed: readonly Enclosed[]) =>
  composed(report.id, () =>
    renderRequestOf({ ...frozen, enclosed, ...composeInput.parse(report) }, report.factsSha256),
  )

const keep = async (
  actor: Actor,
  reportId: string,
  { bytes, pages, sha256: pdfSha256, rendererVersion }: RenderedPdf,
): Promise<Outcome<null, RenderReason>> => {
  const { organisationId } = actor
  await change(actor, async ({ tx, record }) => {
    const volumes = await tx.reportVolume.findMany({
      where: { reportId },
      orderBy: { number: 'asc' },
      select: { pages: true, pdfSha256: true },
    })
    const pagesDrawn = volumes.reduce((sum, volume) => sum + (volume.pages ?? 0), pages)
    const drawn = { pagesDrawn, pagesExpected: pagesDrawn, pdfSha256, rendererVersion }
    const { count } = await tx.report.updateMany({
      where: { id: reportId, state: 'rendering' },
      data: { state: 'ready', ...drawn, finishedAt: new Date() },
    })
    if (count === 0) return refused('alreadyRendered')
    await tx.reportBlob.create({
      data: { organisationId, reportId, bytes: new Uint8Array(bytes) },
      select: { reportId: true },
    })
    record({
      kind: 'report.rendered',
      subject: { kind: 'report', id: reportId },
      facts: {
        ...{ pdfSha256, bytes: bytes.length, renderer: rendererVersion },
        ...(volumes.length > 0 && {
          volumes: volumes.length,
          volumesSha256: sha256(volumes.map((volume) => `${volume.pdfSha256}\n`).join('')),
        }),
      },
    })
    return done(null)
  })
  return done(null)
}

const fail = async (
  actor: Actor,
  reportId: string,
  refusal: Refusal<FailReason>,
): Promise<Outcome<null, FailReason>> => {
  await change(actor, async ({ tx, record }) => {
    const { count } = await tx.report.updateMany({
      where: { id: reportId, state: 'rendering' },
      data: {
        ...{ state: 'failed', reason: refusal.reason, finishedAt: new Date() },
        ...(refusal.values && { reasonValues: refusal.values }),
      },
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
