import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../e2e/browser.ts'
import { contend } from './contend.ts'
import type { Drawn } from './pdf-ours.ts'
import type { RowsJob } from './pdf-typst.ts'

const cells = (row: readonly string[], tag: string): string =>
  `<tr>${row.map((text) => `<${tag}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${tag}>`).join('')}</tr>`

/** The same table as a page, printed by the browser with its tags. */
await contend(async ({ rowsFile }: RowsJob): Promise<Drawn> => {
  const rows: string[][] = JSON.parse(readFileSync(rowsFile, 'utf8'))
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const header = cells(['Serial number', 'Device', 'Person', 'Shared over', 'Since'], 'th')
  await page.setContent(
    `<!doctype html><html lang="en"><title>Devices</title><style>table{font:7.6pt sans-serif;width:100%;border-collapse:collapse}
     td,th{text-align:left;border-bottom:.5pt solid #dcd9cf;padding:1mm}</style>
     <table><thead>${header}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`,
    { timeout: 0 },
  )
  const pdf = await page.pdf({
    format: 'A4',
    tagged: true,
    margin: { top: '20mm', bottom: '20mm', left: '20mm', right: '20mm' },
  })
  await browser.close()
  return { rows: rows.length, pages: null, bytes: pdf.length }
})
