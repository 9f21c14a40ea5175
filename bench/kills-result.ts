import type { KillsBench, KillsOptions } from './kills.ts'
import { machine, measuredHere } from './result.ts'
import { table } from './table.ts'

type Verdict = { reading: string; what: string; holds: boolean; seen: string }

/** What has to hold for a kill to do no harm. */
export const verdictsOf = ({ readings }: KillsBench): Verdict[] =>
  readings.flatMap(({ name: reading, differing, kills }) => {
    const partial = kills.filter(({ isUntouched }) => !isUntouched).length
    const hung = kills.filter(({ endedByItself }) => !endedByItself).length
    const inBoth = new Set(kills.map(({ victim, phase }) => `${victim} ${phase}`)).size
    return [
      {
        reading,
        what: 'ends in the state of the undisturbed one',
        holds: differing.length === 0,
        seen: differing.length === 0 ? 'equal' : `different: ${differing.join(', ')}`,
      },
      {
        reading,
        what: 'nothing of it is seen before its end',
        holds: partial === 0,
        seen: `${kills.length - partial} of ${kills.length} looks`,
      },
      {
        reading,
        what: 'a worker whose database died ends by itself',
        holds: hung === 0,
        seen: hung === 0 ? 'all' : `${hung} did not`,
      },
      {
        reading,
        what: 'worker and database were killed in pages and in the merge',
        holds: inBoth === 4,
        seen: `${inBoth} of 4`,
      },
    ]
  })

/** The same as data. */
export const killsJson = (options: KillsOptions, bench: KillsBench) => ({
  ...measuredHere(),
  postgres: bench.postgres,
  loadBefore: bench.loadBefore,
  options,
  rows: bench.rows,
  readings: bench.readings.map(({ databaseUrl: _, ...reading }) => reading),
  verdicts: verdictsOf(bench),
})

const seconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const right = { numeric: true }

const killsTable = ({ readings }: KillsBench): string =>
  table(
    [
      { header: 'reading' },
      { header: 'killed' },
      { header: 'in' },
      { header: 'after pages', ...right },
      { header: 'asked again', ...right },
      { header: 'goes on after', ...right },
    ],
    readings.flatMap(({ name, kills }) =>
      kills.map(({ victim, phase, pages, askedAgain, goesOnAfter }) => [
        name,
        victim,
        phase,
        String(pages),
        String(askedAgain),
        `${seconds(goesOnAfter)} s`,
      ]),
    ),
  )

const totalsTable = ({ readings }: KillsBench): string =>
  table(
    [
      { header: 'reading' },
      { header: 'pages', ...right },
      { header: 'kills', ...right },
      { header: 'too late', ...right },
      { header: 'turned away', ...right },
      { header: 'asked again', ...right },
      { header: 'undisturbed', ...right },
      { header: 'killed', ...right },
    ],
    readings.map(({ name, kills, tooLate, turnedAway, undisturbed, seconds: taken }) => [
      name,
      String(undisturbed.pages),
      String(kills.length),
      String(tooLate),
      String(turnedAway),
      String(sum(kills.map(({ askedAgain }) => askedAgain))),
      `${seconds(undisturbed.seconds)} s`,
      `${seconds(taken)} s`,
    ]),
  )

export const killsText = (options: KillsOptions, bench: KillsBench): string => {
  const { devices, identities, licences } = bench.rows
  const count = (value: number) => value.toLocaleString('en-GB')
  return [
    `${count(devices)} devices, ${count(identities)} identities, ${count(licences)} licences; ${options.changed * 100} % changed; seed "${options.seed}"`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    '',
    killsTable(bench),
    '',
    totalsTable(bench),
    '',
    table(
      [{ header: 'reading' }, { header: 'verdict' }, { header: 'holds' }, { header: 'seen' }],
      verdictsOf(bench).map(({ reading, what, holds, seen }) => [reading, what, holds ? 'yes' : 'NO', seen]),
    ),
  ].join('\n')
}
