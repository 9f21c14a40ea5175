import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import { openStaging, ReadingHeld } from '#adapters/staging/staging.ts'
import type { Actor } from '#domain/actor.ts'
import { Denied } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { listAccounts } from '#features/accounts/list-accounts.ts'
import { connectionDetail } from '#features/connections/queries.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { cancelReading, requestReading } from './commands.ts'
import { readingDetail } from './queries.ts'
import { giveUpReading, runReading } from './run-reading.ts'

useTestDatabase()

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 120 })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
beforeEach(() => sandbox.control.reset())
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

const linkedWorld = async () => {
  const world = await makeWorld()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(world.organisationId, registration)
  return { ...world, admin: world.actors.admin }
}

const request = async (actor: Actor) => {
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(requested.reason)
  return requested.value.readingId
}
const run = (actor: Actor, readingId: string, signal = new AbortController().signal) =>
  runReading(clockActor(actor.organisationId), readingId, { signal })
const read = async (actor: Actor) => run(actor, await request(actor))

const inside = <Value>(actor: Actor, work: Parameters<typeof inOrganisation<Value>>[1]) =>
  inOrganisation(actor.organisationId, work)
const auditKinds = (actor: Actor) =>
  inside(actor, async (tx) =>
    (await tx.auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map((event) => event.kind),
  )

/** The frozen counts of the last finished reading, in the form the sandbox tells its own truth. */
const counted = (actor: Actor) =>
  inside(actor, async (tx) => {
    const reading = await tx.reading.findFirstOrThrow({
      where: { state: 'finished' },
      orderBy: { sequence: 'desc' },
    })
    const counts = await tx.inventoryCount.findMany({ where: { readingId: reading.id, element: '' } })
    const connections = await tx.connection.findMany()
    const of = (scope: string, scopeId: string) => {
      const found = counts.find((count) => count.scope === scope && count.scopeId === scopeId)
      return found && { devices: Number(found.devices), people: Number(found.people) }
    }
    return {
      organisation: of('organisation', ''),
      connections: connections
        .flatMap(({ id, externalId }) => {
          const count = of('connection', id)
          return count ? [{ externalId, ...count }] : []
        })
        .sort((a, b) => a.externalId.localeCompare(b.externalId)),
    }
  })
const truth = () => {
  const { organisation, connections } = sandbox.control.truth()
  return {
    organisation,
    connections: connections
      .map(({ externalId, devices, people }) => ({ externalId, devices, people }))
      .sort((a, b) => a.externalId.localeCompare(b.externalId)),
  }
}
/** Rows staged for this organisation's readings. */
const staged = (actor: Actor) =>
  inOrganisation(
    actor.organisationId,
    async (tx) => {
      const tables = await tx.$queryRaw<{ name: string }[]>`
        select t.tablename as name from reading r join pg_tables t on t.schemaname = 'staging'
          and t.tablename like '%' || replace(r.id::text, '-', '')`
      let rows = 0
      for (const { name } of tables) {
        const [found] = await tx.$queryRawUnsafe<{ rows: bigint }[]>(
          `select count(*) as rows from staging.${name}`,
        )
        rows += Number(found?.rows)
      }
      return rows
    },
    { role: 'copy' },
  )
const tokenNamed = (name: string) => {
  const found = sandbox.control.truth().connections.find((connection) => connection.name === name)
  if (!found) throw new Error(name)
  return found.externalId
}

describe('a complete reading', () => {
  test('counts what the tenant holds, connection by connection and as a whole', async () => {
    const { admin } = await linkedWorld()
    expect(await read(admin)).toEqual({ ok: true, value: null })
    expect(await counted(admin)).toEqual(truth())
    expect(await auditKinds(admin)).toEqual(['reading.requested', 'reading.finished'])
  })

  test('read twice over an unchanged tenant changes nothing but the reading', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    const shares = () =>
      inside(admin, (tx) =>
        tx.deviceShare.findMany({ orderBy: [{ connectionId: 'asc' }, { deviceId: 'asc' }] }),
      )
    const before = await shares()
    await read(admin)
    expect(await shares()).toEqual(before)
    expect(await counted(admin)).toEqual(truth())
  })

  test('keeps no staged page and never asked for a token or a password', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    expect(await staged(admin)).toBe(0)
    const stored = await inside(admin, (tx) => tx.connection.findMany())
    expect(JSON.stringify(stored)).not.toContain('CANARY')
  })

  test('a token deleted in the portal is gone at once, and disabled rather than stopped', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    sandbox.control.change({ removeToken: tokenNamed('Skagen Kiosk') })
    await read(admin)
    const gone = await inside(admin, (tx) =>
      tx.connection.findFirstOrThrow({
        where: { name: 'Skagen Kiosk' },
        include: { disablement: true },
      }),
    )
    expect(gone).toMatchObject({ since: 1, until: 2 })
    expect(gone.disablement?.readingId).not.toBeNull()
    const open = await inside(admin, (tx) =>
      tx.deviceShare.count({ where: { connectionId: gone.id, until: null } }),
    )
    expect(open).toBe(0)
    expect(await counted(admin)).toEqual(truth())
  })

  test('a push certificate whose record was emptied shares nothing, and is not gone', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    sandbox.control.change({ clearPushCertificate: true })
    await read(admin)
    const certificate = await inside(admin, (tx) =>
      tx.connection.findFirstOrThrow({ where: { service: 'apns' }, include: { disablement: true } }),
    )
    expect(certificate).toMatchObject({ until: null, missingSince: 2, disablement: null })
    const open = await inside(admin, (tx) =>
      tx.deviceShare.count({ where: { connectionId: certificate.id, until: null } }),
    )
    expect(open).toBe(0)
    sandbox.control.change({ removePushCertificate: true })
    await read(admin)
    const deleted = await inside(admin, (tx) =>
      tx.connection.findFirstOrThrow({ where: { service: 'apns' }, include: { disablement: true } }),
    )
    expect(deleted.until).toBe(3)
    expect(deleted.disablement).not.toBeNull()
  })

  test('a push certificate that answers 404 is gone while the rest of the reading is good', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    sandbox.control.change({ removePushCertificate: true })
    await read(admin)
    const certificate = await inside(admin, (tx) =>
      tx.connection.findFirstOrThrow({ where: { service: 'apns' }, include: { disablement: true } }),
    )
    expect(certificate.until).toBe(2)
    expect(certificate.disablement).not.toBeNull()
  })

  test('a token that comes back begins a new stay behind the same account', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    sandbox.control.change({ removeToken: tokenNamed('Skagen Kiosk') })
    await read(admin)
    sandbox.control.reset()
    await read(admin)
    const stays = await inside(admin, (tx) =>
      tx.connection.findMany({
        where: { name: 'Skagen Kiosk' },
        orderBy: { since: 'asc' },
        include: { disablement: true },
      }),
    )
    expect(stays).toMatchObject([
      { since: 1, until: 2, disablement: { readingId: expect.any(String) } },
      { since: 3, until: null, disablement: null, accountId: stays[0]?.accountId },
    ])
    expect(await counted(admin)).toEqual(truth())
    const listed = (await listAccounts(admin)).accounts.flatMap((account) => account.connections)
    expect(listed.filter(({ name }) => name === 'Skagen Kiosk')).toMatchObject([
      { id: stays[1]?.id, state: 'sharing' },
    ])
    expect(await connectionDetail(admin, stays[0]?.id ?? '')).toMatchObject({ returnedAs: stays[1]?.id })
  })

  test('licences that name no holder are told, not lost', async () => {
    const { admin } = await linkedWorld()
    const readingId = await request(admin)
    await run(admin, readingId)
    const { collections, unnamedLicences } = await readingDetail(admin, readingId)
    const licences = collections.find(({ collection }) => collection === 'licences')
    expect(unnamedLicences).toBeGreaterThan(0)
    expect(licences && licences.kept + unnamedLicences).toBe(licences?.seen)
  })

  test('new devices appear, with the reading that first saw them', async () => {
    const { admin } = await linkedWorld()
    await read(admin)
    sandbox.control.change({ addDevices: 7 })
    await read(admin)
    expect(await counted(admin)).toEqual(truth())
    const fresh = await inside(admin, (tx) => tx.deviceShare.count({ where: { since: 2 } }))
    expect(fresh).toBeGreaterThan(0)
  })
})

