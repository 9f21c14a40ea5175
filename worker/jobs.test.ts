import { EventEmitter } from 'node:events'
import { run, runOnce } from 'graphile-worker'
import pg from 'pg'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { databaseUrlOf, setMail, settings } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { openMailbox } from '#adapters/mail/mailbox.fixture.ts'
import { openStaging } from '#adapters/staging/staging.ts'
import { changeMailing, mailNow } from '#features/audit/mailing-commands.ts'
import { mailing } from '#features/audit/mailing-queries.ts'
import { requestReading } from '#features/readings/commands.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { runnerOptions } from './runner-options.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 40 })

beforeEach(async () => {
  sandbox().control.reset()
  await inQueue('delete from graphile_worker._private_jobs')
})

const inQueue = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: databaseUrlOf(settings(), 'queue') })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}
const waiting = (kind = 'runReading') =>
  inQueue<{ attempts: number; locked: boolean; later: boolean }>(
    `select attempts, locked_by is not null as locked, run_at > now() as later
     from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = '${kind}')`,
  )
const options = () => runnerOptions(databaseUrlOf(settings(), 'queue'), new EventEmitter())
const requested = async () => {
  const { organisationId, actors } = await makeWorld()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisationId, registration)
  const outcome = await requestReading(actors.admin)
  if (!outcome.ok) throw new Error(outcome.reason)
  const { readingId } = outcome.value
  const state = async () =>
    (await owner().reading.findFirstOrThrow({ where: { organisationId, id: readingId } })).state
  return { organisationId, readingId, state }
}

it('a reading that somebody else is at costs no try, even the last, and is no fault', async () => {
  const told = vi.spyOn(log, 'error').mockReturnValue()
  const { organisationId, readingId, state } = await requested()
  const held = await openStaging(organisationId, readingId)
  await inQueue('update graphile_worker._private_jobs set attempts = max_attempts - 1')
  await runOnce(options())
  expect(await waiting()).toEqual([{ attempts: 0, locked: false, later: true }])
  expect(await state()).toBe('waiting')

  await held.close()
  await inQueue('update graphile_worker._private_jobs set run_at = now()')
  await runOnce(options())
  expect(await waiting()).toEqual([])
  expect(await state()).toBe('finished')
  expect(told).not.toHaveBeenCalled()
})

it('a worker that stops hands its job back, to be taken up at once', async () => {
  const told = vi.spyOn(log, 'error').mockReturnValue()
  const { state } = await requested()
  sandbox().control.fault({ kind: 'hang', match: 'managedDevices', times: 1 })
  const runner = await run({ ...options(), pollInterval: 50, gracefulShutdownAbortTimeout: 50 })
  await vi.waitUntil(
    () =>
      sandbox()
        .control.calls()
        .some(({ path }) => path.includes('managedDevices')),
    {
      timeout: 10_000,
    },
  )
  await runner.stop()
  expect(await waiting()).toEqual([{ attempts: 0, locked: false, later: false }])
  await runOnce(options())
  expect(await state()).toBe('finished')
  expect(told).not.toHaveBeenCalled()
})

it('a mail that no server takes is tried again later, and after the last try its mailing says so', async () => {
  vi.spyOn(log, 'warn').mockReturnValue()
  const told = vi.spyOn(log, 'error').mockReturnValue()
  const mailbox = await openMailbox()
  await mailbox.close()
  setMail({ server: `smtp://${mailbox.host}`, from: 'pomona@lindegaard.example' })
  onTestFinished(() => void setMail(null))
  const { actors } = await makeWorld()
  await changeMailing(actors.owner, { addresses: ['audit@lindegaard.example'], hour: 7 })
  await mailNow(actors.owner)
  await runOnce(options())
  const again = { attempts: 1, locked: false, later: true }
  expect(await waiting('mailCheckpoint')).toEqual([again])
  const latest = async () => (await mailing(actors.owner)).latest
  expect(await latest()).toEqual({ sequence: 1, state: 'waiting', fault: 'mailServerUnreachable' })
  await inQueue('update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now()')
  await runOnce(options())
  expect(await latest()).toEqual({ sequence: 1, state: 'failed', fault: 'mailServerUnreachable' })
  expect(JSON.stringify(told.mock.calls.map(([about]) => String((about as { err: Error }).err)))).toBe(
    JSON.stringify(Array(2).fill('MailDelayed: mailServerUnreachable')),
  )
})
