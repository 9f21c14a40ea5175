import { EventEmitter } from 'node:events'
import { Logger, run } from 'graphile-worker'
import pg from 'pg'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { showPresence } from './presence.ts'
import { toLog } from './queue-log.ts'

useTestDatabase()

let queue: pg.Client
beforeEach(async () => {
  queue = new pg.Client({ connectionString: databaseUrlOf(settings(), 'queue') })
  await queue.connect()
  await queue.query('delete from graphile_worker._private_jobs')
  await queue.query("select graphile_worker.add_job('runReading')")
})
afterEach(() => queue.end())

const ofTask = (parameter: string) =>
  `task_id = (select id from graphile_worker._private_tasks where identifier = ${parameter})`
const claim = (worker: string, secondsAgo: number, task = 'runReading') =>
  queue.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - make_interval(secs => $2)
     where ${ofTask('$3')}`,
    [worker, secondsAgo, task],
  )
/** Who holds the job: null for nobody, undefined where it is done. */
const claimant = async (task = 'runReading') => {
  const { rows } = await queue.query<{ locked_by: string | null }>(
    `select locked_by from graphile_worker._private_jobs where ${ofTask('$1')} order by locked_by limit 1`,
    [task],
  )
  return rows[0]?.locked_by
}
/** How many pools show that they live. */
const locks = async (): Promise<number> => {
  const { rows } = await queue.query<{ held: number }>(
    `select count(*)::int as held from pg_locks where locktype = 'advisory' and granted
     and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.held ?? 0
}
const fail = (error: Error) => {
  throw error
}
/** A worker process begins; answers how it leaves. */
const begin = (events = new EventEmitter(), options = {}) =>
  showPresence(databaseUrlOf(settings(), 'queue'), events, fail, options)

it('a job whose worker died is given back when another begins', async () => {
  await claim('worker-dead', 60)
  const leave = await begin()
  expect(await claimant()).toBeNull()
  await leave()
})

it('a job that runs longer than several sweeps is run once', { timeout: 30_000 }, async () => {
  const events = new EventEmitter()
  const leave = await begin(events, { everyMs: 20 })
  const task = Promise.withResolvers<void>()
  const runReading = vi.fn(() => task.promise)
  const runner = await run({
    connectionString: databaseUrlOf(settings(), 'queue'),
    taskList: { runReading },
    parsedCronItems: [],
    concurrency: 2,
    pollInterval: 20,
    noHandleSignals: true,
    logger: new Logger(toLog),
    events,
  })
  onTestFinished(async () => {
    task.resolve()
    await runner.stop()
    await leave()
  })
  await vi.waitUntil(() => runReading.mock.calls.length > 0, { timeout: 10_000 })
  const holder = await claimant()
  await queue.query("select graphile_worker.add_job('renderReport')")
  for (const _ of [1, 2, 3]) {
    // A claim of the dead that is given back shows that a sweep has passed over the living one too.
    await claim(holder ?? '', 60, 'runReading')
    await claim('worker-dead', 60, 'renderReport')
    await vi.waitUntil(async () => (await claimant('renderReport')) === null, { timeout: 10_000 })
    await (await begin())()
    expect(await claimant()).toBe(holder)
  }
  task.resolve()
  await vi.waitUntil(async () => (await claimant()) === undefined, { timeout: 10_000 })
  expect(runReading).toHaveBeenCalledTimes(1)
})

it('a job whose worker lives stays with it, until that worker leaves', async () => {
  const events = new EventEmitter()
  const leaveFirst = await begin(events)
  const before = await locks()
  events.emit('pool:create', { workerPool: { id: 'worker-alive' } })
  await vi.waitUntil(async () => (await locks()) > before, { timeout: 10_000 })
  await claim('worker-alive', 60)
  const leaveSecond = await begin()
  expect(await claimant()).toBe('worker-alive')
  await leaveSecond()
  await leaveFirst()
  const leaveThird = await begin()
  // PostgreSQL lets go of a lock when it has noticed that its connection is closed.
  await vi.waitUntil(async () => (await claimant()) === null, { timeout: 10_000 })
  await leaveThird()
})

it('a fresh claim is left alone: its worker may not have shown itself yet', async () => {
  await claim('worker-new', 1)
  const leave = await begin()
  expect(await claimant()).toBe('worker-new')
  await leave()
})
