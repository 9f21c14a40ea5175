/**
 * The process that draws one report and ends: a render order as JSON on standard input, the PDF on standard
 * output and how many pages it has, as JSON, on standard error. Exit code 1 with a JSON list of diagnostics there means
 * the document did not compile or does not conform to the standard asked for. Typst may use gigabytes and cannot be
 * interrupted, hence a process.
 */
import { setPriority } from 'node:os'
import { text } from 'node:stream/consumers'
import { diagnosticsOf } from './diagnostics.ts'
import { drawReport } from './draw.ts'
import { parseOrder, type RenderReceipt } from './render-order.ts'

// Nobody waits at the screen for a drawing as they do for a page. Typst's threads start later and inherit it.
const afterPages = 10
setPriority(afterPages)

try {
  const { bytes, pages } = drawReport(parseOrder(await text(process.stdin)))
  process.stdout.write(bytes)
  process.stderr.write(JSON.stringify({ pages } satisfies RenderReceipt))
} catch (fault) {
  process.stderr.write(JSON.stringify(diagnosticsOf(fault)))
  process.exitCode = 1
}
