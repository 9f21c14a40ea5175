import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { requestReading } from './commands.ts'
import { readingDetail } from './queries.ts'
import { runReading } from './run-reading.ts'

useTestDatabase()

const sandbox = useSandbox({ devices: 40 })
beforeEach(() => sandbox().control.reset())
afterAll(() => setCloud(null))

const linkedAdmin = async (): Promise<Actor> => {
  const { organisationId, actors } = await makeWorld()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisationId, registration)
  return actors.admin
}
const read = async (admin: Actor) => {
  const requested = await requestReading(admin)
  if (!requested.ok) throw new Error(requested.reason)
  const { readingId } = requested.value
  const { signal } = new AbortController()
  expect(await runReading(clockActor(admin.organisationId), readingId, { signal })).toMatchObject({
    ok: true,
  })
  return readingDetail(admin, readingId)
}
const eventsOf = (admin: Actor) =>
  inOrganisation(admin.organisationId, (tx) =>
    tx.intuneEvent.findMany({ orderBy: [{ externalId: 'asc' }, { resourceId: 'asc' }] }),
  )
const consentsOf = (admin: Actor) =>
  inOrganisation(admin.organisationId, (tx) => tx.adminConsent.findMany({ orderBy: { since: 'asc' } }))
const asked = () =>
  sandbox()
    .control.calls()
    .filter(({ path, query }) => path.endsWith('/auditEvents') && !query.includes('skiptoken'))

const noPermission = { kind: 'status', status: 403, times: 20 }

describe('audit events', () => {
  test('are copied from the first reading on: those of Apple’s objects, without any value', async () => {
    const admin = await linkedAdmin()
    const { collections, wentWithout } = await read(admin)
    const events = await eventsOf(admin)
    expect(events).toHaveLength(sandbox().control.truth().auditEvents)
    expect(JSON.stringify(events)).not.toMatch(/CANARY|192\.0\.2/)
    expect(events.some(({ subject, activityType }) => subject === null && activityType === 'Rebalance')).toBe(
      true,
    )
    expect(events.some(({ actorUpn, actorApplication }) => !actorUpn && actorApplication)).toBe(true)
    expect(events.some(({ actorUpn, actorApplication }) => !actorUpn && !actorApplication)).toBe(true)
    expect(wentWithout).toEqual([])
    const told = collections.find(({ collection }) => collection === 'auditEvents')
    expect(told).toMatchObject({
      kept: new Set(events.map(({ externalId }) => externalId)).size,
      isDone: true,
    })
    expect(told?.seen).toBeGreaterThan(told?.kept ?? 0)
  })

  test('are asked for from the last copy on, and copied once although the filter is ignored', async () => {
    const admin = await linkedAdmin()
    const { startedAt } = await read(admin)
    const before = await eventsOf(admin)
    await read(admin)
    expect(await eventsOf(admin)).toEqual(before)
    const filters = asked().map(({ query }) => /activityDateTime ge (\S+?)(?:&|$)/.exec(query)?.[1])
    expect(filters).toHaveLength(2)
    expect(filters[0]).toBeUndefined()
    expect(Date.parse(filters[1] ?? '')).toBe((startedAt?.getTime() ?? 0) - 86_400_000)

    sandbox().control.change({ renewPushCertificate: true })
    await read(admin)
    const fresh = (await eventsOf(admin)).filter(({ since }) => since === 3)
    expect(fresh.map(({ subject, deed }) => [subject, deed]).toSorted()).toEqual([
      ['pushCertificate', 'renewed'],
      ['sharingAuthorisation', 'agreed'],
    ])
    expect(await eventsOf(admin)).toHaveLength(sandbox().control.truth().auditEvents)
  })

  test('that may not be read do not fail the reading, which says which permission is missing', async () => {
    const admin = await linkedAdmin()
    sandbox().control.fault({ ...noPermission, match: 'auditEvents' })
    const refusedReading = await read(admin)
    expect(refusedReading.state).toBe('finished')
    expect(refusedReading.wentWithout).toMatchObject([
      {
        collection: 'auditEvents',
        tenant: 'Lindegaard',
        reason: 'missingPermission',
        reasonValues: { permissions: expect.stringContaining('DeviceManagementApps.Read.All') },
      },
    ])
    expect(await eventsOf(admin)).toEqual([])
  })

  test('refused half-way leave nothing behind, and the next reading asks for all of them', async () => {
    const admin = await linkedAdmin()
    sandbox().control.fault({ ...noPermission, match: 'actor,resources&$skiptoken' })
    expect((await read(admin)).wentWithout).toHaveLength(1)
    expect(asked()).toHaveLength(1)
    expect(await eventsOf(admin)).toEqual([])

    sandbox().control.reset()
    expect((await read(admin)).wentWithout).toEqual([])
    expect(asked().every(({ query }) => !query.includes('$filter'))).toBe(true)
    expect(await eventsOf(admin)).toHaveLength(sandbox().control.truth().auditEvents)
  })

  test('refused in a reading that failed are asked for again when it goes on', async () => {
    const admin = await linkedAdmin()
    sandbox().control.fault({ ...noPermission, match: 'auditEvents' })
    sandbox().control.fault({ kind: 'garbage', match: 'identities', times: 20 })
    sandbox().control.fault({ kind: 'garbage', match: 'managedDevices', times: 20 })
    const requested = await requestReading(admin)
    if (!requested.ok) throw new Error(requested.reason)
    const { signal } = new AbortController()
    await runReading(clockActor(admin.organisationId), requested.value.readingId, { signal })
    sandbox().control.reset()
    expect((await read(admin)).id).toBe(requested.value.readingId)
    expect(await eventsOf(admin)).toHaveLength(sandbox().control.truth().auditEvents)
  })
})

describe('the administrators’ consent', () => {
  test('is an interval, and what cannot be read leaves the last answer standing', async () => {
    const admin = await linkedAdmin()
    await read(admin)
    await read(admin)
    expect(await consentsOf(admin)).toMatchObject([{ shareApnsData: 'granted', since: 1, until: null }])

    sandbox().control.change({ adminConsent: 'notGranted' })
    sandbox().control.fault({ ...noPermission, match: 'select=adminConsent', times: 1 })
    const { wentWithout } = await read(admin)
    expect(wentWithout).toMatchObject([{ collection: 'adminConsent', reason: 'missingPermission' }])
    expect(await consentsOf(admin)).toHaveLength(1)

    await read(admin)
    expect(await consentsOf(admin)).toMatchObject([
      { shareApnsData: 'granted', since: 1, until: 4 },
      { shareApnsData: 'notGranted', since: 4, until: null },
    ])
  })
})
