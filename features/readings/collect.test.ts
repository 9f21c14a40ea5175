import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import { type Call, nothing, type Reply, startGraph } from '#adapters/graph/graph-server.fixture.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { requestReading } from './commands.ts'
import { runReading } from './run-reading.ts'

useTestDatabase()

const apps = ['a-1', 'a-2'].map((id) => ({
  '@odata.type': '#microsoft.graph.iosVppApp',
  id,
  displayName: id,
  vppTokenId: 't-1',
}))
const ofPerson = {
  '@odata.type': '#microsoft.graph.iosVppAppAssignedUserLicense',
  id: 'l-1',
  userId: '4b0b5f77-6e68-4f4c-9d0a-0a6c2e8a9d10',
}
const ofDevice = {
  '@odata.type': '#microsoft.graph.iosVppAppAssignedDeviceLicense',
  id: 'l-2',
  userId: null,
}
const holder = { managedDeviceId: 'd1c6a1f0-2b70-4a0f-bb37-6c8c3a0a4f01', deviceName: 'Kiosk 1' }

/** Ignores casts in `$select`; each list of licences begins with a person's and ends with a device's. */
const ignoringCasts =
  (base: () => string) =>
  (call: Call): Reply => {
    if (call.path.endsWith('/token') || call.path.endsWith('/applePushNotificationCertificate'))
      return nothing
    if (call.path.endsWith('/mobileApps')) return { json: { value: apps } }
    if (call.path.endsWith('/vppTokens')) return { json: { value: [{ id: 't-1' }] } }
    if (!call.path.endsWith('/assignedLicenses')) return { json: { value: [] } }
    const form = call.query.get('$skiptoken') ?? (call.query.get('$select')?.includes('/') ? 'cast' : 'plain')
    if (call.query.has('$skiptoken'))
      return { json: { value: [form === 'cast' ? ofDevice : { ...ofDevice, ...holder }] } }
    return { json: { value: [ofPerson], '@odata.nextLink': `${base()}${call.path}?$skiptoken=${form}` } }
  }

describe('a server that ignores type casts, where lists of licences begin with those of people', () => {
  const begin = async (watch: (call: Call) => void = () => {}) => {
    let base = ''
    const server = await startGraph((call) => {
      watch(call)
      return ignoringCasts(() => base)(call)
    })
    base = server.url
    setCloud({ loginUrl: base, graphUrl: base })
    const { organisationId, actors } = await makeWorld()
    await makeTenantLink(organisationId)
    const requested = await requestReading(actors.admin)
    if (!requested.ok) throw new Error(requested.reason)
    const { readingId } = requested.value
    const read = (signal = new AbortController().signal) =>
      runReading(clockActor(organisationId), readingId, { signal })
    const shared = () =>
      inOrganisation(organisationId, async (tx) => ({
        devices: await tx.device.findMany({ select: { intuneId: true } }),
        people: await tx.person.findMany({ select: { entraId: true } }),
        deviceShares: await tx.deviceShare.count({ where: { until: null } }),
        personShares: await tx.personShare.count({ where: { until: null } }),
        licences: await tx.readingCollection.aggregate({
          where: { collection: 'licences' },
          _sum: { seen: true, kept: true },
        }),
      }))
    return { server, read, shared }
  }
  const everybody = {
    devices: [{ intuneId: holder.managedDeviceId }],
    people: [{ entraId: ofPerson.userId }],
    deviceShares: 1,
    personShares: 1,
    licences: { _sum: { seen: 4, kept: 4 } },
  }

  test('no device is lost and none counted twice', async () => {
    const { read, shared } = await begin()
    expect(await read()).toEqual({ ok: true, value: null })
    expect(await shared()).toEqual(everybody)
  })

  test('the same from a link kept by a process that died in the middle of such a list', async () => {
    const stop = new AbortController()
    const { server, read, shared } = await begin((call) => {
      if (call.path.endsWith('/assignedLicenses') && call.query.has('$skiptoken')) stop.abort()
    })
    await expect(read(stop.signal)).rejects.toThrow('interrupted')
    expect(await read()).toEqual({ ok: true, value: null })
    expect(await shared()).toEqual(everybody)
    expect(server.graphCalls().length).toBeLessThan(60)
  })
})
