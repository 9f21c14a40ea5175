import { expect, test } from 'vitest'
import {
  type Call,
  granted,
  nothing,
  type Reply,
  requestFor,
  startGraph,
  testTiming,
} from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const device = { id: 'd1c6a1f0-2b70-4a0f-bb37-6c8c3a0a4f01', operatingSystem: 'iOS' }

const openAgainst = async (answer: (call: Call, base: string) => Reply) => {
  let base = ''
  const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : answer(call, base)))
  base = server.url
  const timing = testTiming()
  const tenant = granted(await openTenant({ ...requestFor(base), timing }))
  const asked = () =>
    server.graphCalls().map((call) => call.query.get('$top') ?? call.query.get('$skiptoken'))
  return { tenant, asked }
}

test('a server that cannot make a thousand rows at once is asked for fewer', async () => {
  const { tenant, asked } = await openAgainst((call) =>
    call.query.get('$top') === '1000' ? { status: 504 } : { json: { value: [device] } },
  )
  const page = await tenant.page('managedDevices', null, null)
  expect(page).toMatchObject({ ok: true, value: { rows: [{ intuneId: device.id }] } })
  expect(new Set(asked())).toEqual(new Set(['1000', '200']))
})

test('one that fails in the middle of the list begins it again with smaller pages, once', async () => {
  const { tenant, asked } = await openAgainst((call, base) => {
    if (call.query.get('$skiptoken') === 'large') return { status: 503 }
    const next =
      call.query.get('$top') === '1000' ? 'large' : call.query.get('$top') === '200' ? 'small' : null
    return {
      json: {
        value: [device],
        ...(next && { '@odata.nextLink': `${base}${call.path}?$skiptoken=${next}` }),
      },
    }
  })
  const first = await tenant.page('managedDevices', null, null)
  const link = first.ok ? first.value.next : null
  expect(await tenant.page('managedDevices', null, link)).toEqual({ ok: false, reason: 'startOver' })
  const again = await tenant.page('managedDevices', null, null)
  const onward = again.ok ? again.value.next : null
  expect(await tenant.page('managedDevices', null, onward)).toMatchObject({ ok: true, value: { next: null } })
  expect(asked().at(-2)).toBe('200')
})