describe('a reading that goes wrong', () => {
  test.each([
    ['garbage instead of JSON', { kind: 'garbage', match: 'vppTokens', times: 20 }, 'malformedAnswer'],
    [
      'a list of licences that is not there',
      { kind: 'status', status: 404, match: 'iosVppApp/assignedLicenses', times: 20 },
      'licencesNotAnswered',
    ],
    ['half a page', { kind: 'halfPage', match: 'managedDevices', times: 20 }, 'malformedAnswer'],
    ['a lapsed Intune licence', { kind: 'licenceLapsed', times: 500 }, 'noIntuneLicence'],
    [
      'a lapsed licence that answers 404',
      { kind: 'licenceLapsed', status: 404, times: 500 },
      'noIntuneLicence',
    ],
    [
      'a forbidden collection',
      { kind: 'status', status: 403, match: 'vppTokens', times: 20 },
      'missingPermission',
    ],
  ])('%s: says why, keeps the last good inventory, and a retry continues', async (_name, fault, reason) => {
    const { admin } = await linkedWorld()
    await read(admin)
    const good = await counted(admin)
    sandbox.control.fault(fault)
    const failed = await read(admin)
    expect(failed).toMatchObject({ ok: false, reason })
    const rows = await inside(admin, (tx) => tx.reading.findMany({ orderBy: { sequence: 'asc' } }))
    expect(rows.map((row) => [row.sequence, row.state, row.reason])).toEqual([
      [1, 'finished', null],
      [2, 'failed', reason],
    ])
    expect(await counted(admin)).toEqual(good)
    expect(await inside(admin, (tx) => tx.connection.count({ where: { until: { not: null } } }))).toBe(0)

    const stopped = rows[1]?.id ?? ''
    expect((await readingDetail(admin, stopped)).interruptions).toEqual([])

    sandbox.control.reset()
    expect(await read(admin)).toEqual({ ok: true, value: null })
    const { interruptions } = await readingDetail(admin, stopped)
    expect(interruptions).toEqual([
      { at: expect.any(Date), reason, values: failed.ok ? {} : (failed.values ?? {}) },
    ])
    const after = await inside(admin, (tx) => tx.reading.findMany({ orderBy: { sequence: 'asc' } }))
    expect(after.map((row) => [row.sequence, row.state])).toEqual([
      [1, 'finished'],
      [2, 'finished'],
    ])
    expect(await counted(admin)).toEqual(truth())
  })

  test('a token of ours that expires in the middle is renewed without a word', async () => {
    const { admin } = await linkedWorld()
    sandbox.control.fault({ kind: 'expireToken', match: 'mobileApps', times: 1 })
    expect(await read(admin)).toEqual({ ok: true, value: null })
    expect(await counted(admin)).toEqual(truth())
  })

  test('a worker stopped anywhere leaves nothing half-shown, and the next one goes on from there', async () => {
    const { admin } = await linkedWorld()
    for (const stopAfter of [1, 4, 9, 15]) {
      const readingId = await request(admin)
      const stop = new AbortController()
      const before = sandbox.control.calls().length
      const watch = setInterval(() => {
        if (sandbox.control.calls().length - before >= stopAfter) stop.abort()
      }, 1)
      await run(admin, readingId, stop.signal).catch((error) =>
        expect(error.message).toContain('interrupted'),
      )
      clearInterval(watch)
      expect(await run(admin, readingId)).toEqual({ ok: true, value: null })
      expect(await counted(admin)).toEqual(truth())
    }
  })

  test.each([400, 404, 500])(
    'a next link that lapsed meanwhile (%i) starts that collection over',
    async (status) => {
      const { admin } = await linkedWorld()
      const later = { kind: 'status', match: '$skiptoken', times: 20 }
      sandbox.control.fault({ ...later, status: 403 })
      expect(await read(admin)).toMatchObject({ ok: false, reason: 'missingPermission' })
      expect(await staged(admin)).toBeGreaterThan(0)
      sandbox.control.reset()
      sandbox.control.fault({ ...later, status, times: status === 500 ? 4 : 1 })
      let outcome = await read(admin)
      // A server that keeps failing is told so; the next try is as good as any.
      if (!outcome.ok) outcome = await read(admin)
      expect(outcome).toEqual({ ok: true, value: null })
      expect(await counted(admin)).toEqual(truth())
    },
  )

  test('a page that was answered well is not asked for again when the reading goes on', async () => {
    const { admin } = await linkedWorld()
    sandbox.control.fault({ kind: 'status', status: 403, match: 'assignedLicenses', times: 20 })
    await read(admin)
    const good = () =>
      sandbox.control
        .calls()
        .filter(({ path, status }) => status === 200 && path.includes('importedAppleDeviceIdentities'))
        .map(({ path, query }) => `${path}${query}`)
    const before = good()
    expect(before.length).toBeGreaterThan(0)
    sandbox.control.reset()
    expect(await read(admin)).toEqual({ ok: true, value: null })
    const asked = [...before, ...good()]
    expect(new Set(asked).size).toBe(asked.length)
  })
})

