import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ownTables, partedOrganisations } from '#adapters/backup/catalogue.ts'
import { readSealed, writeSealed } from '#adapters/backup/envelope.ts'
import { closeDatabase } from '#adapters/db.ts'
import { databaseRoles, databaseUrlOf, settings } from '#adapters/env.ts'
import { lockOf } from '#adapters/running-instance.ts'
import { terminalActor } from '#features/access/minting.ts'
import { makeCheckpoint } from '#features/audit/checkpoints.ts'
import { verifyAudit } from '#features/audit/commands.ts'
import { pruneLog } from '#features/audit/prune.ts'
import { monthsAgo, recordOn } from '#features/audit/pruned.fixture.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { knownMigrations, migrate } from '#prisma/migrate.ts'
import { closeOwner, owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { backupKey, blankDatabase, hashesOf, onDatabase, terminalIn } from './backup.fixture.ts'

useTestDatabase()
useSandbox({ devices: 80 })

let folder = ''
let file = ''
let organisationId = ''
let events = 0
const cliOn = terminalIn(process.env)
const source = () => settings().databaseUrl ?? ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-backup-'))
  file = join(folder, 'pomona.backup')
  const world = await makeWorld()
  organisationId = world.organisationId
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisationId, registration)
  const actor = terminalActor('Test', organisationId)
  const read = async (bulkRows: number) => {
    const requested = await requestReading(actor)
    if (!requested.ok) throw new Error(requested.reason)
    await runReading(actor, requested.value.readingId, { signal: new AbortController().signal, bulkRows })
  }
  await read(1)
  await verifyAudit(actor)
  await recordOn(world.actors.owner, monthsAgo(13), ['member.signedIn', 'review.adopted', 'member.signedOut'])
  await makeCheckpoint(actor)
  await pruneLog(actor, { signal: new AbortController().signal })
  await requestReading(actor)
  // One of its jobs is being worked on by a worker that will not be there.
  await owner()
    .$executeRaw`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone', attempts = 1
    where id = (select max(id) from graphile_worker._private_jobs)`
  // A sequence of our own, as a later migration might have one.
  await owner().$executeRaw`create sequence counted start 5`
  await owner().$queryRaw`select nextval('counted')::text`
  await onDatabase(source(), async (client) => {
    const { rows } = await client.query('select max(sequence)::int as last from audit_event')
    events = rows[0].last
  })
  await Promise.all([closeDatabase(), closeOwner()])
  const made = await cliOn(source(), ['backup', file])
  expect(made).toMatchObject({ code: 0, said: { file, backup: { installation: expect.any(String) } } })
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const blanks: (() => Promise<void>)[] = []
/** With the sequence of the test, which no migration makes. */
const blank = async () => {
  const { url, drop } = await blankDatabase()
  blanks.push(drop)
  await onDatabase(url, (client) => client.query('create sequence counted'))
  return url
}
afterEach(async () => {
  for (const drop of blanks.splice(0)) await drop()
})

const jobsOf = (url: string) =>
  onDatabase(url, async (client) => {
    const { rows } = await client.query(
      `select key, attempts, max_attempts, run_at, priority, locked_at is not null as is_locked from graphile_worker._private_jobs order by key`,
    )
    return rows
  })

test('what is restored equals what was backed up, table by table', { timeout: 120_000 }, async () => {
  const target = await blank()
  const restored = await cliOn(target, ['restore', file])
  expect(restored).toMatchObject({
    code: 0,
    said: {
      logs: [{ organisation: { id: organisationId }, events, fault: null }],
      sealed: { all: 1, shut: 0 },
    },
  })
  const before = await hashesOf(source(), events)
  expect(await hashesOf(target, events)).toEqual(before)
  expect(before['public.device']).toMatch(/^8\d /)
  const parts = (client: pg.Client) => partedOrganisations(client)
  expect(await onDatabase(target, parts)).toEqual([organisationId])
  const inPart = `select count(*)::int as n from part.device_${organisationId.replaceAll('-', '')}`
  const [there] = await onDatabase(target, async (client) => (await client.query(inPart)).rows)
  expect(there.n).toBe(80)
  const next = await onDatabase(target, (client) => client.query("select nextval('counted')::int as next"))
  expect(next.rows[0].next).toBe(6)

  // Jobs are there once more, and the one that ran waits as if its attempt had not been made.
  const jobs = await jobsOf(source())
  expect(await jobsOf(target)).toEqual(
    jobs.map((job) => (job.is_locked ? { ...job, attempts: job.attempts - 1, is_locked: false } : job)),
  )
  expect(jobs.some((job) => job.is_locked)).toBe(true)

  // The schema is whole again: foreign keys, triggers, walls.
  const shapeOf = (url: string) =>
    onDatabase(url, async (client) => {
      const keys = await client.query(
        `select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint where conrelid::regclass::text !~ '_[0-9a-f]{32}$' order by 1, 2`,
      )
      const triggers = await client.query(
        'select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2',
      )
      return { keys: keys.rows, triggers: triggers.rows }
    })
  expect(await shapeOf(target)).toEqual(await shapeOf(source()))

  const again = await cliOn(target, ['verify', 'audit', '--organisation', organisationId])
  expect(again).toMatchObject({ code: 0, said: { isIntact: true, events: events + 1, pruned: 2 } })
  const [last] = await onDatabase(
    target,
    async (client) =>
      (await client.query('select kind from audit_event order by sequence desc limit 1')).rows,
  )
  expect(last.kind).toBe('organisation.restored')
})

