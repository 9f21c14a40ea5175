import { v7 as uuidv7 } from 'uuid'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { type RenderedPdf, renderPdf } from '#adapters/pdf/render.ts'
import type { RequestStep } from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn } from '#domain/day.ts'
import { done, type Outcome, type Refusal, refused } from '#domain/outcome.ts'
import type { ExtractFacts } from '#domain/report/extract-facts.ts'
import { freeze } from '#domain/report/freeze.ts'
import { demand } from '#features/access/actor.ts'
import { heldRequest } from '#features/access-requests/queries.ts'
import { change } from '#features/audit/change.ts'
import type { ReportFile } from './downloads.ts'
import { gatherExtractFacts } from './extract-facts.ts'
import { composed, type RenderReason, renderRequestOf, sha256 } from './render-request.ts'
import type { ExtractInput } from './schema.ts'

type Reason = 'requestOver' | 'requestNotIdentified' | RenderReason

/**
 * Makes the extract of a request and hands it out at once. Nothing of it is kept but its hashes, by which the file is known
 * again, unless `keep` asks for a report. Only once it is known whom it is about and that it is they who ask. Throws Missing.
 */
export const handOutExtract = async (
  actor: Actor,
  requestId: string,
  { language, standard, keep }: ExtractInput,
): Promise<Outcome<ReportFile, Reason>> => {
  demand(actor, 'accessRequests:handle')
  const id = uuidv7()
  const composedAt = new Date()
  const gathered = await inOrganisation(actor.organisationId, async (tx) => {
    const request = await heldRequest(tx, requestId)
    const refusal = refusalAt(request.step)
    return refusal ?? done(await gatherExtractFacts(tx, actor, request, { reportId: id, composedAt }))
  })
  if (!gathered.ok) return gathered
  const facts = gathered.value
  const text = freeze(facts)
  const factsSha256 = sha256(text)
  const drawn = await draw({ facts, text, language, standard }, factsSha256)
  if (!drawn.ok) return drawn
  const pdf = drawn.value
  return change<ReportFile, Reason>(actor, async ({ tx, record }) => {
    const request = await heldRequest(tx, requestId)
    const refusal = refusalAt(request.step)
    if (refusal) return refusal
    const { organisationId } = actor
    const said = { organisationId, id, language, standard, factsSha256, composedBy: actor.name, composedAt }
    const made = { ...said, pdfSha256: pdf.sha256, rendererVersion: pdf.rendererVersion }
    const readingId = facts.reading?.id ?? null
    if (keep) await keepReport(tx, actor, { ...made, facts, readingId }, pdf)
    await tx.extract.create({
      data: { ...made, requestId, readingId, size: pdf.bytes.length, reportId: keep ? id : null },
    })
    record({
      kind: 'accessRequest.extractMade',
      subject: { kind: 'accessRequest', id: requestId },
      facts: { pdfSha256: pdf.sha256, factsSha256, language, standard, isKept: keep },
    })
    const bytes = new Uint8Array(pdf.bytes)
    const day = dayIn(facts.organisation.timeZone, composedAt)
    return done({
      name: `pomona-extract-${day}-${language}.pdf`,
      mediaType: 'application/pdf',
      bytes,
      sha256: pdf.sha256,
    })
  })
}

const refusalAt = (step: RequestStep): Refusal<'requestOver' | 'requestNotIdentified'> | null => {
  if (step === 'over') return refused('requestOver')
  return step === 'find' || step === 'identify' ? refused('requestNotIdentified') : null
}

const draw = async (
  frozen: Parameters<typeof renderRequestOf>[0],
  factsSha256: string,
): Promise<Outcome<RenderedPdf, RenderReason>> => {
  const request = composed(frozen.facts.reportId, () => renderRequestOf(frozen, factsSha256))
  return request.ok ? renderPdf(request.value) : request
}

type Kept = {
  organisationId: string
  id: string
  language: string
  standard: string
  facts: ExtractFacts
  factsSha256: string
  pdfSha256: string
  rendererVersion: string
  readingId: string | null
  composedBy: string
  composedAt: Date
}

/** As every other report: what was handed out, with its data. */
const keepReport = async (tx: Transaction, actor: Actor, kept: Kept, { bytes, pages }: RenderedPdf) => {
  const { organisationId, id: reportId } = kept
  await tx.report.create({
    data: {
      ...{ ...kept, kind: 'extract', state: 'ready', composedById: actor.id },
      ...{ pagesDrawn: pages, finishedAt: new Date() },
    },
  })
  await tx.reportBlob.create({
    data: { organisationId, reportId, bytes: new Uint8Array(bytes) },
    select: { reportId: true },
  })
}
