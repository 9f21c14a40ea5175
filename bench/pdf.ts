import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '#adapters/free-port.ts'
import { type VolumeFacts, volumeFactsSchema } from '#domain/report/device-annex.ts'
import { answered, born, run as runScript } from './born.ts'
import { contenderRunner, workerFlags } from './contender.ts'
import type { Drawn, OursJob } from './contenders/pdf-ours.ts'
import type { RowsJob } from './contenders/pdf-typst.ts'
import type { Visited, VisitorJob } from './contenders/pdf-visitor.ts'
import { type BenchDatabases, queryOnce, startDatabases } from './database.ts'
import { fillOrganisation } from './pages-organisation.ts'
import { watchTree } from './tree-memory.ts'

export type PdfBenchOptions = {
  /** Devices of the organisations. */
  devices: number[]
  runs: number
  /** How long a rival may take; longer is not waited for. */
  rivalSeconds: number
  /** Pages asked for while nothing else happens; 0 leaves the visitor out. */
  calls: number
}

export const contenders = {
  ours: 'ours: report and volumes',
  alone: 'ours: the report alone',
  typst: 'floor: bare Typst',
  react: '@react-pdf/renderer',
  chromium: 'Chromium, print to PDF',
}

/** One contender with one number of rows; `seconds` is null where it failed or was not waited for. */
export type DrawnRun = Drawn & { name: string; seconds: number | null; peakBytes: number }

export type PdfBench = {
  postgres: string
  loadBefore: number
  drawn: { devices: number; runs: DrawnRun[] }[]
  visited: (Visited & { devices: number }) | null
}

/** Draws the same devices in each way, one after the other, then asks for pages while the most are drawn. */
export const benchPdf = async (
  options: PdfBenchOptions,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<PdfBench> => {
  const [loadBefore = 0] = loadavg()
  const databases = await startDatabases()
  try {
    const drawn = []
    for (const devices of options.devices) {
      say(`Filling an organisation of ${devices} devices`)
      const databaseUrl = await databases.fresh()
      const organisationId = await fill(databaseUrl, devices)
      await databases.settle()
      const runs: DrawnRun[] = []
      for (let turn = 1; turn <= options.runs; turn += 1) {
        runs.push(...(await drawAll({ databases, databaseUrl, organisationId }, options, say, signal)))
      }
      drawn.push({ devices, runs })
    }
    const most = Math.max(...options.devices)
    const visited =
      options.calls === 0
        ? null
        : await visit(databases, { devices: most, calls: options.calls }, say, signal)
    return { postgres: databases.version, loadBefore, drawn, visited }
  } finally {
    await databases.stop()
  }
}

type Place = { databases: BenchDatabases; databaseUrl: string; organisationId: string }

const drawAll = async (
  { databases, databaseUrl, organisationId }: Place,
  { rivalSeconds }: PdfBenchOptions,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<DrawnRun[]> => {
  const environment = databases.environment(databaseUrl, 'http://127.0.0.1:1')
  const draw = async <Found extends Drawn>(
    name: keyof typeof contenders,
    [script, job]: [string, OursJob | RowsJob],
    limit: AbortSignal = signal,
  ): Promise<{ run: DrawnRun; found: Found | null }> => {
    say(`Drawing: ${contenders[name]}`)
    let tree: ReturnType<typeof watchTree> | null = null
    const run = contenderRunner(limit, (pid) => {
      tree = watchTree(pid)
    })
    const watched = () => tree as ReturnType<typeof watchTree> | null
    try {
      // The worker's heap is small; others get what Node gives by itself.
      const flags = name === 'ours' || name === 'alone' ? workerFlags : []
      const { seconds, found } = await run<Found>(script, job, environment, flags)
      const { rows, pages, bytes } = found
      const peakBytes = watched()?.peakBytes() ?? 0
      return { run: { name: contenders[name], rows, pages, bytes, seconds, peakBytes }, found }
    } catch (error) {
      signal.throwIfAborted()
      say(`${contenders[name]}: ${error instanceof Error ? error.message : error}`)
      const nothing = {
        rows: 0,
        pages: null,
        bytes: 0,
        seconds: null,
        peakBytes: watched()?.peakBytes() ?? 0,
      }
      return { run: { name: contenders[name], ...nothing }, found: null }
    } finally {
      watched()?.stop()
    }
  }
  const alone = await draw('alone', ['pdf-ours', { organisationId, annex: null }])
  const ours = await draw<Drawn & { reportId: string }>('ours', [
    'pdf-ours',
    { organisationId, annex: 'devices' },
  ])
  if (!ours.found) throw new Error('Our own report was not drawn.')
  const rowsFile = join(databases.folder, 'rows.json')
  await writeFile(rowsFile, JSON.stringify(await rowsOf(databaseUrl, ours.found.reportId)))
  const rivals = []
  for (const [name, script] of [
    ['typst', 'pdf-typst'],
    ['chromium', 'pdf-chromium'],
    ['react', 'pdf-react'],
  ] as const) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(rivalSeconds * 1000)])
    rivals.push((await draw(name, [script, { rowsFile }], limit)).run)
  }
  return [ours.run, alone.run, ...rivals]
}

/** The texts that our volumes print, for the others to print. */
const rowsOf = async (databaseUrl: string, reportId: string): Promise<string[][]> => {
  const volumes = await queryOnce<{ facts: VolumeFacts }>(
    databaseUrl,
    'select facts from report_volume where report_id = $1 order by number',
    [reportId],
  )
  return volumes.flatMap(({ facts }) =>
    volumeFactsSchema
      .parse(facts)
      .devices.map(({ serial, name, person, services, since }) => [
        serial ?? 'none',
        name ?? '–',
        person?.upn ?? '–',
        services.join(', ').toUpperCase(),
        since.slice(0, 10),
      ]),
  )
}

const visit = async (
  databases: BenchDatabases,
  { devices, calls }: { devices: number; calls: number },
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<Visited & { devices: number }> => {
  say('Building, where that is needed')
  await runScript(['start/build.ts'], {}, signal)
  const databaseUrl = await databases.fresh()
  const organisationId = await fill(databaseUrl, devices)
  await databases.settle()
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const environment = {
    ...databases.environment(databaseUrl, 'http://127.0.0.1:1'),
    PORT: port,
    POMONA_URL: url,
  }
  const webEnvironment = { ...environment, POMONA_LISTEN: '127.0.0.1' }
  const web = born(['start/web-server.ts'], webEnvironment, signal)
  const worker = born([...workerFlags, 'worker/main.ts'], environment, signal)
  try {
    await answered(web, url)
    say(`Visiting pages, then while ${devices} devices are drawn`)
    const job: VisitorJob = { url, organisationId, calls }
    const { found } = await contenderRunner(signal)<Visited>('pdf-visitor', job, environment)
    return { ...found, devices }
  } finally {
    web.kill('SIGTERM')
    worker.kill('SIGTERM')
  }
}

const fill = async (databaseUrl: string, devices: number): Promise<string> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await fillOrganisation(client, { devices, connections: 5, readings: 6 })
  } finally {
    await client.end()
  }
}
