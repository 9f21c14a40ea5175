import { join } from 'node:path'
import type { Asked } from '#sandbox/scale/build.ts'
import { startSandbox } from '#sandbox/server.ts'
import { askedIn } from './asked.ts'
import type { Environment, RunContender } from './contender.ts'
import type { Prepared, PrepareJob } from './contenders/prepare.ts'
import type { BenchDatabases } from './database.ts'
import { type ScaleProcess, startScaleProcess } from './scale-process.ts'

export type Say = (sentence: string) => void

type Stage = { databases: BenchDatabases; run: RunContender }

/** Tenants of any size and share of changes, each started once. */
export const openTenants = (folder: string, seed: string, say: Say) => {
  const started = new Map<string, ScaleProcess>()
  return {
    get: async (asked: Asked, devices: number, changed: number): Promise<ScaleProcess> => {
      const name = `${devices}-${changed}`
      const known = started.get(name)
      if (known) return known
      say(`Writing the pages of ${devices} devices${changed === 0 ? '' : ', some of them changed'}`)
      const tenant = await startScaleProcess(join(folder, name), { devices, changed, seed, asked })
      started.set(name, tenant)
      return tenant
    },
    stop: async () => {
      for (const tenant of started.values()) await tenant.stop()
    },
  }
}

type Ready = { databaseUrl: string; environment: Environment; prepared: Prepared }

/** A fresh database with an organisation whose registration leads to this Graph. */
export const prepare = async (
  { databases, run }: Stage,
  graphUrl: string,
  job: PrepareJob = {},
): Promise<Ready> => {
  const databaseUrl = await databases.fresh()
  const environment = databases.environment(databaseUrl, graphUrl)
  const { found } = await run<Prepared>('prepare', job, environment)
  return { databaseUrl, environment, prepared: found }
}

/** One reading of the small tenant; what it asked for is what the large one has pages for. */
export const learnAsked = async (databases: BenchDatabases, run: RunContender): Promise<Asked> => {
  const sandbox = await startSandbox({ devices: 60 })
  try {
    const { environment, prepared } = await prepare({ databases, run }, sandbox.url)
    await run('pomona', prepared, environment)
    return askedIn(sandbox.control.calls())
  } finally {
    await sandbox.close()
  }
}
