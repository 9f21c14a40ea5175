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
): { compiler: NodeCompiler; compiled: NodeTypstDocument } => {
  const { blobs, covers, widthOf } = loadFonts()
  const enclosures = (order.enclosures ?? []).map(({ base64, ...about }, index) => ({
    about: { ...about, path: `/enclosures/${index}` },
    bytes: Buffer.from(base64, 'base64'),
  }))
  const compiler = NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontBlobs: blobs }],
    inputs: {
      document: JSON.stringify(
        withMeasuredRows(withPictures(printableDeep(order.document, covers)), widthOf),
      ),
      ...(order.attachment ? { attachment: JSON.stringify(order.attachment) } : {}),
      enclosures: JSON.stringify(enclosures.map(({ about }) => about)),
    },
  })
  for (const { about, bytes } of enclosures) compiler.mapShadow(join(templates, about.path), bytes)
  const result = compiler.compile({ mainFilePath: join(templates, `${order.template}.typ`) })
  const fault = result.takeError()
  if (fault || !result.result) throw new Uncompiled(fault ? compiler.fetchDiagnostics(fault) : [])
  return { compiler, compiled: result.result }
}

/** The PDF of a laid-out document. Throws where it does not conform to the standard asked for. */
export const drawReport = (order: RenderOrder): { bytes: Buffer; pages: number } => {
  const { compiler, compiled } = compileReport(order)
  // The options are the second argument: in the first they are ignored silently.
  const bytes = compiler.pdf(compiled, {
    pdfStandard: order.standard,
    creationTimestamp: order.createdAtSeconds,
  })
  return { bytes, pages: compiled.numOfPages }
}
