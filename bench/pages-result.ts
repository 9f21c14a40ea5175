import type { PagesBench, PagesBenchOptions } from './pages.ts'
import { machine, measuredHere } from './result.ts'
import { table } from './table.ts'

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const milliseconds = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

/** The same as data; times are milliseconds. */
export const pagesJson = (options: PagesBenchOptions, bench: PagesBench) => ({
  ...measuredHere(),
  options,
  ...bench,
})

const right = { numeric: true }

export const pagesText = ({ calls }: PagesBenchOptions, bench: PagesBench): string =>
  [
    `${calls} calls of each page, in milliseconds; aim: p95 ≤ 100`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    ...bench.organisations.flatMap(({ devices, connections, pages }) => [
      '',
      `${whole(devices)} devices, ${whole(connections)} connections`,
      '',
      table(
        [
          { header: 'page' },
          { header: 'p50', ...right },
          { header: 'p95', ...right },
          { header: 'statements', ...right },
          { header: 'in PostgreSQL', ...right },
          { header: 'plain SQL p50', ...right },
          { header: 'plain SQL p95', ...right },
        ],
        pages.map(({ name, ours, plain, statements, sql }) => [
          name,
          milliseconds(ours.p50),
          milliseconds(ours.p95),
          statements.toFixed(statements % 1 === 0 ? 0 : 1),
          milliseconds(sql),
          milliseconds(plain.p50),
          milliseconds(plain.p95),
        ]),
      ),
    ]),
  ].join('\n')
