import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type AuditBenchOptions, auditJson, auditText, benchAudit } from './audit.ts'
import { benchChaos, type ChaosOptions } from './chaos/chaos.ts'
import { chaosJson, chaosText, violationsOf } from './chaos/chaos-result.ts'
import { benchKills, type KillsOptions } from './kills.ts'
import { killsJson, killsText, verdictsOf } from './kills-result.ts'
import { benchLoad, type LoadOptions } from './load.ts'
import { loadJson, loadText } from './load-result.ts'
import { benchPages } from './pages.ts'
import { pagesJson, pagesText } from './pages-result.ts'
import { benchPdf, type PdfBenchOptions } from './pdf.ts'
import { pdfJson, pdfText } from './pdf-result.ts'
import { benchReading, type ReadingBenchOptions } from './reading.ts'
import { resultJson, resultText } from './result.ts'
import { benchStart, startText } from './start.ts'

/** `npm run bench -- reading --devices 100000`, `npm run bench -- pages --devices 1000000`,
 * `npm run bench -- kills`, `npm run bench -- chaos`, `npm run bench -- pdf`, `npm run bench -- audit`, `npm run bench -- load`,
 * `npm run bench -- start`: see bench/README.md. */
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a whole number.')
  return Number(text)
}

/** Fewer devices than these have no token of each kind with rows. */
const fewestDevices = 100
const devices = (text: string): number => {
  const count = whole(text)
  if (count < fewestDevices) throw new InvalidArgumentError(`It takes at least ${fewestDevices}.`)
  return count
}

const counts = (text: string): number[] => text.split(',').map(devices)

const percent = (text: string): number => {
  const value = Number(text.replace(/\s*%$/, ''))
  if (!(value >= 0 && value <= 50)) throw new InvalidArgumentError('It takes a percentage from 0 to 50.')
  return value / 100
}

type Flags = {
  devices: number
  runs: number
  changed: number
  rivalDevices: number
  createManyDevices?: number
  pages?: string
  seed: string
  json?: true
}

type KillsFlags = Omit<KillsOptions, 'pagesFolder'> & { pages?: string; json?: true }

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
}

// Asked once, the bench ends what it started; a second Ctrl-C ends the process where it stands.
const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())

const program = new Command('npm run bench --').description(
  'Measures Pomona against other ways, on this machine.',
)
program
  .command('reading')
  .description('A reading, the least it could take, and what people write today.')
  .option('--devices <count>', 'managed devices of the tenant', devices, 100_000)
  .option('--runs <count>', 'times each is measured', whole, 1)
  .option('--changed <percent>', 'rows that differ in the third reading', percent, 0.01)
  .option(
    '--rival-devices <count>',
    'devices of the tenant upsert is tried on; 0 leaves Prisma out',
    whole,
    20_000,
  )
  .option(
    '--create-many-devices <count>',
    'devices of the tenant createMany is tried on (default: all)',
    devices,
  )
  .option('--pages <folder>', 'keep the written pages here for another time')
  .option('--seed <text>', 'another tenant of the same size', 'Lindegaard')
  .option('--json', 'the result as JSON')
  .action(async (flags: Flags) => {
    const options: ReadingBenchOptions = {
      devices: flags.devices,
      runs: Math.max(1, flags.runs),
      changed: flags.changed,
      rivalDevices: Math.min(flags.rivalDevices, flags.devices),
      createManyDevices: Math.min(flags.createManyDevices ?? flags.devices, flags.devices),
      pagesFolder: flags.pages === undefined ? null : resolve(flags.pages),
      seed: flags.seed,
    }
    const bench = await benchReading(options, say, interruption.signal)
    const result = flags.json
      ? JSON.stringify(resultJson(options, bench), null, 2)
      : resultText(options, bench)
    process.stdout.write(`${result}\n`)
  })

program
  .command('pages')
  .description('What the server takes for each page, and the plain SQL of the same rows.')
  .option('--devices <count>', 'devices of the organisation', devices, 100_000)
  .option('--connections <count>', 'connections of a second, smaller organisation', whole, 3000)
  .option('--calls <count>', 'times each page is asked for', whole, 200)
  .option('--json', 'the result as JSON')
  .action(async (flags: { devices: number; connections: number; calls: number; json?: true }) => {
    const options = { ...flags, connections: Math.max(5, flags.connections), calls: Math.max(1, flags.calls) }
    const bench = await benchPages(options, say, interruption.signal)
    const result = flags.json ? JSON.stringify(pagesJson(options, bench), null, 2) : pagesText(options, bench)
    process.stdout.write(`${result}\n`)
  })

