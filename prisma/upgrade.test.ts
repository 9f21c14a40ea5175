import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { settings } from '#adapters/env.ts'
import { hashPassword } from '#adapters/passwords.ts'
import { type AuditHead, chain, commit, firstHead } from '#domain/audit.ts'
import { signIn } from '#features/access/commands.ts'
import { memberActor } from '#features/access/minting.ts'
import { sessionState } from '#features/access/queries.ts'
import { walkChain } from '#features/audit/commands.ts'
import { connectionDetail } from '#features/connections/queries.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { overview } from '#features/inventory/overview.ts'
import { listOffboardings, offboardingDetail } from '#features/offboardings/queries.ts'
import { listPeople } from '#features/people/list-people.ts'
import { listReports } from '#features/reports/queries.ts'
import { knownMigrations, migrate } from './migrate.ts'
import { owner } from './owner.ts'
import { useTestDatabase } from './testing.ts'

useTestDatabase({ isBlank: true })

const organisationId = '01930000-0000-7000-8000-000000000001'
const karen = '01930000-0000-7000-8000-000000000011'
const connection = '01930000-0000-7000-8000-000000000061'
const offboarding = '01930000-0000-7000-8000-000000000091'
const password = 'an old password of hers'
const actor = memberActor({
  ...{ id: karen, name: 'Karen Lind', organisationId },
  ...{ role: 'owner', officersAreDpo: false },
})

/** The rows of a table as text, by the columns it had then. */
const rowsOf = async (table: string, columns: string): Promise<string[]> => {
  const rows = await owner().$queryRawUnsafe<{ row: string }[]>(
    `select t::text as row from (select ${columns} from public.${table}) t`,
  )
  return rows.map(({ row }) => row)
}

const before = new Map<string, { columns: string; rows: string[] }>()

const recordOfOld = async () => {
  let head: AuditHead = firstHead
  for (const kind of ['organisation.created', 'reading.requested', 'offboarding.started'] as const) {
    const at = new Date('2026-11-23T08:00:00Z')
    const subject = { kind: 'organisation', id: organisationId } as const
    const salt = Buffer.alloc(16, head.sequence)
    const { detail, commitment } = commit({ actor: 'Karen Lind' }, salt)
    const link = chain(head, organisationId, { kind: 'member', id: karen }, at, { kind, subject }, commitment)
    await owner().$executeRaw`
      insert into audit_event (organisation_id, sequence, at, kind, body, previous_hash, hash)
      values (${organisationId}::uuid, ${link.sequence}, ${at}, ${kind}, ${link.body}, ${link.previousHash}, ${link.hash})`
    await owner().$executeRaw`
      insert into audit_detail (organisation_id, sequence, salt, detail)
      values (${organisationId}::uuid, ${link.sequence}, ${salt}, ${detail})`
    head = link
  }
  await owner().$executeRaw`
    insert into audit_head (organisation_id, sequence, hash)
    values (${organisationId}::uuid, ${head.sequence}, ${head.hash})`
}

beforeAll(async () => {
  // Rights and walls came with the second migration: no version had the tables without them.
  await migrate(settings(), process.cwd(), (await knownMigrations()).slice(0, 2))
  const sql = await readFile(new URL('upgrade.fixture.sql', import.meta.url), 'utf8')
  const filled = sql.replaceAll(':password', `'${await hashPassword(password)}'`)
  for (const statement of filled.split(/;\n/))
    if (statement.trim()) await owner().$executeRawUnsafe(statement)
  await recordOfOld()
  const tables = await owner().$queryRaw<{ name: string; columns: string }[]>`
    select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relname <> '_prisma_migrations' and c.relname not like 'element%' and c.relname not like 'staging%' and c.relname <> 'edition'
    group by 1`
  for (const { name, columns } of tables) before.set(name, { columns, rows: await rowsOf(name, columns) })
  await migrate(settings())
})

test('a database of the first version is brought to the present one with every row as it was', async () => {
  expect([...before].filter(([, { rows }]) => rows.length === 0)).toEqual([])
  expect(before.size).toBeGreaterThan(30)
  for (const [table, { columns, rows }] of before)
    expect(await rowsOf(table, columns), table).toEqual(expect.arrayContaining(rows))
})

test('its log is whole, and goes on', async () => {
  expect(await walkChain(actor)).toMatchObject({ checked: 3, fault: null })
  const signedIn = await signIn({ login: 'karen@old.example', password })
  expect(signedIn).toMatchObject({ ok: true, value: { language: 'fr' } })
  expect(await walkChain(actor)).toMatchObject({ checked: 4, fault: null })
})

test('a session that was open is open', async () => {
  expect(await sessionState('01930000-0000-7000-8000-000000000021')).toMatchObject({
    kind: 'present',
    present: { role: 'owner', organisation: { name: 'Of old' } },
  })
})

test('what it read, stopped and reported is shown', async () => {
  const { reading, services, population } = await overview(actor, { lang: 'en' })
  expect(reading?.sequence).toBe(1)
  expect(population.value).toMatchObject({ devices: 2, people: 1 })
  expect(services.filter(({ state }) => state !== 'none').map(({ service }) => service)).toEqual([
    'apns',
    'vpp',
  ])
  expect((await connectionDetail(actor, connection)).name).toBe('Old location')
  expect((await listDevices(actor)).devices).toHaveLength(2)
  expect((await listPeople(actor)).people).toHaveLength(1)
  expect(await listOffboardings(actor)).toHaveLength(2)
  expect(await offboardingDetail(actor, offboarding)).toMatchObject({ id: offboarding })
  expect(await listReports(actor)).toMatchObject([{ kind: 'disclosure' }])
})
