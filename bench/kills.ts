import { loadavg } from 'node:os'
import { join } from 'node:path'
import { contenderRunner, type RunContender } from './contender.ts'
import { type BenchDatabases, startDatabases } from './database.ts'
import { planKills } from './kills-plan.ts'
import { type KilledReading, readUnderFire } from './kills-reading.ts'
import { type Look, openLook, until } from './kills-watch.ts'
import { openReader } from './reader.ts'
import type { ScaleProcess } from './scale-process.ts'
import { learnAsked, openTenants, prepare, type Say } from './tenants.ts'

export type KillsOptions = {
  devices: number
  kills: number
  changed: number
  seed: string
  pagesFolder: string | null
}

export type KillsBench = {
  postgres: string
  loadBefore: number
  rows: ScaleProcess['rows']
  readings: (KilledReading & { name: string; undisturbed: Whole; differing: string[] })[]
}

/** What an undisturbed reading took and left. */
type Whole = { pages: number; seconds: number; mergeSeconds: number; hashes: Record<string, string> }

/** Marks follow from the link's id: both organisations have the same. */
const linkId = '01a00000-0000-7000-8000-00000000000a'

type Stage = { databases: BenchDatabases; run: RunContender; tenants: ScaleProcess[]; signal: AbortSignal }

/**
 * Two readings that nobody disturbs, and the same two in another database, killed again and again until they are through.
 * Whatever it starts ends with it, also when the signal ends it before its time.
 */
export const benchKills = async (
  { devices, kills, changed, seed, pagesFolder }: KillsOptions,
  say: Say,
  signal: AbortSignal,
): Promise<KillsBench> => {
  const [loadBefore = 0] = loadavg()
  const databases = await startDatabases()
  const written = openTenants(pagesFolder ?? join(databases.folder, 'pages'), 'Lindegaard', say)
  try {
    const run = contenderRunner(signal)
    const asked = await learnAsked(databases, run)
    const now = await written.get(asked, devices, 0)
    const later = await written.get(asked, devices, changed)
    const stage = { databases, run, tenants: [now, later], signal }
    const wholes = await readUndisturbed(stage, say)
    const readings = await readKilled(stage, wholes, { kills, seed }, say)
    return { postgres: databases.version, loadBefore, rows: now.rows, readings }
  } finally {
    await written.stop()
    await databases.stop()
  }
}

const names = ['first reading', 'some rows changed']

const readUndisturbed = async ({ databases, run, tenants, signal }: Stage, say: Say): Promise<Whole[]> => {
  const [begin] = tenants
  const { databaseUrl, environment, prepared } = await prepare({ databases, run }, begin?.url ?? '', {
    linkId,
  })
  const { organisationId } = prepared
  const wholes: Whole[] = []
  for (const [at, { url: graphUrl }] of tenants.entries()) {
    say(`Undisturbed: ${names[at]}`)
    const { found } = await run<{ readingId: string }>('request', { organisationId }, environment)
    await databases.settle()
    const startedAt = performance.now()
    const reader = openReader(environment)
    const kill = () => reader.kill()
    signal.addEventListener('abort', kill, { once: true })
    await reader.start({ databaseUrl, graphUrl, readings: [{ organisationId, readingId: found.readingId }] })
    const look = await openLook(databaseUrl, organisationId, found.readingId)
    const mergeSeconds = await timeMerge(look, signal)
    const answers = await reader.answers
    signal.removeEventListener('abort', kill)
    if (answers?.[0]?.came !== 'finished')
      throw new Error(`The reading ended with ${JSON.stringify(answers)}.`)
    const seconds = (performance.now() - startedAt) / 1000
    wholes.push({ seconds, mergeSeconds, pages: await look.pages(), hashes: await look.hashes() })
    await look.close()
  }
  return wholes
}

const timeMerge = async (look: Look, signal: AbortSignal): Promise<number> => {
  await until(async () => (await look.isMerging()) || (await look.isFinished()), signal)
  const startedAt = performance.now()
  await until(look.isFinished, signal)
  return (performance.now() - startedAt) / 1000
}

const readKilled = async (
  { databases, run, tenants, signal }: Stage,
  wholes: readonly Whole[],
  { kills, seed }: { kills: number; seed: string },
  say: Say,
): Promise<KillsBench['readings']> => {
  const [begin] = tenants
  const ready = await prepare({ databases, run }, begin?.url ?? '', { linkId })
  const { organisationId } = ready.prepared
  let { databaseUrl } = ready
  const readings: KillsBench['readings'] = []
  for (const [at, { url: graphUrl }] of tenants.entries()) {
    const [whole, name = ''] = [wholes[at], names[at]]
    if (!whole) break
    say(`Killed: ${name}`)
    const environment = databases.environment(databaseUrl, graphUrl)
    const { found } = await run<{ readingId: string }>('request', { organisationId }, environment)
    const { readingId } = found
    const plan = planKills(`${seed} ${at}`, Math.ceil(kills / tenants.length))
    const place = { databases, environment, databaseUrl, graphUrl, organisationId, readingId }
    const result = await readUnderFire({ ...place, plan, whole }, say, signal)
    databaseUrl = result.databaseUrl
    const look = await openLook(databaseUrl, organisationId, readingId)
    const hashes = await look.hashes()
    await look.close()
    const differing = Object.keys(hashes).filter((part) => hashes[part] !== whole.hashes[part])
    readings.push({ ...result, name, undisturbed: whole, differing })
  }
  return readings
}
