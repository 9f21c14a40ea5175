import { median } from '../measure.ts'
import { machine, measuredHere } from '../result.ts'
import { table } from '../table.ts'
import type { ChaosBench, ChaosOptions } from './chaos.ts'

export const chaosJson = (options: ChaosOptions, bench: ChaosBench) => ({
  ...measuredHere(),
  options,
  ...bench,
})

/** How often something that has to hold did not. */
export const violationsOf = ({ rounds }: ChaosBench): string[] =>
  rounds.flatMap(({ fault, findings }) =>
    findings.flatMap(({ violations }) => violations.map((each) => `${fault}: ${each}`)),
  )

const seconds = (value: number): string => `${value.toFixed(1)} s`
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const right = { numeric: true }

const faultsTable = ({ rounds }: ChaosBench): string =>
  table(
    [
      { header: 'fault' },
      { header: 'rounds', ...right },
      { header: 'recovered, median', ...right },
      { header: 'worst', ...right },
      { header: 'sent', ...right },
      { header: 'unanswered', ...right },
      { header: 'tried again', ...right },
      { header: 'violations', ...right },
    ],
    [...Map.groupBy(rounds, ({ fault }) => fault)].map(([fault, of]) => {
      const times = of.flatMap(({ recovered }) => recovered ?? [])
      return [
        fault,
        String(of.length),
        times.length === 0 ? '' : seconds(median(times)),
        times.length < of.length ? 'never' : seconds(Math.max(...times)),
        ...[
          of.map(({ sent }) => sent),
          of.map(({ lost }) => lost),
          of.map(({ triedAgain }) => triedAgain),
        ].map((each) => String(sum(each))),
        String(sum(of.flatMap(({ findings }) => findings.map(({ violations }) => violations.length)))),
      ]
    }),
  )

const findingsTable = ({ rounds }: ChaosBench): string =>
  table(
    [{ header: 'invariant' }, { header: 'looked at', ...right }, { header: 'violations', ...right }],
    [
      ...Map.groupBy(
        rounds.flatMap(({ findings }) => findings),
        ({ what }) => what,
      ),
    ].map(([what, of]) => [
      what,
      sum(of.map(({ looked }) => looked)).toLocaleString('en-GB'),
      String(sum(of.map(({ violations }) => violations.length))),
    ]),
  )

export const chaosText = (options: ChaosOptions, bench: ChaosBench): string =>
  [
    `${bench.rounds.length} rounds in ${bench.minutes.toFixed(0)} minutes, a tenant of ${options.devices} devices, seed "${options.seed}"; ${bench.hasVolume ? 'data on a file system of their own in memory' : 'data on the disk of the machine'}; started again ${bench.startedAgain} times`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    '',
    faultsTable(bench),
    '',
    findingsTable(bench),
    ...bench.leftOut.map(({ fault, why }) => `\nLeft out: ${fault}, since ${why}.`),
    ...violationsOf(bench).map((violation) => `\n${violation}`),
  ].join('\n')
