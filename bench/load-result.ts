import type { LoadBench, LoadOptions } from './load.ts'
import { median } from './measure.ts'
import { machine, measuredHere } from './result.ts'
import { table } from './table.ts'

const megabyte = 1024 ** 2
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')

/** The same as data; times are milliseconds. */
export const loadJson = (options: LoadOptions, bench: LoadBench) => ({ ...measuredHere(), options, ...bench })

/** Medians of the quarters of the time that it took: memory is flat where the last ones hold no more. */
const quartersOf = (bytes: readonly number[]): string[] => {
  const size = Math.floor(bytes.length / 4)
  return [0, 1, 2, 3].map((at) => `${whole(median(bytes.slice(at * size, (at + 1) * size)) / megabyte)} MB`)
}

export const loadText = (options: LoadOptions, { loaded, held, ...bench }: LoadBench): string => {
  const { members, exporters, organisations, devices, look, minutes } = options
  const right = { numeric: true }
  const failed = Object.entries(loaded.errors)
  return [
    `${members} members, ${exporters} who take files along, each ${look} seconds at what they see, ${organisations} organisations of ${whole(devices)} devices read without a pause, ${minutes} minutes`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    '',
    table(
      [
        { header: 'what is asked for' },
        { header: 'times', ...right },
        { header: 'p50, ms', ...right },
        { header: 'p95, ms', ...right },
      ],
      [...loaded.pages, { path: 'all', asked: loaded.asked, times: loaded.all }].map(
        ({ path, asked, times }) => [path, whole(asked), whole(times.p50), whole(times.p95)],
      ),
    ),
    '',
    `Errors: ${failed.length === 0 ? '0' : failed.map(([what, times]) => `${what} (${times})`).join(', ')}; readings finished: ${loaded.readings.finished}, failed: ${loaded.readings.failed}`,
    '',
    table(
      [
        { header: 'memory, median of each quarter' },
        ...['1st', '2nd', '3rd', '4th'].map((header) => ({ header, ...right })),
      ],
      [
        ['web server', ...quartersOf(held.web)],
        ['worker', ...quartersOf(held.worker)],
      ],
    ),
  ].join('\n')
}
