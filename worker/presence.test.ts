import { EventEmitter } from 'node:events'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { showPresence } from './presence.ts'

useTestDatabase()

let queue: pg.Client
beforeEach(async () => {
  queue = new pg.Client({ connectionString: databaseUrlOf(settings(), 'queue') })
  await queue.connect()
  await queue.query('delete from graphile_worker._private_jobs')
  await queue.query("select graphile_worker.add_job('runReading')")
})
afterEach(() => queue.end())

const claim = (worker: string, secondsAgo: number) =>
  queue.query(
    'update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - make_interval(secs => $2)',
    [worker, secondsAgo],
  )
const claimant = async () => {
  const { rows } = await queue.query<{ locked_by: string | null }>(
    'select locked_by from graphile_worker._private_jobs',
  )
  return rows[0]?.locked_by
}
const fail = (error: Error) => {
  throw error
}
/** A worker process begins; answers how it leaves. */
const begin = (events = new EventEmitter()) => showPresence(databaseUrlOf(settings(), 'queue'), events, fail)

it('a job whose worker died is given back when another begins', async () => {
  await claim('worker-dead', 60)
  const leave = await begin()
  expect(await claimant()).toBeNull()
  await leave()
})

it('a job whose worker lives stays with it, until that worker leaves', async () => {
  const events = new EventEmitter()
  const leaveFirst = await begin(events)
  events.emit('worker:create', { worker: { workerId: 'worker-alive' } })
  await claim('worker-alive', 60)
  const leaveSecond = await begin()
  expect(await claimant()).toBe('worker-alive')
  await leaveSecond()
  await leaveFirst()
  const leaveThird = await begin()
  expect(await claimant()).toBeNull()
  await leaveThird()
})

it('a fresh claim is left alone: its worker may not have shown itself yet', async () => {
  await claim('worker-new', 1)
  const leave = await begin()
  expect(await claimant()).toBe('worker-new')
  await leave()
})