describe('asking for a reading', () => {
  test('one at a time', async () => {
    const { admin } = await linkedWorld()
    const answers = await Promise.all([requestReading(admin), requestReading(admin), requestReading(admin)])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'readingUnderWay')).toHaveLength(2)
  })

  test('without a tenant there is nothing to read', async () => {
    const { actors } = await makeWorld()
    expect(await requestReading(actors.admin)).toEqual({ ok: false, reason: 'noTenantLink' })
  })

  test('an auditor may not', async () => {
    const { actors } = await linkedWorld()
    await expect(requestReading(actors.auditor)).rejects.toBeInstanceOf(Denied)
  })

  test('a cancelled reading stays cancelled, whatever the worker does', async () => {
    const { admin } = await linkedWorld()
    const readingId = await request(admin)
    expect(await cancelReading(admin, readingId)).toEqual({ ok: true, value: null })
    expect(await run(admin, readingId)).toEqual({ ok: true, value: null })
    const reading = await inside(admin, (tx) => tx.reading.findFirstOrThrow({ where: { id: readingId } }))
    expect(reading.state).toBe('cancelled')
    expect(await cancelReading(admin, readingId)).toEqual({ ok: false, reason: 'readingNotUnderWay' })
    expect(await auditKinds(admin)).toEqual(['reading.requested', 'reading.cancelled'])
  })

  test('a reading the worker gave up on says so and makes room for the next', async () => {
    const { admin } = await linkedWorld()
    const readingId = await request(admin)
    await giveUpReading(clockActor(admin.organisationId), readingId)
    const reading = await inside(admin, (tx) => tx.reading.findFirstOrThrow({ where: { id: readingId } }))
    expect(reading).toMatchObject({ state: 'failed', reason: 'givenUp' })
    expect(await auditKinds(admin)).toEqual(['reading.requested', 'reading.failed'])
    expect(await read(admin)).toEqual({ ok: true, value: null })
  })

  test('pages of a cancelled reading are dropped as soon as the worker sees it', async () => {
    const { admin } = await linkedWorld()
    sandbox.control.fault({ kind: 'status', status: 403, match: 'assignedLicenses', times: 20 })
    await read(admin)
    expect(await staged(admin)).toBeGreaterThan(0)
    const readingId = await request(admin)
    await cancelReading(admin, readingId)
    await run(admin, readingId)
    expect(await staged(admin)).toBe(0)
    sandbox.control.reset()
  })

  test('a job left over from an earlier reading does not touch the pages of a later one', async () => {
    const { admin } = await linkedWorld()
    const first = await request(admin)
    await run(admin, first)
    sandbox.control.fault({ kind: 'status', status: 403, match: 'assignedLicenses', times: 20 })
    await read(admin)
    const pages = await staged(admin)
    expect(pages).toBeGreaterThan(0)
    await run(admin, first)
    expect(await staged(admin)).toBe(pages)
    sandbox.control.reset()
    expect(await read(admin)).toEqual({ ok: true, value: null })
    expect(await counted(admin)).toEqual(truth())
  })

  test('a reading whose job was lost is taken up when somebody asks again', async () => {
    const { admin } = await linkedWorld()
    const readingId = await request(admin)
    const jobs = async () => {
      const key = `runReading/${admin.organisationId}/${readingId}`
      const rows = await owner().$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where key = ${key}`
      return rows.length
    }
    await owner().$executeRaw`delete from graphile_worker._private_jobs`
    expect(await jobs()).toBe(0)
    expect(await requestReading(admin)).toEqual({ ok: false, reason: 'readingUnderWay' })
    expect(await jobs()).toBe(1)
  })

  test('what was read of a tenant stays after the tenant was forgotten', async () => {
    const { admin, organisationId } = await linkedWorld()
    const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
    const other = await makeTenantLink(organisationId, registration)
    await read(admin)
    const ids = async (tx: Transaction) =>
      (await tx.connection.findMany({ where: { tenantLinkId: other.id } })).map(({ id }) => id)
    const kept = () =>
      inside(admin, async (tx) => ({
        shares: await tx.deviceShare.count({
          where: { until: null, connectionId: { in: await ids(tx) } },
        }),
        people: await tx.person.count({ where: { until: null, tenantLinkId: other.id } }),
        apps: await tx.app.count({ where: { until: null, connection: { tenantLinkId: other.id } } }),
        connections: await tx.connection.count({ where: { until: null, tenantLinkId: other.id } }),
      }))
    const before = await kept()
    await owner().tenantLink.updateMany({
      where: { id: other.id },
      data: { forgottenAt: new Date(), credential: null },
    })
    await read(admin)
    expect(await kept()).toEqual(before)
    expect(before.shares).toBeGreaterThan(0)
  })

  test('a second worker is turned away while one reads', async () => {
    const { admin } = await linkedWorld()
    const readingId = await request(admin)
    const held = await openStaging(admin.organisationId, readingId)
    await expect(run(admin, readingId)).rejects.toBeInstanceOf(ReadingHeld)
    await held.close()
    expect(await run(admin, readingId)).toEqual({ ok: true, value: null })
  })
})
