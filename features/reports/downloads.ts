import type { Transaction } from '#adapters/db.ts'
import { copyDays } from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { freeze } from '#domain/report/freeze.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { enclosedBy } from './enclosed-evidence.ts'
import { mayReadExtracts } from './queries.ts'

export type ReportFile = { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer>; sha256: string }

const found = async (tx: Transaction, actor: Actor, reportId: string) => {
  const row = await tx.report.findFirst({
    where: { id: reportId },
    select: {
      ...{ state: true, kind: true, language: true, composedAt: true },
      ...{ pdfSha256: true, facts: true, factsSha256: true },
    },
  })
  if (!row || (row.kind === 'extract' && !mayReadExtracts(actor))) throw new Missing('report')
  const moment = row.composedAt.toISOString().replaceAll(/[:.]/g, '-')
  return { ...row, stem: `pomona-${row.kind}-${moment}` }
}

/** Hands a finished report out and records to whom. Throws Missing. */
export const downloadReport = async (
  actor: Actor,
  reportId: string,
): Promise<Outcome<ReportFile, 'reportNotReady' | 'reportExpired'>> => {
  demand(actor, 'reports:read')
  return change(actor, async ({ tx, record }) => {
    const { state, kind, facts, language, pdfSha256, stem } = await found(tx, actor, reportId)
    if (state === 'expired') return refused('reportExpired', { days: copyDays })
    const blob = await tx.reportBlob.findFirst({ where: { reportId }, select: { bytes: true } })
    if (state !== 'ready' || pdfSha256 === null || !blob) return refused('reportNotReady')
    record({
      kind: 'report.downloaded',
      subject: { kind: 'report', id: reportId },
      facts: { pdfSha256 },
    })
    if (kind === 'cessation') recordEnclosed(actor, record, facts)
    const name = `${stem}-${language}.pdf`
    return done({ name, mediaType: 'application/pdf', bytes: blob.bytes, sha256: pdfSha256 })
  })
}

/** Whoever takes a certificate takes the files in it: the same is on record as where each is downloaded from its case. */
const recordEnclosed = (actor: Actor, record: Recorder, frozen: unknown): void => {
  const facts = cessationFactsSchema.parse(frozen)
  const files = enclosedBy(facts)
  if (files.length > 0) demand(actor, 'offboardings:read')
  for (const { evidence: evidenceId } of files) {
    const piece = facts.evidence.find(({ id }) => id === evidenceId)
    const sha256 = piece?.sha256 ?? ''
    record({
      kind: 'evidence.downloaded',
      subject: { kind: 'offboarding', id: (piece?.given ?? facts.offboarding).id },
      facts: { evidenceId, sha256, reportId: facts.reportId },
    })
  }
}

/** The same of one volume of it, from 1. Throws Missing. */
export const downloadVolume = async (
  actor: Actor,
  reportId: string,
  number: number,
): Promise<Outcome<ReportFile, 'reportNotReady'>> => {
  demand(actor, 'reports:read')
  return change(actor, async ({ tx, record }) => {
    const { state, language, stem } = await found(tx, actor, reportId)
    const volume = await tx.reportVolume.findFirst({
      where: { reportId, number },
      select: { bytes: true, pdfSha256: true },
    })
    if (!volume) throw new Missing('volume')
    const { bytes, pdfSha256 } = volume
    if (state !== 'ready' || pdfSha256 === null || bytes === null) return refused('reportNotReady')
    record({
      kind: 'report.downloaded',
      subject: { kind: 'report', id: reportId },
      facts: { pdfSha256, volume: number },
    })
    const name = `${stem}-${language}-devices-${number}.pdf`
    return done({ name, mediaType: 'application/pdf', bytes, sha256: pdfSha256 })
  })
}

/**
 * The frozen facts of a report as canonical JSON (RFC 8785), as they are attached to its PDF/A-3: their SHA-256 is the one
 * the report is known by. Throws Missing.
 */
export const downloadFacts = async (
  actor: Actor,
  reportId: string,
): Promise<Outcome<ReportFile, 'reportExpired'>> => {
  demand(actor, 'reports:read')
  return change<ReportFile, 'reportExpired'>(actor, async ({ tx, record }) => {
    const { state, facts, factsSha256, stem } = await found(tx, actor, reportId)
    if (state === 'expired') return refused('reportExpired', { days: copyDays })
    record({
      kind: 'report.downloaded',
      subject: { kind: 'report', id: reportId },
      facts: { factsSha256 },
    })
    const bytes = new Uint8Array(Buffer.from(freeze(facts)))
    return done({ name: `${stem}-facts.json`, mediaType: 'application/json', bytes, sha256: factsSha256 })
  })
}
