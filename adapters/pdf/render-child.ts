/**
 * The process that draws one report and ends: a render order as JSON on standard input, the PDF on standard
 * output. Exit code 1 with a JSON list of diagnostics on standard error means the document did not compile or
 * does not conform to the standard asked for. Typst may use gigabytes and cannot be interrupted, hence a process.
 */
import { text } from 'node:stream/consumers'
import { diagnosticsOf } from './diagnostics.ts'
import { drawReport } from './draw.ts'
import { parseOrder } from './render-order.ts'

try {
  process.stdout.write(drawReport(parseOrder(await text(process.stdin))))
} catch (fault) {
  process.stderr.write(JSON.stringify(diagnosticsOf(fault)))
  process.exitCode = 1
}
