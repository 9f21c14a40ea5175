import { describe, expect, test } from 'vitest'
import {
  type Call,
  granted,
  nothing,
  type Reply,
  requestFor,
  startGraph,
} from '#adapters/graph/graph-server.fixture.ts'
import { openTenant } from '#adapters/graph/tenant-reader.ts'
import type { Checkpoint, StagedPage, Staging } from '#adapters/staging.ts'
import { collect } from './collect.ts'

const link = 'link-1'
type Place = Pick<Checkpoint, 'tenantLinkId' | 'collection' | 'scope'>
const isAt = (place: Place) => (each: Place) =>
  each.tenantLinkId === place.tenantLinkId &&
  each.collection === place.collection &&
  each.scope === place.scope

/** Staging held in memory: the same pages and checkpoints, and how often a collection was begun again. */
const memoryStaging = () => {
  let pages: StagedPage[] = []
  const restarts: string[] = []
  const staging: Staging = {
    checkpoints: async () => {
      const newest = new Map(pages.map((page) => [`${page.collection} ${page.scope}`, page]))
      return [...newest.values()].map((page) => ({ ...page, pages: 1, isDone: page.nextLink === null }))
    },
    stage: async (page) => {
      pages.push(page)
    },
    restart: async (place) => {
      if (pages.some(isAt(place))) restarts.push(`${place.collection} ${place.scope}`)
      const gone = isAt(place)
      pages = pages.filter((page) => !gone(page))
    },
    objects: async (_link, collection) =>
      pages
        .filter((page) => page.collection === collection)
        .flatMap(({ rows }) => rows.map((row) => JSON.parse(String(row[3])))),
    forgetEarlier: async () => {},
    close: async () => {},
  }
  const rowsOf = (collection: string) =>
    pages.filter((page) => page.collection === collection).flatMap(({ rows }) => rows)
  return { staging, restarts, rowsOf }
}

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
    if (!call.path.endsWith('/assignedLicenses')) return { json: { value: [] } }
    const form = call.query.get('$skiptoken') ?? (call.query.get('$select')?.includes('/') ? 'cast' : 'plain')
    if (call.query.has('$skiptoken'))
      return { json: { value: [form === 'cast' ? ofDevice : { ...ofDevice, ...holder }] } }
    return { json: { value: [ofPerson], '@odata.nextLink': `${base()}${call.path}?$skiptoken=${form}` } }
  }

describe('a server that ignores type casts, where lists of licences begin with those of people', () => {
  const begin = async () => {
    let base = ''
    const server = await startGraph((call) => ignoringCasts(() => base)(call))
    base = server.url
    const memory = memoryStaging()
    const read = async (signal = new AbortController().signal) =>
      collect(granted(await openTenant(requestFor(base))), link, memory.staging, [], signal)
    return { server, memory, read }
  }
  const licence = (app: string) => [
    [app, null, null, ofPerson.userId, null, null],
    [app, holder.managedDeviceId, holder.deviceName, null, null, null],
  ]

  test('no device is lost and no licence staged twice: one list starts over, the next is asked rightly', async () => {
    const { memory, read } = await begin()
    expect(await read()).toEqual({ ok: true, value: null })
    expect(memory.rowsOf('licences')).toEqual([...licence('a-1'), ...licence('a-2')])
    expect(memory.restarts).toEqual(['licences a-1'])
  })

  test('the same from a link kept by a process that died in the middle of such a list', async () => {
    const { server, memory, read } = await begin()
    const stop = new AbortController()
    const { stage } = memory.staging
    memory.staging.stage = async (page) => {
      await stage(page)
      if (page.collection === 'licences') stop.abort()
    }
    expect(await read(stop.signal)).toMatchObject({ ok: false, reason: 'cancelled' })
    expect(memory.rowsOf('licences')).toEqual(licence('a-1').slice(0, 1))
    memory.staging.stage = stage
    expect(await read()).toEqual({ ok: true, value: null })
    expect(memory.rowsOf('licences')).toEqual([...licence('a-1'), ...licence('a-2')])
    // The kept link tells nothing of the query behind it, which is found out by asking once more.
    const begunAgain = memory.restarts.filter((place) => place.startsWith('licences'))
    expect(begunAgain).toEqual(['licences a-1', 'licences a-1'])
    expect(server.graphCalls().length).toBeLessThan(40)
  })
})
