import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { loadFonts } from '#adapters/pdf/fonts.ts'
import { contend } from './contend.ts'
import type { Drawn } from './pdf-ours.ts'

/** Where a JSON list of rows lies, each a list of texts. */
export type RowsJob = { rowsFile: string }

const folder = dirname(fileURLToPath(import.meta.url))

/** The floor: one table and nothing else, in the same typeface and to the same standard. */
await contend(async ({ rowsFile }: RowsJob): Promise<Drawn> => {
  const text = readFileSync(rowsFile, 'utf8')
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontBlobs: loadFonts().blobs() }],
    inputs: { rows: text },
  })
  const { result } = compiler.compile({ mainFilePath: join(folder, 'bare-table.typ') })
  if (!result) throw new Error('the bare table did not compile')
  const pdf = compiler.pdf(result, { pdfStandard: 'a-3a', creationTimestamp: 0 })
  return { rows: (JSON.parse(text) as unknown[]).length, pages: result.numOfPages, bytes: pdf.length }
})
