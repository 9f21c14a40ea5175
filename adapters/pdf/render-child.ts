/**
 * The process that draws one report and ends: a render order as JSON on standard input, the PDF on standard output and, as
 * JSON, how many pages it has and what laid them out on standard error. Exit code 1 with a JSON list of diagnostics there
 * means the document did not compile or does not conform to the standard asked for. Typst may use gigabytes and cannot be
 * interrupted, hence a process.
 */
import { setPriority } from 'node:os'
import { text } from 'node:stream/consumers'
import { diagnosticsOf } from './diagnostics.ts'
import { drawReport } from './draw.ts'
import { parseOrder, type RenderReceipt } from './render-order.ts'

/** Of nice(1), where 0 is what everybody else has. */
const afterPages = 10

try {
  const order = parseOrder(await text(process.stdin))
  // Typst's threads start later and inherit it.
  if (order.inBackground) setPriority(afterPages)
  const { bytes, pages, templates } = drawReport(order)
  process.stdout.write(bytes)
  process.stderr.write(JSON.stringify({ pages, templates } satisfies RenderReceipt))
} catch (fault) {
  process.stderr.write(JSON.stringify(diagnosticsOf(fault)))
  process.exitCode = 1
}