program
  .command('kills')
  .description('Readings whose worker or database is killed again and again, beside undisturbed ones.')
  .option('--devices <count>', 'managed devices of the tenant', devices, 200_000)
  .option('--kills <count>', 'kills of both readings together', whole, 20)
  .option('--changed <percent>', 'rows that differ in the second reading', percent, 0.01)
  .option('--pages <folder>', 'keep the written pages here for another time')
  .option('--seed <text>', 'other moments to kill at', 'Lindegaard')
  .option('--json', 'the result as JSON')
  .action(async ({ pages, json, ...flags }: KillsFlags) => {
    const options: KillsOptions = { ...flags, pagesFolder: pages === undefined ? null : resolve(pages) }
    const bench = await benchKills(options, say, interruption.signal)
    const result = json ? JSON.stringify(killsJson(options, bench), null, 2) : killsText(options, bench)
    process.stdout.write(`${result}\n`)
    if (verdictsOf(bench).some(({ holds }) => !holds)) process.exitCode = 1
  })

program
  .command('chaos')
  .description('A production instance at work, while one thing after the other goes wrong.')
  .option('--rounds <count>', 'times each fault is struck', whole, 2)
  .option('--devices <count>', 'managed devices of the tenant', devices, 640)
  .option('--only <text>', 'only faults whose name contains it', '')
  .option('--seed <text>', 'other moments to strike at', 'Lindegaard')
  .option('--json', 'the result as JSON')
  .action(async ({ json, ...flags }: ChaosOptions & { json?: true }) => {
    const options = { ...flags, rounds: Math.max(1, flags.rounds) }
    const bench = await benchChaos(options, say, interruption.signal)
    const result = json ? JSON.stringify(chaosJson(options, bench), null, 2) : chaosText(options, bench)
    process.stdout.write(`${result}\n`)
    if (violationsOf(bench).length > 0) process.exitCode = 1
  })

program
  .command('pdf')
  .description(
    'A report that names each device, bare Typst, Chromium and @react-pdf/renderer; pages meanwhile.',
  )
  .option(
    '--devices <counts>',
    'devices of the organisations, with commas between',
    counts,
    [100, 1000, 10_000, 100_000],
  )
  .option('--runs <count>', 'times each is measured', whole, 1)
  .option('--rival-seconds <count>', 'how long a rival may take', whole, 200)
  .option('--calls <count>', 'pages asked for while nothing else happens; 0 leaves them out', whole, 200)
  .option('--json', 'the result as JSON')
  .action(async ({ json, ...flags }: PdfBenchOptions & { json?: true }) => {
    const options = { ...flags, runs: Math.max(1, flags.runs) }
    const bench = await benchPdf(options, say, interruption.signal)
    const result = json ? JSON.stringify(pdfJson(options, bench), null, 2) : pdfText(options, bench)
    process.stdout.write(`${result}\n`)
  })

program
  .command('audit')
  .description('Verifying an audit log, from its tables and from a file, and the least that takes.')
  .option('--events <count>', 'events of the log', whole, 500_000)
  .option('--runs <count>', 'times each is measured', whole, 3)
  .option('--json', 'the result as JSON')
  .action(async ({ json, ...flags }: AuditBenchOptions & { json?: true }) => {
    const options = { events: Math.max(1, flags.events), runs: Math.max(1, flags.runs) }
    const bench = await benchAudit(options, say, interruption.signal)
    const result = json ? JSON.stringify(auditJson(options, bench), null, 2) : auditText(options, bench)
    process.stdout.write(`${result}\n`)
  })

program
  .command('load')
  .description('Web server and worker while many members go about their work, and readings run.')
  .option('--members <count>', 'who go from page to page', whole, 200)
  .option('--exporters <count>', 'who take files along', whole, 20)
  .option('--organisations <count>', 'organisations, each read without a pause', whole, 5)
  .option('--devices <count>', 'devices of each', devices, 2000)
  .option('--look <seconds>', 'how long somebody looks at a page before the next', whole, 30)
  .option('--minutes <count>', 'how long', whole, 10)
  .option('--json', 'the result as JSON')
  .action(async ({ json, ...flags }: LoadOptions & { json?: true }) => {
    const options = {
      ...flags,
      organisations: Math.max(1, flags.organisations),
      minutes: Math.max(1, flags.minutes),
    }
    const bench = await benchLoad(options, say, interruption.signal)
    const result = json ? JSON.stringify(loadJson(options, bench), null, 2) : loadText(options, bench)
    process.stdout.write(`${result}\n`)
  })

program
  .command('start')
  .description('How long a start takes, and the web server alone.')
  .option('--runs <count>', 'starts on the same data', whole, 5)
  .option('--json', 'the result as JSON')
  .action(async ({ runs, json }: { runs: number; json?: true }) => {
    const bench = await benchStart({ runs: Math.max(1, runs) }, say, interruption.signal)
    process.stdout.write(`${json ? JSON.stringify(bench, null, 2) : startText(bench)}
`)
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!interruption.signal.aborted) throw error
  say('The bench was ended before its time.')
  process.exitCode = 1
}
