import { median } from './measure.ts'
import { contenders, type DrawnRun, type PdfBench, type PdfBenchOptions } from './pdf.ts'
import { machine, measuredHere } from './result.ts'
import { table } from './table.ts'

const megabyte = 1024 ** 2
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')

/** The same as data. */
export const pdfJson = (options: PdfBenchOptions, bench: PdfBench) => ({
  ...measuredHere(),
  options,
  ...bench,
})

const right = { numeric: true }

export const pdfText = ({ runs, rivalSeconds }: PdfBenchOptions, bench: PdfBench): string =>
  [
    `A disclosure report that names each device; medians of ${runs}; a rival is given ${rivalSeconds} s`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    '',
    table(
      [
        { header: 'contender' },
        { header: 'rows', ...right },
        { header: 'pages', ...right },
        { header: 'seconds', ...right },
        { header: '÷ bare Typst', ...right },
        { header: 'peak memory', ...right },
        { header: 'file', ...right },
      ],
      bench.drawn.flatMap(({ devices, runs: drawn }) => linesOf(devices, drawn)),
    ),
    ...visitedText(bench),
  ].join('\n')

const linesOf = (devices: number, runs: readonly DrawnRun[]): string[][] => {
  const byName = Map.groupBy(runs, ({ name }) => name)
  const floor = secondsOf(byName.get(contenders.typst) ?? [])
  return [...byName].map(([name, all]) => {
    const seconds = secondsOf(all)
    const [first] = all
    const isDrawn = seconds !== null
    return [
      name,
      whole(isDrawn && first ? first.rows : devices),
      first?.pages ? whole(first.pages) : '',
      isDrawn ? seconds.toFixed(1) : 'did not finish',
      isDrawn && floor !== null ? (seconds / floor).toFixed(2) : '',
      `${whole(Math.max(...all.map(({ peakBytes }) => peakBytes)) / megabyte)} MB`,
      isDrawn && first ? `${(first.bytes / megabyte).toFixed(1)} MB` : '',
    ]
  })
}

const secondsOf = (runs: readonly DrawnRun[]): number | null => {
  const known = runs.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]))
  return known.length === runs.length && known.length > 0 ? median(known) : null
}

const visitedText = ({ visited }: PdfBench): string[] => {
  if (!visited) return []
  const { devices, idle, composing, calls, seconds } = visited
  const line = (name: string, { p50, p95 }: typeof idle) => [name, p50.toFixed(0), p95.toFixed(0)]
  return [
    '',
    `Pages meanwhile, in milliseconds: ${whole(calls)} over the ${seconds.toFixed(0)} s from asking for a report of ${whole(devices)} devices until it is there; p95 ${(composing.p95 / idle.p95).toFixed(2)} x idle`,
    '',
    table(
      [{ header: '' }, { header: 'p50', ...right }, { header: 'p95', ...right }],
      [line('idle', idle), line('meanwhile', composing)],
    ),
  ]
}
