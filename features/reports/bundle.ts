import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import { tableFile } from '#adapters/table-file.ts'
import { type ZippedFile, zipFile } from '#adapters/zip-file.ts'
import { copyDays } from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing, type Outcome, refused } from '#domain/outcome.ts'
import { type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import { freeze } from '#domain/report/freeze.ts'
import { reportTables } from '#domain/report/tables.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { storedHead } from '#features/audit/queries.ts'
import type { ReportFile } from './downloads.ts'
import { mayReadExtracts } from './queries.ts'
import { sha256 } from './render-request.ts'
import { composeInput } from './schema.ts'
import { tablesAbout } from './table-download.ts'

const text = (name: string, content: string): ZippedFile => ({ name, bytes: Buffer.from(content) })
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/**
 * Everything about a report for an auditor, as one file: the PDF, its facts with their schema, its rows as tables, the
 * evidence of its case, what the audit log says of both, and the hash of each. Handing it out is on record. Throws Missing.
 */
export const downloadBundle = async (
  actor: Actor,
  reportId: string,
): Promise<Outcome<ReportFile, 'reportNotReady' | 'reportExpired'>> => {
  demand(actor, 'reports:read')
  demand(actor, 'audit:read')
  demand(actor, 'offboardings:read')
  return change(actor, async ({ tx, record }) => {
    const report = await tx.report.findFirst({
      where: { id: reportId },
      include: { blob: { select: { bytes: true } } },
    })
    if (!report || (report.kind === 'extract' && !mayReadExtracts(actor))) throw new Missing('report')
    const { blob, kind, composedAt, factsSha256 } = report
    if (report.state === 'expired') return refused('reportExpired', { days: copyDays })
    if (report.state !== 'ready' || !blob) return refused('reportNotReady')
    const facts = reportFactsSchema.parse(report.facts)
    const { language } = composeInput.parse(report)
    const words = reportWords(language, facts.organisation.timeZone)
    const about = caseOf(facts)
    const files = [
      { name: 'report.pdf', bytes: blob.bytes },
      ...(await volumesOf(tx, reportId)),
      text('facts.json', freeze(report.facts)),
      text('facts.schema.json', pretty(z.toJSONSchema(reportFactsSchema, { io: 'input' }))),
      ...(await tablesIn(reportId, facts, language, words)),
      ...(about === null ? [] : await evidenceOf(tx, about, facts)),
      text('audit.json', pretty(await auditOf(tx, [reportId, ...(about === null ? [] : [about])]))),
    ]
    const sums = files.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join('')
    const bytes = zipFile(
      [
        ...files,
        text('SHA256SUMS', sums),
        text('README.txt', `${words.t('reports.bundle.readme', { factsSha256 })}\n`),
      ],
      composedAt,
    )
    record({
      kind: 'report.bundled',
      subject: { kind: 'report', id: reportId },
      facts: { fileSha256: sha256(bytes), bytes: bytes.length },
    })
    const name = `pomona-${kind}-${composedAt.toISOString().replaceAll(/[:.]/g, '-')}.zip`
    return { ok: true, value: { name, mediaType: 'application/zip', bytes, sha256: sha256(bytes) } }
  })
}

/** Each volume with its facts: the report's name the hash of these. */
const volumesOf = async (tx: Transaction, reportId: string): Promise<ZippedFile[]> => {
  const volumes = await tx.reportVolume.findMany({
    where: { reportId },
    orderBy: { number: 'asc' },
    select: { number: true, facts: true, bytes: true },
  })
  return volumes.flatMap(({ number, facts, bytes }) => [
    ...(bytes ? [{ name: `devices/volume-${number}.pdf`, bytes }] : []),
    text(`devices/volume-${number}.json`, freeze(facts)),
  ])
}

const caseOf = (facts: ReportFacts): string | null => ('offboarding' in facts ? facts.offboarding.id : null)

const tablesIn = async (
  reportId: string,
  facts: ReportFacts,
  ...[language, words]: [Parameters<typeof reportTables>[1], Parameters<typeof reportTables>[2]]
): Promise<ZippedFile[]> => {
  const files: ZippedFile[] = []
  const about = tablesAbout(facts, reportId, words)
  for (const { id, columns, rows } of reportTables(facts, language, words)) {
    for (const format of ['csv', 'xlsx'] as const) {
      files.push({ name: `${id}.${format}`, bytes: await tableFile({ columns, rows, about }, format) })
    }
  }
  return files
}

/** What a piece says has the SHA-256 of its canonical JSON (RFC 8785); a file has its own. */
const evidenceOf = async (
  tx: Transaction,
  offboardingId: string,
  facts: ReportFacts,
): Promise<ZippedFile[]> => {
  const listed = facts.kind === 'cessation' ? facts.evidence.map(({ id }) => id) : []
  const pieces = await tx.evidence.findMany({
    // What a certificate lists, another case may keep.
    where: { OR: [{ offboardingId }, { id: { in: listed } }] },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    include: { file: true },
  })
  return pieces.flatMap(({ id, content, file }): ZippedFile[] => [
    text(`evidence/${id}.json`, freeze(content)),
    ...(file?.bytes ? [{ name: `evidence/${id}.${file.type}`, bytes: file.bytes }] : []),
  ])
}

/** The links of the chain about these subjects, as they are stored, and the head they lie below. */
const auditOf = async (tx: Transaction, subjects: readonly string[]) => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const head = await storedHead(tx)
  const links = await tx.auditEvent.findMany({
    where: { OR: subjects.map((id) => ({ body: { contains: id } })) },
    orderBy: { sequence: 'asc' },
    select: { sequence: true, body: true, previousHash: true, hash: true },
  })
  return {
    head: { sequence: head.sequence, hash: hex(head.hash) },
    events: links.map(({ sequence, body, previousHash, hash }) => ({
      ...{ sequence, body, previousHash: hex(previousHash), hash: hex(hash) },
    })),
  }
}
