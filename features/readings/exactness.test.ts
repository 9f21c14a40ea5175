import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '#prisma/testing.ts'
import {
  openTenantWorld,
  sharedAt,
  someone,
  type Tenant,
  type TenantWorld,
  truthOf,
} from './tenant.fixture.ts'

useTestDatabase()

const [anna, bo, carl] = [someone('anna'), someone('bo'), someone('carl')] as const
const base: Tenant = {
  push: true,
  devices: [
    { id: 'd1', serial: 'S1', user: anna },
    { id: 'd2', serial: 'S2', user: bo },
    { id: 'd3', serial: null, user: anna },
    { id: 'd4', serial: 'S4', user: null },
  ],
  tokens: [
    { id: 't1', type: 'dep', serials: ['S1', 'S2', 'S9'] },
    { id: 't2', type: 'appleSchoolManager', serials: ['S4'] },
  ],
  locations: [
    {
      id: 'l1',
      apps: [
        ['d1', 'd2', anna],
        ['d1', bo],
      ],
    },
  ],
}
const withDevices = (change: (devices: Tenant['devices']) => Tenant['devices']): Tenant => ({
  ...base,
  devices: change(base.devices),
})
const withSerials = (first: string[], second: string[]): Tenant => ({
  ...base,
  tokens: base.tokens.map((token, n) => ({ ...token, serials: n === 0 ? first : second })),
})
const withLicences = (apps: Tenant['locations'][number]['apps']): Tenant => ({
  ...base,
  locations: [{ id: 'l1', apps }],
})

/** What shows in the intervals, and would show in counts that are written down. */
const isWellKept = async (world: TenantWorld, sequence: number): Promise<void> => {
  const overlaps = await world.inside(
    (tx) => tx.$queryRaw<unknown[]>`
      select a.device_id from device_share a join device_share b
        on a.connection_id = b.connection_id and a.device_id = b.device_id and a.since < b.since
      where a.until is null or a.until > b.since
      union all select a.person_id from person_share a join person_share b
        on a.connection_id = b.connection_id and a.person_id = b.person_id and a.since < b.since
      where a.until is null or a.until > b.since
      union all select device_id from device_share where until <= since
      union all select person_id from person_share where until <= since
      union all select device_id from device_past_user where until <= since`,
  )
  expect(overlaps).toEqual([])
  const counts = await world.inside(async (tx) => {
    const { id: readingId } = await tx.reading.findFirstOrThrow({ where: { sequence } })
    const rows = await tx.inventoryCount.findMany({ where: { readingId, element: '' } })
    const connections = await tx.connection.findMany({ where: { until: null } })
    return connections.map(({ id, service, externalId }) => {
      const row = rows.find(({ scope, scopeId }) => scope === 'connection' && scopeId === id)
      return [`${service} ${externalId}`, Number(row?.devices), Number(row?.people)]
    })
  })
  const shared = await sharedAt(world, sequence)
  expect(counts.toSorted()).toEqual(
    Object.entries(shared)
      .map(([name, { devices, people }]) => [name, devices.length, people.length])
      .toSorted(),
  )
}

