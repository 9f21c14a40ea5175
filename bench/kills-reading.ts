import { setTimeout as delay } from 'node:timers/promises'
import type { Environment } from './contender.ts'
import type { BenchDatabases } from './database.ts'
import type { Kill } from './kills-plan.ts'
import { askedOf, forgetAsked, type Look, openLook, until } from './kills-watch.ts'
import { openReader, type Reader } from './reader.ts'
import type { Say } from './tenants.ts'

export type Killed = {
  victim: Kill['victim']
  phase: Kill['phase']
  /** With a checkpoint at that moment. */
  pages: number
  /** That the next worker asked for although an earlier one had. */
  askedAgain: number
  /** From the kill until the next worker asked for a page. */
  goesOnAfter: number
  /** What anybody saw then was exactly what was there before the reading. */
  isUntouched: boolean
  /** A worker whose database was killed ended by itself; true where the worker was killed. */
  endedByItself: boolean
}

export type KilledReading = {
  kills: Killed[]
  /** Kills that came too late: the reading was finished. */
  tooLate: number
  /** Workers that gave up before they asked for anything, such as behind what a dead one left running. */
  turnedAway: number
  seconds: number
  /** Where the database is after all kills. */
  databaseUrl: string
}

export type ReadingUnderFire = {
  databases: BenchDatabases
  environment: Environment
  databaseUrl: string
  graphUrl: string
  organisationId: string
  readingId: string
  plan: readonly Kill[]
  /** Of the undisturbed reading: what shares of the phases are taken of. */
  whole: { pages: number; mergeSeconds: number }
}

/** Workers that may be turned away between two kills, and how long a worker without a database may take to end. */
const mostAttempts = 20
const endsWithinMs = 60_000

/** Where a reading under fire stands. */
type Siege = ReadingUnderFire & {
  look: Look
  reader: Reader | null
  /** What was there before it: nothing else may be seen until it is finished. */
  before: Record<string, string>
  /** Pages that workers before the present one asked for. */
  askedEarlier: Set<string>
  kills: Killed[]
  killedAt: number
  turnedAway: number
  /** Time that went into looking at what a kill left, and is none of the reading's. */
  lookedMs: number
}

/** Carries one reading out under kills, and then to its end. */
export const readUnderFire = async (
  fire: ReadingUnderFire,
  say: Say,
  signal: AbortSignal,
): Promise<KilledReading> => {
  const startedAt = performance.now()
  const siege = await openSiege(fire)
  try {
    let reader = await begin(siege, signal)
    for (const kill of fire.plan) {
      if (!(await reachMoment(kill, siege, signal))) break
      await strike(siege, kill, reader)
      say(`  ${kill.victim} killed in the ${kill.phase} phase after ${siege.kills.at(-1)?.pages} pages`)
      reader = await begin(siege, signal)
    }
    const answers = await reader.answers
    await countAskedAgain(siege)
    if (!(await siege.look.isFinished()))
      throw new Error(`The reading ended with ${JSON.stringify(answers)}.`)
    const { kills, turnedAway, databaseUrl, lookedMs } = siege
    const seconds = (performance.now() - startedAt - lookedMs) / 1000
    return { kills, tooLate: fire.plan.length - kills.length, turnedAway, seconds, databaseUrl }
  } finally {
    await siege.reader?.kill()
    await siege.look.close()
  }
}

const openSiege = async (fire: ReadingUnderFire): Promise<Siege> => {
  const look = await openLook(fire.databaseUrl, fire.organisationId, fire.readingId)
  const lookedAt = performance.now()
  const before = await look.hashes()
  const killedAt = performance.now()
  const nothingYet = { reader: null, askedEarlier: new Set<string>(), kills: [], turnedAway: 0 }
  return { ...fire, ...nothingYet, look, before, killedAt, lookedMs: killedAt - lookedAt }
}

/** The next worker, once it has asked for a page; one that is turned away before is followed by another. */
const begin = async (siege: Siege, signal: AbortSignal): Promise<Reader> => {
  const { environment, databaseUrl, graphUrl, organisationId, readingId, look } = siege
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    await forgetAsked(graphUrl)
    const reader = openReader(environment)
    siege.reader = reader
    await reader.start({ databaseUrl, graphUrl, readings: [{ organisationId, readingId }] })
    let hasEnded = false
    reader.answers.then(() => {
      hasEnded = true
    })
    await until(async () => hasEnded || (await askedOf(graphUrl)).length > 0, signal)
    const last = siege.kills.at(-1)
    if (last) last.goesOnAfter = (performance.now() - siege.killedAt) / 1000
    if (!hasEnded || (await look.isFinished())) return reader
    siege.turnedAway += 1
  }
  throw new Error('No worker goes on with the reading.')
}

/** What the present worker asked for although an earlier one had is the price of the kill before. */
const countAskedAgain = async ({ graphUrl, kills, askedEarlier }: Siege): Promise<void> => {
  const asked = new Set(await askedOf(graphUrl))
  const last = kills.at(-1)
  if (last) last.askedAgain = [...asked].filter((page) => askedEarlier.has(page)).length
  for (const page of asked) askedEarlier.add(page)
}

const strike = async (siege: Siege, { victim, phase }: Kill, reader: Reader): Promise<void> => {
  const pages = await siege.look.pages()
  await countAskedAgain(siege)
  siege.killedAt = performance.now()
  const endedByItself =
    victim === 'worker' ? await reader.kill().then(() => true) : await crash(siege, reader)
  const lookedAt = performance.now()
  const { look, before } = siege
  const isUntouched = !(await look.isFinished()) && isSame(await look.hashes(), before)
  const lookedMs = performance.now() - lookedAt
  siege.lookedMs += lookedMs
  siege.killedAt += lookedMs
  siege.kills.push({ victim, phase, pages, askedAgain: 0, goesOnAfter: 0, isUntouched, endedByItself })
}

/** Whether the worker ended by itself, left without its database. */
const crash = async (siege: Siege, reader: Reader): Promise<boolean> => {
  siege.databaseUrl = await siege.databases.crash()
  await siege.look.close()
  siege.look = await openLook(siege.databaseUrl, siege.organisationId, siege.readingId)
  return endsByItself(reader)
}

/** Waits until the reading is where it is to be killed. False when it finished before. */
const reachMoment = async (
  { phase, share }: Kill,
  { look, whole }: Siege,
  signal: AbortSignal,
): Promise<boolean> => {
  if (phase === 'pages') {
    await until(async () => (await look.pages()) >= share * whole.pages || (await look.isFinished()), signal)
    return !(await look.isFinished())
  }
  await until(async () => (await look.isMerging()) || (await look.isFinished()), signal)
  await delay(share * whole.mergeSeconds * 1000, undefined, { signal })
  return !(await look.isFinished())
}

const endsByItself = async ({ answers, kill }: Reader): Promise<boolean> => {
  const patience = new AbortController()
  const tooLong = delay(endsWithinMs, false, { signal: patience.signal }).catch(() => false)
  const ended = await Promise.race([answers.then(() => true), tooLong])
  patience.abort()
  await kill()
  return ended
}

const isSame = (a: Record<string, string>, b: Record<string, string>): boolean =>
  Object.keys({ ...a, ...b }).every((part) => a[part] === b[part])
