import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { Uncompiled } from './diagnostics.ts'
import { loadFonts } from './fonts.ts'
import { withMeasuredRows } from './measured-rows.ts'
import { withPictures } from './pictures.ts'
import { printableDeep } from './printable.ts'
import type { RenderOrder } from './render-order.ts'

const templates = join(dirname(fileURLToPath(import.meta.url)), 'templates')

/**
 * Lays a document out. Data reaches Typst as JSON strings, never as markup, so no name in it can become an
 * instruction. Throws `Uncompiled`. Synchronous and hungry: belongs in the drawing process.
 */
export const compileReport = (
  order: RenderOrder,
): { compiler: NodeCompiler; compiled: NodeTypstDocument; blobs: Buffer[] } => {
  const { blobs, covers, widthOf } = loadFonts()
  const enclosures = (order.enclosures ?? []).map(({ base64, ...about }, index) => ({
    about: { ...about, path: `/enclosures/${index}` },
    bytes: Buffer.from(base64, 'base64'),
  }))
  const document = JSON.stringify(
    withMeasuredRows(withPictures(printableDeep(order.document, covers)), widthOf),
  )
  const used = blobs()
  const compiler = NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontBlobs: used }],
    inputs: {
      document,
      ...(order.attachment ? { attachment: JSON.stringify(order.attachment) } : {}),
      enclosures: JSON.stringify(enclosures.map(({ about }) => about)),
    },
  })
  for (const { about, bytes } of enclosures) compiler.mapShadow(join(templates, about.path), bytes)
  const result = compiler.compile({ mainFilePath: join(templates, `${order.template}.typ`) })
  const fault = result.takeError()
  if (fault || !result.result) throw new Uncompiled(fault ? compiler.fetchDiagnostics(fault) : [])
  return { compiler, compiled: result.result, blobs: used }
}

/** Which templates and typefaces lay documents out: others may make other bytes of the same facts. */
const templatesVersion = (blobs: readonly Buffer[]): string => {
  const hash = createHash('sha256')
  for (const name of readdirSync(templates).toSorted()) hash.update(readFileSync(join(templates, name)))
  for (const blob of blobs) hash.update(blob)
  return hash.digest('hex').slice(0, 12)
}

/** The PDF of a laid-out document. Throws where it does not conform to the standard asked for. */
export const drawReport = (order: RenderOrder): { bytes: Buffer; pages: number; templates: string } => {
  const { compiler, compiled, blobs } = compileReport(order)
  // The options are the second argument: in the first they are ignored silently.
  const bytes = compiler.pdf(compiled, {
    pdfStandard: order.standard,
    creationTimestamp: order.createdAtSeconds,
  })
  return { bytes, pages: compiled.numOfPages, templates: templatesVersion(blobs) }
}