describe.each([
  { way: 'row by row', inBulk: false },
  { way: 'in bulk, in a part of its own', inBulk: true },
])('the next reading tells the tenant as it is, whatever changed, $way', ({ inBulk }) => {
  test.each<[string, Tenant]>([
    ['nothing', base],
    ['a device vanished', withDevices((devices) => devices.slice(1))],
    ['a device appeared', withDevices((devices) => [...devices, { id: 'd5', serial: 'S5', user: carl }])],
    ['a device changed its user', withDevices((d) => d.map((each) => ({ ...each, user: carl })))],
    ['a user gave the device back', withDevices((d) => d.map((each) => ({ ...each, user: null })))],
    ['a device was renamed', withDevices((d) => d.map((each) => ({ ...each, name: 'New name' })))],
    [
      'a serial number appeared where there was none',
      withDevices((d) => d.map((each) => (each.id === 'd3' ? { ...each, serial: 'S9' } : each))),
    ],
    [
      'a serial number is no longer told',
      withDevices((d) => d.map((each) => (each.id === 'd1' ? { ...each, serial: null } : each))),
    ],
    [
      'a device enrolled anew under another id',
      withDevices((d) => d.map((each) => (each.id === 'd1' ? { ...each, id: 'd1b' } : each))),
    ],
    [
      'a device enrolled anew beside its old record',
      withDevices((devices) => [...devices, { id: 'd1b', serial: 'S1', user: anna }]),
    ],
    ['a serial moved between tokens', withSerials(['S2', 'S9'], ['S4', 'S1'])],
    ['serials are listed twice', withSerials(['S1', 'S1', 'S2', 'S9'], ['S4', 'S4'])],
    ['a token lists nothing', withSerials([], ['S4'])],
    [
      'a licence more for the same device',
      withLicences([
        ['d1', 'd2', anna],
        ['d1', 'd2', bo],
      ]),
    ],
    ['a licence less for the same device', withLicences([['d1', 'd2', anna], [bo]])],
    ['the last licence of a device', withLicences([['d2', anna], [bo]])],
    [
      'a licence of a device that Intune does not know',
      withLicences([
        ['d1', 'd2', 'd99', anna],
        ['d1', bo],
      ]),
    ],
    ['all apps went', withLicences([])],
    [
      'a person named by UPN alone',
      withLicences([
        ['d1', 'd2', { id: null, upn: anna.upn }],
        ['d1', bo],
      ]),
    ],
    [
      'a stranger named by UPN alone',
      withLicences([['d1', { id: null, upn: 'x@lindegaard.example' }], [bo]]),
    ],
    ['the push certificate is gone', { ...base, push: false }],
    ['a token is gone', { ...base, tokens: base.tokens.slice(1) }],
    [
      'a token changed its type',
      { ...base, tokens: base.tokens.map((token) => ({ ...token, type: 'appleSchoolManager' as const })) },
    ],
    [
      'a token changed its type while a serial of its own enrolled',
      {
        ...withDevices((d) => d.map((each) => (each.id === 'd3' ? { ...each, serial: 'S9' } : each))),
        tokens: base.tokens.map((token) => ({ ...token, type: 'appleSchoolManager' as const })),
      },
    ],
    ['everything is gone', { push: false, devices: [], tokens: [], locations: [] }],
  ])('%s, and back again', async (_what, changed) => {
    const world = await openTenantWorld(base, { inBulk })
    await world.read()
    for (const [n, tenant] of [changed, base].entries()) {
      world.state.tenant = tenant
      await world.read()
      expect(await sharedAt(world, n + 2)).toEqual(truthOf(tenant))
      await isWellKept(world, n + 2)
    }
    // The past stays askable.
    expect(Object.keys(await sharedAt(world, 1)).toSorted()).toEqual(Object.keys(truthOf(base)).toSorted())
  })

  test('rows that move between pages, come twice and change while they are read are told once', async () => {
    const world = await openTenantWorld(base, { inBulk })
    await world.read()
    let pages = 0
    const moved = withDevices((devices) => [...devices.toReversed(), { id: 'd0', serial: 'S0', user: carl }])
    world.state.onCall = ({ path }) => {
      if (path.endsWith('/managedDevices') && pages++ === 1) world.state.tenant = moved
    }
    await world.read()
    await isWellKept(world, 2)
    world.state.onCall = () => {}
    await world.read()
    expect(await sharedAt(world, 3)).toEqual(truthOf(moved))
    await isWellKept(world, 3)
  })

  test('a serial stays listed when its old device is managed again and tells none', async () => {
    const world = await openTenantWorld(base, { inBulk })
    await world.read()
    const unmanaged = withDevices((devices) => devices.filter(({ id }) => id !== 'd1'))
    const silent = withDevices((d) => d.map((each) => (each.id === 'd1' ? { ...each, serial: null } : each)))
    for (const [n, tenant] of [unmanaged, silent].entries()) {
      world.state.tenant = tenant
      await world.read()
      expect(await sharedAt(world, n + 2)).toEqual(truthOf(tenant))
    }
  })

  test('a device handed over is cut at the hand-over', async () => {
    const world = await openTenantWorld(base, { inBulk })
    await world.read()
    world.state.tenant = withDevices((d) =>
      d.map((each) => (each.id === 'd1' ? { ...each, user: carl } : each)),
    )
    await world.read()
    await world.read()
    world.state.tenant = withDevices((devices) => devices.filter(({ id }) => id !== 'd1'))
    await world.read()
    const users = await world.inside(async (tx) => {
      const device = await tx.device.findFirstOrThrow({ where: { intuneId: 'd1' } })
      const past = await tx.devicePastUser.findMany({
        where: { deviceId: device.id },
        orderBy: { since: 'asc' },
      })
      const people = await tx.person.findMany()
      return past.map(({ personId, since, until }) => [
        people.find(({ id }) => id === personId)?.entraId,
        since,
        until,
      ])
    })
    expect(users).toEqual([
      ['anna', 1, 2],
      ['carl', 2, 4],
    ])
  })
})

const serial = fc.constantFrom('S1', 'S2', 'S3', 'S4', 'S5', 'S6')
const person = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('anna', 'bo', 'carl', 'dina').map(someone) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('anna', 'eva')
      .map((name) => ({ id: null, upn: `${name}@lindegaard.example` })),
  },
)
const deviceId = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7')
const tenants: fc.Arbitrary<Tenant> = fc.record({
  push: fc.boolean(),
  // Two managed devices with one serial number are told apart in the table above; here the truth must be simple.
  devices: fc
    .uniqueArray(fc.record({ id: deviceId, serial: fc.option(serial), user: fc.option(person) }), {
      selector: ({ id }) => id,
      maxLength: 7,
    })
    .map((devices) =>
      devices.map((device, n) => ({
        ...device,
        serial: devices.findIndex((other) => other.serial === device.serial) === n ? device.serial : null,
      })),
    ),
  tokens: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('t1', 't2', 't3'),
      type: fc.constantFrom('dep' as const, 'appleSchoolManager' as const),
      serials: fc.array(serial, { maxLength: 8 }),
    }),
    { selector: ({ id }) => id },
  ),
  locations: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('l1', 'l2'),
      apps: fc.array(fc.array(fc.oneof(deviceId, person), { maxLength: 5 }), { maxLength: 3 }),
    }),
    { selector: ({ id }) => id },
  ),
})

test('for any history of any tenant: shares are its truth, intervals never overlap, counts are what a recount says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(tenants, { minLength: 2, maxLength: 5 }),
      fc.boolean(),
      async (history, inBulk) => {
        const world = await openTenantWorld(history[0] ?? base, { inBulk })
        for (const [n, tenant] of history.entries()) {
          world.state.tenant = tenant
          await world.read()
          expect(await sharedAt(world, n + 1)).toEqual(truthOf(tenant))
          await isWellKept(world, n + 1)
        }
      },
    ),
    // The same histories each time: a finding belongs to the change that made it.
    { numRuns: 10, seed: 20261122 },
  )
}, 300_000)