test('every table is in a backup, or is left out for a reason', () =>
  onDatabase(source(), async (client) => {
    const kept = new Set((await ownTables(client)).map(({ table }) => table))
    const { rows } = await client.query<{ table: string; schema: string }>(
      `select n.nspname as schema, format('%I.%I', n.nspname, c.relname) as table
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
    )
    const leftOut = rows.filter(({ table }) => !kept.has(table))
    expect(leftOut.filter(({ schema }) => !['graphile_worker', 'staging'].includes(schema))).toEqual([
      // A backup names the migrations in its header.
      { schema: 'public', table: 'public._prisma_migrations' },
    ])
  }))

test('another key, or a file that was cut or altered, changes nothing', { timeout: 120_000 }, async () => {
  const target = await blank()
  const isUntouched = async () =>
    expect(await onDatabase(target, (client) => ownTables(client)), 'tables were made').toEqual([])
  const refusal = async (of: string, env: Record<string, string> = {}) => {
    const { code, said } = await cliOn(target, ['restore', of], env)
    expect(code).toBe(1)
    await isUntouched()
    return said.error.reason
  }
  const other = { POMONA_BACKUP_KEY: Buffer.alloc(32, 'other').toString('base64') }
  expect(await refusal(file, other)).toBe('backupNotOpened')
  expect(await refusal(file, { POMONA_BACKUP_KEY: '' })).toBe('backupKeyMissing')
  expect(await refusal(join(folder, 'nowhere'))).toBe('fileUnreadable')
  const bytes = await readFile(file)
  const changed = join(folder, 'changed')
  await writeFile(changed, bytes.subarray(0, bytes.length - 1))
  expect(await refusal(changed)).toBe('backupDamaged')
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  await writeFile(changed, bytes)
  expect(await refusal(changed)).toBe('backupDamaged')
})

test('what is there already is lost only where that is asked for', { timeout: 120_000 }, async () => {
  const target = await blank()
  await migrate({ ...settings(), databaseUrl: target })
  await onDatabase(target, (client) =>
    client.query(
      "insert into organisation (id, name, country) values (gen_random_uuid(), 'Somebody else', 'DK')",
    ),
  )
  expect((await cliOn(target, ['restore', file])).said.error.reason).toBe('databaseNotEmpty')

  const worker = new pg.Client({ connectionString: target })
  await worker.connect()
  expect((await cliOn(target, ['restore', file, '--replace'])).said.error.reason).toBe('databaseInUse')
  await worker.end()

  const names = () =>
    onDatabase(target, async (client) => (await client.query('select name from organisation')).rows)
  expect(await names()).toEqual([{ name: 'Somebody else' }])
  expect(await cliOn(target, ['restore', file, '--replace'])).toMatchObject({ code: 0 })
  expect(await hashesOf(target, events)).toEqual(await hashesOf(source(), events))
})

test('what fails while it is loaded leaves everything as it was', { timeout: 120_000 }, async () => {
  const target = await blank()
  expect(await cliOn(target, ['restore', file])).toMatchObject({ code: 0 })
  const before = await hashesOf(target, events)
  const jobs = await jobsOf(target)
  const key = Buffer.from(backupKey, 'base64')
  const { signal } = new AbortController()
  const opened = (await readSealed(file, key, async (bytes) => buffer(bytes), signal)).toString()
  const resealed = async (text: string) => {
    const changed = join(folder, 'resealed')
    await writeSealed(changed, key, Readable.from([Buffer.from(text)]), signal)
    return cliOn(target, ['restore', changed, '--replace'])
  }
  // Whoever holds the key can write a file that is whole: one without its organisation breaks foreign keys at the very end.
  const headless = opened.replace(/("table":"public.organisation",.*\n).*\n(\\\.\n\{"rows":)1\}/, '$1$20}')
  expect(headless.length).toBeLessThan(opened.length - 40)
  expect(await resealed(headless)).toMatchObject({ code: 1, said: { error: { reason: 'fault' } } })
  const misfit = opened.replace('"table":"public.rate_count"', '"table":"public.rate_counts"')
  expect(await resealed(misfit)).toMatchObject({
    code: 1,
    said: { error: { reason: 'backupDoesNotFit', message: expect.stringContaining('public.rate_counts') } },
  })
  expect(await hashesOf(target, events)).toEqual(before)
  expect(await jobsOf(target)).toEqual(jobs)
  const { code } = await cliOn(target, ['verify', 'audit', '--organisation', organisationId])
  expect(code).toBe(0)
})

test('nothing is restored under a running Pomona', { timeout: 60_000 }, async () => {
  const target = await blank()
  const POMONA_DATA_DIR = await mkdtemp(join(tmpdir(), 'pomona-running-'))
  const running = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'start/main.ts'])
  await writeFile(
    lockOf(POMONA_DATA_DIR),
    JSON.stringify({ process: running.pid, url: 'http://here.example' }),
  )
  const { code, said } = await cliOn(target, ['restore', file, '--replace'], { POMONA_DATA_DIR })
  running.kill('SIGKILL')
  await rm(POMONA_DATA_DIR, { recursive: true })
  expect(code).toBe(1)
  expect(said.error.message).toContain('Pomona is running at http://here.example.')
})

test('where POMONA_KEY is another one, the restore says what it does not open', {
  timeout: 120_000,
}, async () => {
  const target = await blank()
  // Roles belong to the server, and so do their passwords: those of the tests stay.
  const roles = Object.fromEntries(
    databaseRoles.map((role) => {
      const url = new URL(databaseUrlOf(settings(), role))
      url.pathname = new URL(target).pathname
      return [`DATABASE_${role.toUpperCase()}_URL`, url.href]
    }),
  )
  const POMONA_KEY = Buffer.alloc(32, 'another').toString('base64')
  const { code, said } = await cliOn(target, ['restore', file], { ...roles, POMONA_KEY })
  expect(said).toMatchObject({ sealed: { all: 1, shut: 1 }, logs: [{ fault: null }] })
  expect(code).toBe(0)
  const POMONA_PREVIOUS_KEYS = settings().key.toString('base64')
  const more = { ...roles, POMONA_KEY, POMONA_PREVIOUS_KEYS }
  expect((await cliOn(target, ['restore', file, '--replace'], more)).said.sealed).toEqual({ all: 1, shut: 0 })
})

test('a backup of an earlier schema, back to the first walls, is restored and brought to the present', {
  timeout: 180_000,
}, async () => {
  const known = await knownMigrations()
  for (const length of [2, Math.floor(known.length / 2)]) {
    const level = known.slice(0, length)
    const [old, target] = [await blank(), await blank()]
    await migrate({ ...settings(), databaseUrl: old }, process.cwd(), level)
    await onDatabase(old, (client) =>
      client.query("insert into organisation (id, name, country) values (gen_random_uuid(), 'Of old', 'DK')"),
    )
    const kept = join(folder, `level-${length}`)
    expect(await cliOn(old, ['backup', kept])).toMatchObject({
      code: 0,
      said: { backup: { level: level.at(-1) } },
    })
    // A database that is further already is told apart: its tables are not those of the backup.
    expect((await cliOn(source(), ['restore', kept, '--replace'])).said.error.reason).toBe(
      'databaseOfOtherLevel',
    )
    expect(await cliOn(target, ['restore', kept])).toMatchObject({
      code: 0,
      said: { logs: [{ organisation: { name: 'Of old' }, fault: null }] },
    })
    const applied = await onDatabase(
      target,
      async (client) => (await client.query('select count(*)::int as n from _prisma_migrations')).rows,
    )
    expect(applied).toEqual([{ n: known.length }])
  }
})
