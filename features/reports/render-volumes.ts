import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { type RenderedPdf, renderPdf } from '#adapters/pdf/render.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { ReportFacts } from '#domain/report/compose.ts'
import { type DeviceAnnex, volumeFactsSchema } from '#domain/report/device-annex.ts'
import { freeze } from '#domain/report/freeze.ts'
import { composed, type RenderReason, type StoredReport, sha256, volumeRequestOf } from './render-request.ts'
import { composeInput } from './schema.ts'

/** What draws each volume that is not drawn yet, and tells how far the report is. `pages`: how many it has itself by now. */
export const volumesOf = (actor: Actor, report: StoredReport, facts: ReportFacts, pages: () => number) => {
  const annex = 'annex' in facts ? facts.annex : undefined
  const inWall = <Value>(work: (tx: Transaction) => Promise<Value>) =>
    inOrganisation(actor.organisationId, work)
  const draw = async (
    number: number,
    frozen: string,
    signal: AbortSignal,
  ): Promise<Outcome<null, RenderReason>> => {
    const where = { reportId: report.id, number, pdfSha256: null }
    const row = await inWall((tx) => tx.reportVolume.findFirst({ where, select: { facts: true } }))
    if (!row) return done(null)
    const drawn = await drawVolume(report, facts, { facts: row.facts, frozen }, signal)
    if (!drawn.ok) return drawn
    const { bytes, pages: ofVolume, sha256: pdfSha256 } = drawn.value
    await inWall(async (tx) => {
      const data = { bytes: new Uint8Array(bytes), pages: ofVolume, pdfSha256 }
      await tx.reportVolume.updateMany({ where, data })
      await tellPages(tx, report.id, pages(), annex)
    })
    return done(null)
  }
  return {
    works: (annex?.volumes ?? []).map(
      ({ sha256: frozen }, index) =>
        (signal: AbortSignal) =>
          draw(index + 1, frozen, signal),
    ),
    tellPages: () => inWall((tx) => tellPages(tx, report.id, pages(), annex)),
  }
}

/** Laying one volume out takes seconds; on a machine with other work, minutes. */
const volumeMs = 300_000

const drawVolume = async (
  report: StoredReport,
  facts: ReportFacts,
  volume: { facts: unknown; frozen: string },
  signal: AbortSignal,
): Promise<Outcome<RenderedPdf, RenderReason>> => {
  const text = freeze(volume.facts)
  const known = volumeFactsSchema.safeParse(volume.facts)
  if (!known.success || sha256(text) !== volume.frozen) return refused('factsAltered')
  const request = composed(report.id, () =>
    volumeRequestOf({ facts, text, ...composeInput.parse(report) }, known.data, report.factsSha256),
  )
  return request.ok
    ? renderPdf({ ...request.value, signal, timeoutMs: volumeMs, inBackground: true })
    : request
}

/** Rows of the annex that a page holds where none of them takes two lines; what is drawn says it better. */
const devicesOnPage = 58

const tellPages = async (
  tx: Transaction,
  reportId: string,
  pages: number,
  annex: DeviceAnnex | undefined,
): Promise<void> => {
  const drawn = await tx.reportVolume.findMany({
    where: { reportId, pages: { not: null } },
    select: { number: true, pages: true },
  })
  const ofVolumes = drawn.reduce((sum, volume) => sum + (volume.pages ?? 0), 0)
  const devices = drawn.reduce((sum, { number }) => sum + (annex?.volumes[number - 1]?.devices ?? 0), 0)
  const onPage = ofVolumes > 0 ? devices / ofVolumes : devicesOnPage
  const left = annex ? Math.ceil((annex.devices - devices) / onPage) : 0
  const pagesDrawn = pages + ofVolumes
  await tx.report.updateMany({
    where: { id: reportId, state: 'rendering' },
    data: { pagesDrawn, pagesExpected: pagesDrawn + left },
  })
}
