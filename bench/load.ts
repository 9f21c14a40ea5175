import { loadavg } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#adapters/free-port.ts'
import { answered, born, run } from './born.ts'
import { contenderRunner, workerFlags } from './contender.ts'
import type { Loaded, LoadJob } from './contenders/load.ts'
import type { Prepared } from './contenders/prepare.ts'
import { startDatabases } from './database.ts'
import { learnAsked, openTenants, type Say } from './tenants.ts'
import { heldBy } from './tree-memory.ts'

export type LoadOptions = {
  members: number
  exporters: number
  /** Organisations, each of which is read again and again. */
  organisations: number
  devices: number
  /** Seconds that somebody looks at a page before the next. */
  look: number
  minutes: number
}

export type LoadBench = {
  postgres: string
  loadBefore: number
  loaded: Loaded
  /** Bytes that each process held, with its children, over time. */
  held: Record<'web' | 'worker', number[]>
}

const everyMs = 2000

/**
 * The web server and the worker as in production, while members go from page to page, others take files along, and each
 * organisation is read without a pause. Whatever it starts ends with it, also when the signal ends it before its time.
 */
export const benchLoad = async (
  { members, exporters, organisations, devices, look, minutes }: LoadOptions,
  say: Say,
  signal: AbortSignal,
): Promise<LoadBench> => {
  say('Building, where that is needed…')
  await run(['start/build.ts'], {}, signal)
  const [loadBefore = 0] = loadavg()
  const databases = await startDatabases()
  const tenants = openTenants(join(databases.folder, 'pages'), 'Lindegaard', say)
  try {
    const contend = contenderRunner(signal)
    const tenant = await tenants.get(await learnAsked(databases, contend), devices, 0)
    const port = String(await freePort())
    const url = `http://127.0.0.1:${port}`
    const environment = {
      ...databases.environment(await databases.fresh(), tenant.url),
      PORT: port,
      POMONA_URL: url,
      // Each member comes from an address of their own.
      POMONA_PROXIES: '1',
    }
    const organisationIds: string[] = []
    while (organisationIds.length < organisations) {
      const { found } = await contend<Prepared>('prepare', {}, environment)
      organisationIds.push(found.organisationId)
    }
    const webEnvironment = { ...environment, POMONA_LISTEN: '127.0.0.1' }
    const web = born(['start/web-server.ts'], webEnvironment, signal)
    const worker = born([...workerFlags, 'worker/main.ts'], environment, signal)
    const held: LoadBench['held'] = { web: [], worker: [] }
    const timer = setInterval(() => {
      held.web.push(heldBy(web.pid ?? 0))
      held.worker.push(heldBy(worker.pid ?? 0))
    }, everyMs)
    try {
      await answered(web, url)
      say(
        `${members} members, ${exporters} who take files along, ${organisations} readings: ${minutes} minutes`,
      )
      const pace = { looksMs: look * 1000, seconds: minutes * 60 }
      const job: LoadJob = { url, organisationIds, members, exporters, ...pace }
      const { found: loaded } = await contend<Loaded>('load', job, environment)
      return { postgres: databases.version, loadBefore, loaded, held }
    } finally {
      clearInterval(timer)
      web.kill('SIGTERM')
      worker.kill('SIGTERM')
    }
  } finally {
    await tenants.stop()
    await databases.stop()
  }
}
