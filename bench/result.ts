import { cpus, release, totalmem, type } from 'node:os'
import { type Measured, median, processorPerRow, rowsPerSecond } from './measure.ts'
import { contenders, type ReadingBench, type ReadingBenchOptions } from './reading.ts'
import { table } from './table.ts'

const gigabyte = 1024 ** 3
const megabyte = 1024 ** 2

/** Where and when: numbers of one machine say nothing about another. */
export const machine = (): string => {
  const [first] = cpus()
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / gigabyte)} GB, ${type()} ${release()}`
}

/** When, where and on what it was measured, as data. */
export const measuredHere = () => ({
  at: new Date().toISOString(),
  machine: machine(),
  node: process.version,
})

type Ratio = { name: string; ratio: number; byProcessor: number | null; aim: string }

const of = (measured: readonly Measured[], name: string): Measured | undefined =>
  measured.find((each) => each.name === name)

/** Seconds for the rows of the whole tenant; a contender that had fewer is extended row by row. */
const secondsForAll = (measured: Measured, rows: number): number => rows / rowsPerSecond(measured)

/** The ratios the aims are written for. */
const ratiosOf = ({ measured }: ReadingBench): Ratio[] => {
  const compared = [
    { a: contenders.first, b: contenders.copy, name: 'first reading ÷ floor', aim: '≤ 2.5' },
    { a: contenders.unchanged, b: contenders.parse, name: 'nothing changed ÷ fetch and parse', aim: '≤ 3' },
    { a: contenders.changed, b: contenders.parse, name: 'some rows changed ÷ fetch and parse', aim: '' },
    { a: contenders.upsert, b: contenders.first, name: 'upsert ÷ first reading, per row', aim: '≥ 10' },
    { a: contenders.createMany, b: contenders.first, name: 'createMany ÷ first reading, per row', aim: '' },
  ]
  return compared.flatMap(({ a, b, name, aim }) => {
    const [over, under] = [of(measured, a), of(measured, b)]
    if (!over || !under) return []
    const ratio = rowsPerSecond(under) / rowsPerSecond(over)
    const [costs, least] = [processorPerRow(over), processorPerRow(under)]
    return [{ name, ratio, byProcessor: costs && least ? costs / least : null, aim }]
  })
}

/** The same as data. */
export const resultJson = (options: ReadingBenchOptions, bench: ReadingBench) => ({
  ...measuredHere(),
  postgres: bench.postgres,
  loadBefore: bench.loadBefore,
  options,
  rows: bench.rows,
  measured: bench.measured,
  ratios: ratiosOf(bench),
})

const seconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')

const databaseText = ({ processor: { database } }: Measured): string => {
  const known = database.filter((value) => value !== null)
  return known.length === database.length ? seconds(median(known)) : '?'
}

export const resultText = (options: ReadingBenchOptions, bench: ReadingBench): string => {
  const { rows, measured } = bench
  const all = rows.devices + rows.identities + rows.licences
  const floor = of(measured, contenders.copy)
  const lines = measured.map((each) => {
    const forAll = secondsForAll(each, all)
    return [
      each.name,
      whole(each.rows),
      seconds(median(each.seconds)),
      whole(rowsPerSecond(each)),
      `${whole(Math.max(...each.peakBytes) / megabyte)} MB`,
      floor ? (forAll / secondsForAll(floor, all)).toFixed(2) : '',
      `${seconds(median(each.processor.own))} + ${databaseText(each)}`,
      each.phases ? `${seconds(median(each.phases.staged))} + ${seconds(median(each.phases.merged))}` : '',
    ]
  })
  const right = { numeric: true }
  return [
    `${whole(rows.devices)} devices, ${whole(rows.identities)} identities, ${whole(rows.licences)} licences; ${options.changed * 100} % changed; median of ${options.runs}`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    '',
    table(
      [
        { header: 'contender' },
        { header: 'rows', ...right },
        { header: 'seconds', ...right },
        { header: 'rows/s', ...right },
        { header: 'peak memory', ...right },
        { header: '÷ floor', ...right },
        { header: 'processor: own + database', ...right },
        { header: 'pages + merge', ...right },
      ],
      lines,
    ),
    '',
    table(
      [
        { header: 'ratio' },
        { header: 'seen', ...right },
        { header: 'by processor time', ...right },
        { header: 'aim', ...right },
      ],
      ratiosOf(bench).map(({ name, ratio, byProcessor, aim }) => [
        name,
        ratio.toFixed(2),
        byProcessor?.toFixed(2) ?? '',
        aim,
      ]),
    ),
    '',
    'Contenders with fewer rows are compared per row.',
  ].join('\n')
}
