import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { composeDisclosureReport } from '#features/reports/commands.ts'
import { reportDetail } from '#features/reports/queries.ts'
import { renderReport } from '#features/reports/render-report.ts'
import { contend } from './contend.ts'

export type OursJob = { organisationId: string; annex: 'devices' | null }
/** `pages` is null where nobody counts them. */
export type Drawn = { rows: number; pages: number | null; bytes: number }

/** Composes a disclosure report and draws it, as the web server and the worker do. */
await contend(async ({ organisationId, annex }: OursJob): Promise<Drawn & { reportId: string }> => {
  const actor = clockActor(organisationId)
  const composed = await composeDisclosureReport(actor, { language: 'en', standard: 'a-3a', annex })
  if (!composed.ok) throw new Error(composed.reason)
  const { reportId } = composed.value
  const rendered = await renderReport(actor, reportId, { signal: new AbortController().signal })
  if (!rendered.ok) throw new Error(rendered.reason)
  const { volumes, pages, size } = await reportDetail(actor, reportId)
  await closeDatabase()
  const rows = volumes.reduce((sum, { devices }) => sum + devices, 0)
  return { reportId, rows, pages: pages.drawn, bytes: size ?? 0 }
})
