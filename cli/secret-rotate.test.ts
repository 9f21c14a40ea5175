import { spawn } from 'node:child_process'
import { beforeAll, expect, test, vi } from 'vitest'
import { ownTables } from '#adapters/backup/catalogue.ts'
import { databaseRoles, databaseUrlOf, settings } from '#adapters/env.ts'
import { sealedColumns } from '#adapters/sealed-columns.ts'
import { seal, unseal, vaultKeyId } from '#adapters/vault.ts'
import { terminalActor } from '#features/access/minting.ts'
import { walkChain } from '#features/audit/commands.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { onDatabase, terminalIn } from './backup.fixture.ts'

useTestDatabase()

const earlier = () => settings().key.toString('base64')
const present = Buffer.alloc(32, 'the next key').toString('base64')
const linksEach = 120

/** Roles belong to the server, and their passwords follow from the tests' key: another key must not change them. */
const keys = (more: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    databaseRoles.map((role) => [`DATABASE_${role.toUpperCase()}_URL`, databaseUrlOf(settings(), role)]),
  ),
  POMONA_KEY: present,
  POMONA_PREVIOUS_KEYS: earlier(),
  ...more,
})
const terminal = terminalIn(process.env)
const rotate = (more?: Record<string, string>) =>
  terminal(settings().databaseUrl ?? '', ['secret', 'rotate'], keys(more))

let organisations: string[] = []
beforeAll(async () => {
  for (let count = 0; count < 2; count += 1) {
    const { organisationId, members } = await makeWorld()
    organisations.push(organisationId)
    for (let link = 0; link < linksEach; link += 1) await makeTenantLink(organisationId)
    const [member] = Object.values(members)
    await owner().$executeRaw`insert into member_factor (member_id, sealed)
      values (${member?.id}::uuid, ${seal(member?.id ?? '', 'JBSWY3DPEHPK3PXP')})`
  }
  organisations = organisations.sort()
}, 60_000)

type Row = { id: string; organisation_id: string; credential: string }
const links = () =>
  owner().$queryRaw<
    Row[]
  >`select id, organisation_id, credential from tenant_link order by organisation_id, id`
const keyOf = (sealed: string) => sealed.split('.')[1]
const byKey = async () => {
  const counts: Record<string, number> = {}
  for (const { credential } of await links()) {
    const key = keyOf(credential) ?? ''
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
/** What the log says was sealed anew, by organisation. */
const recorded = async (organisationId: string, column: string) => {
  const events = await owner().$queryRaw<{ body: string }[]>`
    select body from audit_event where organisation_id = ${organisationId}::uuid and kind = 'organisation.resealed'`
  return events
    .map(({ body }) => JSON.parse(body).facts)
    .filter((facts) => facts.column === column)
    .reduce((sum, facts) => sum + facts.values, 0)
}

test('killed half-way, everything still opens, and running it again does the rest and no more', {
  timeout: 120_000,
}, async () => {
  const all = await links()
  const [last] = all.slice(-1)
  await onDatabase(settings().databaseUrl ?? '', async (client) => {
    // It stands still at the last one of all, in its second organisation's second part.
    await client.query('begin')
    await client.query('select from tenant_link where id = $1 for update', [last?.id])
    const child = spawn(process.execPath, ['cli/main.ts', 'secret', 'rotate'], {
      env: { ...process.env, ...keys(), DATABASE_URL: settings().databaseUrl ?? '' },
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    await vi.waitUntil(
      async () => {
        const waiting = await owner().$queryRaw<unknown[]>`
          select 1 as one from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
            and query like 'update tenant_link%'`
        return waiting.length === 1
      },
      { timeout: 60_000, interval: 20 },
    )
    child.kill('SIGKILL')
    await ended
    await client.query('rollback')
  })
  const [done] = Object.entries(await byKey()).filter(([key]) => key !== vaultKeyId())
  const [key, count] = done ?? ['', 0]
  expect(count).toBe(linksEach + 100)
  expect(await recorded(organisations[1] ?? '', 'tenant_link.credential')).toBe(100)

  expect(await rotate()).toMatchObject({
    code: 0,
    said: { key, resealed: 2 * linksEach - count + 2 },
  })
  expect(await byKey()).toEqual({ [key]: 2 * linksEach })
  for (const organisation of organisations) {
    expect(await recorded(organisation, 'tenant_link.credential')).toBe(linksEach)
    expect(await recorded(organisation, 'member')).toBeGreaterThanOrEqual(1)
    expect((await walkChain(terminalActor('Test', organisation))).fault).toBeNull()
  }
  expect(await rotate({ POMONA_PREVIOUS_KEYS: '' })).toMatchObject({ code: 0, said: { resealed: 0 } })
})

test('a value moved to another organisation is opened for nobody', { timeout: 60_000 }, async () => {
  const [here, there] = [organisations[0] ?? '', organisations[1] ?? '']
  const moved = seal(here, 'a credential of here')
  await expect(unseal(there, moved, async () => null)).rejects.toThrow()
  const [victim] = (await links()).filter((link) => link.organisation_id === there)
  await owner().$executeRaw`update tenant_link set credential = ${moved} where id = ${victim?.id}::uuid`
  const { code, said } = await rotate()
  expect(code).toBe(1)
  expect(said.error).toMatchObject({ reason: 'secretsShut' })
  expect((await links()).find((link) => link.id === victim?.id)?.credential).toBe(moved)
  await owner().$executeRaw`delete from tenant_link where id = ${victim?.id}::uuid`
})

test('every column of sealed values says so, and for whom', () =>
  onDatabase(settings().databaseUrl ?? '', async (client) => {
    const said = (await sealedColumns(client)).map(({ table, column }) => `public.${table}.${column}`)
    const found = []
    for (const { table, columns } of await ownTables(client)) {
      for (const column of columns) {
        const { rows } = await client.query(
          `select exists (select from ${table} where ${column}::text ~ '^v1\\.[0-9a-f]{8}\\.') as sealed`,
        )
        if (rows[0].sealed || /sealed|credential$/.test(column)) found.push(`${table}.${column}`)
      }
    }
    expect(found.sort()).toEqual(said.sort())
    expect(said).toContain('public.tenant_link.credential')
  }))
