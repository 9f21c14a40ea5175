import { loadavg } from 'node:os'
import pg from 'pg'
import { contenderRunner } from './contender.ts'
import type { PagesJob } from './contenders/pages.ts'
import { startDatabases } from './database.ts'
import type { MeasuredPage } from './measure-page.ts'
import { fillOrganisation } from './pages-organisation.ts'

export type PagesBenchOptions = { devices: number; connections: number; calls: number }

export type PagesBench = {
  postgres: string
  loadBefore: number
  organisations: { devices: number; connections: number; pages: MeasuredPage[] }[]
}

/** Of the organisation with many connections: they, not its devices, are what is tried there. */
const devicesBesideConnections = 20_000
const fewConnections = 5
const readings = 6

/** Fills one database with two organisations and asks for each page of both, one after the other. */
export const benchPages = async (
  { devices, connections, calls }: PagesBenchOptions,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<PagesBench> => {
  const [loadBefore = 0] = loadavg()
  const databases = await startDatabases({ statistics: true })
  try {
    const run = contenderRunner(signal)
    const databaseUrl = await databases.fresh()
    const shapes = [
      { devices, connections: fewConnections, readings },
      { devices: Math.min(devices, devicesBesideConnections), connections, readings },
    ]
    const filled = []
    for (const shape of shapes) {
      say(`Filling an organisation of ${shape.devices} devices and ${shape.connections} connections`)
      filled.push({ ...shape, organisationId: await fill(databaseUrl, shape) })
    }
    await databases.settle()
    const organisations = []
    for (const { organisationId, ...shape } of filled) {
      say(`Asking for the pages of the organisation of ${shape.devices} devices`)
      const job: PagesJob = { organisationId, databaseUrl, calls }
      const environment = databases.environment(databaseUrl, 'http://127.0.0.1:1')
      const { found } = await run<MeasuredPage[]>('pages', job, environment)
      organisations.push({ devices: shape.devices, connections: shape.connections, pages: found })
    }
    return { postgres: databases.version, loadBefore, organisations }
  } finally {
    await databases.stop()
  }
}

const fill = async (databaseUrl: string, shape: Parameters<typeof fillOrganisation>[1]): Promise<string> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await fillOrganisation(client, shape)
  } finally {
    await client.end()
  }
}
