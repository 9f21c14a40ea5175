import { reportWords } from '#adapters/pdf/words.ts'
import { type TableFile, type TableFormat, tableFile, tableMediaTypes } from '#adapters/table-file.ts'
import type { Actor } from '#domain/actor.ts'
import { done, Missing, type Outcome } from '#domain/outcome.ts'
import { type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import type { Words } from '#domain/report/document.ts'
import { reportTables } from '#domain/report/tables.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { ReportFile } from './downloads.ts'
import { sha256 } from './render-request.ts'
import { composeInput } from './schema.ts'

/** Whose report a table is of, and which: it is read without it. */
export const tablesAbout = (
  { organisation }: ReportFacts,
  reportId: string,
  words: Words,
): TableFile['about'] => [
  { id: 'organisation', header: words.t('inventory.export.organisation'), value: organisation.name },
  { id: 'report', header: words.t('reports.fact.id'), value: reportId },
]

/** One table of a report, in the report's language; it is drawn from the frozen facts. Throws Missing. */
export const downloadTable = async (
  actor: Actor,
  reportId: string,
  { table: id, format }: { table: string; format: TableFormat },
): Promise<Outcome<ReportFile, never>> => {
  demand(actor, 'reports:read')
  return change<ReportFile, never>(actor, async ({ tx, record }) => {
    const report = await tx.report.findFirst({ where: { id: reportId } })
    if (!report) throw new Missing('report')
    const facts = reportFactsSchema.parse(report.facts)
    const { language } = composeInput.parse(report)
    const words = reportWords(language, facts.organisation.timeZone)
    const table = reportTables(facts, language, words).find((each) => each.id === id)
    if (!table) throw new Missing('table')
    const { columns, rows } = table
    const about = tablesAbout(facts, reportId, words)
    const bytes = new Uint8Array(await tableFile({ columns, rows, about }, format))
    record({
      kind: 'report.downloaded',
      subject: { kind: 'report', id: reportId },
      facts: { factsSha256: report.factsSha256, format },
    })
    const moment = report.composedAt.toISOString().replaceAll(/[:.]/g, '-')
    const name = `pomona-${report.kind}-${moment}-${id}.${format}`
    return done({ name, mediaType: tableMediaTypes[format], bytes, sha256: sha256(bytes) })
  })
}
