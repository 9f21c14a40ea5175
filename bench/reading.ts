import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Asked } from '#sandbox/scale/build.ts'
import { contenderRunner, type Environment, type RunContender, workerFlags } from './contender.ts'
import { type BenchDatabases, startDatabases } from './database.ts'
import { type Measured, makeRecord, type Run } from './measure.ts'
import { phasesOf } from './phases.ts'
import type { ScaleProcess } from './scale-process.ts'
import { learnAsked, openTenants, prepare, type Say } from './tenants.ts'

export type ReadingBenchOptions = {
  devices: number
  runs: number
  changed: number
  /** The tenant `upsert` is tried on: one row at a time takes too long for the whole. 0 leaves Prisma out. */
  rivalDevices: number
  /** The tenant `createMany` is tried on. */
  createManyDevices: number
  /** Keeps the pages for another time; null: they go with the run. */
  pagesFolder: string | null
  seed: string
}

export type ReadingBench = {
  postgres: string
  /** What the machine was busy with before: processes that ran or wanted to, over the last minute. */
  loadBefore: number
  rows: ScaleProcess['rows']
  measured: Measured[]
}

export const contenders = {
  first: 'Pomona, first reading',
  unchanged: 'Pomona, nothing changed',
  changed: 'Pomona, some rows changed',
  copy: 'floor: fetch, JSON.parse, COPY',
  parse: 'floor: fetch, JSON.parse',
  createMany: 'Graph client, Prisma createMany',
  upsert: 'Graph client, Prisma upsert',
} as const

/** What every measurement needs. */
type Stage = {
  databases: BenchDatabases
  run: RunContender
  /** The same after all is written out, with the processor time the database took. */
  measure: <Found>(
    name: string,
    job: unknown,
    environment: Environment,
    flags?: readonly string[],
  ) => Promise<Run & { found: Found }>
  record: ReturnType<typeof makeRecord>
  tell: Say
}

const totalOf = ({ devices, identities, licences }: ScaleProcess['rows']): number =>
  devices + identities + licences

/**
 * Everything in one run, one after the other, on one machine and one PostgreSQL. Whatever it starts ends with it, also
 * when the signal ends it before its time.
 */
export const benchReading = async (
  options: ReadingBenchOptions,
  say: Say,
  signal: AbortSignal,
): Promise<ReadingBench> => {
  const { devices, runs, changed, rivalDevices, createManyDevices } = options
  const [loadBefore = 0] = loadavg()
  const databases = await startDatabases()
  const folder = options.pagesFolder ?? join(databases.folder, 'pages')
  const tenants = openTenants(folder, options.seed, say)
  try {
    const run = contenderRunner(signal)
    const asked = await learnAsked(databases, run)
    const now = await tenants.get(asked, devices, 0)
    const later = await tenants.get(asked, devices, changed)
    const record = makeRecord()
    for (let round = 1; round <= runs; round += 1) {
      const tell = (name: string) => say(`Run ${round} of ${runs}: ${name}`)
      const stage: Stage = { databases, run, measure: measuring(databases, run), record, tell }
      await measureFloors(stage, now, asked)
      await measureOurs(stage, now, later)
      if (rivalDevices === 0) continue
      await measureRival(stage, await tenants.get(asked, createManyDevices, 0), asked, 'createMany')
      await measureRival(stage, await tenants.get(asked, rivalDevices, 0), asked, 'upsert')
    }
    return { postgres: databases.version, loadBefore, rows: now.rows, measured: record.all() }
  } finally {
    await tenants.stop()
    await databases.stop()
  }
}

const measuring =
  (databases: BenchDatabases, run: RunContender): Stage['measure'] =>
  async <Found>(name: string, job: unknown, environment: Environment, flags?: readonly string[]) => {
    await databases.settle()
    const before = databases.processorSeconds()
    const performance = await run<Found>(name, job, environment, flags)
    const after = databases.processorSeconds()
    const databaseSeconds = before === null || after === null ? null : after - before
    return { ...performance, databaseSeconds }
  }

const measureFloors = async (stage: Stage, tenant: ScaleProcess, asked: Asked): Promise<void> => {
  const { url, rows } = tenant
  const { databaseUrl, environment, prepared } = await prepare(stage, url)
  const jobs = [
    { name: 'copy', job: { url, asked, databaseUrl, ...prepared } },
    { name: 'parse', job: { url, asked } },
  ] as const
  for (const { name, job } of jobs) {
    stage.tell(contenders[name])
    const floor = await stage.measure<{ rows: number }>(name, job, environment)
    stage.record.add(contenders[name], totalOf(rows), complete(floor, rows))
  }
}

/** A contender that leaves rows out would look fast. */
const complete = <Result extends { found: { rows: number } }>(
  result: Result,
  rows: ScaleProcess['rows'],
): Result => {
  if (result.found.rows === totalOf(rows)) return result
  throw new Error(`A contender read ${result.found.rows} rows of ${totalOf(rows)}.`)
}

const measureOurs = async (stage: Stage, now: ScaleProcess, later: ScaleProcess): Promise<void> => {
  const { databases } = stage
  const { databaseUrl, prepared } = await prepare(stage, now.url)
  for (const [name, { url, rows, truth }] of [
    [contenders.first, now],
    [contenders.unchanged, now],
    [contenders.changed, later],
  ] as const) {
    stage.tell(name)
    const environment = databases.environment(databaseUrl, url)
    const read = await stage.measure<{ readingId: string }>('pomona', prepared, environment, workerFlags)
    const { totals, ...phases } = await phasesOf(databaseUrl, read.found.readingId, read.seconds)
    const { devices, people } = truth.organisation
    if (totals.devices !== devices || totals.people !== people)
      throw new Error(`${name} counted ${JSON.stringify(totals)}, not ${JSON.stringify(truth.organisation)}.`)
    stage.record.add(name, totalOf(rows), read, phases)
  }
}

const measureRival = async (
  stage: Stage,
  { url, rows }: ScaleProcess,
  asked: Asked,
  way: 'createMany' | 'upsert',
): Promise<void> => {
  const { environment, prepared } = await prepare(stage, url)
  stage.tell(contenders[way])
  const job = { url, asked, way, ...prepared }
  const rival = await stage.measure<{ rows: number }>('graph-client', job, environment)
  stage.record.add(contenders[way], totalOf(rows), complete(rival, rows))
}
