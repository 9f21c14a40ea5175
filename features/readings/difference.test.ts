import { describe, expect, test } from 'vitest'
import { Missing } from '#domain/outcome.ts'
import { listAccounts } from '#features/accounts/list-accounts.ts'
import { connectionsAt } from '#features/connections/queries.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { readingDifference } from './difference.ts'
import { handedOver, movedDevices, movedPeople } from './difference-lists.ts'
import { openTenantWorld, someone, type Tenant, type TenantWorld } from './tenant.fixture.ts'

useTestDatabase()

const [anna, bo, carl] = [someone('anna'), someone('bo'), someone('carl')] as const
const first: Tenant = {
  push: true,
  devices: [
    { id: 'd1', serial: 'S1', user: anna },
    { id: 'd2', serial: 'S2', user: bo },
  ],
  tokens: [
    { id: 't1', type: 'dep', serials: ['S1', 'S2'], name: 'Old name', appleId: 'old@lindegaard.example' },
  ],
  locations: [{ id: 'l1', apps: [['d1']] }],
}
/** d1 handed to Carl, d2 gone, d3 new; the token renamed and of another account; another location token. */
const second: Tenant = {
  push: true,
  devices: [
    { id: 'd1', serial: 'S1', user: carl },
    { id: 'd3', serial: 'S3', user: carl },
  ],
  tokens: [
    { id: 't1', type: 'dep', serials: ['S1', 'S3'], name: 'New name', appleId: 'new@lindegaard.example' },
  ],
  locations: [
    { id: 'l1', apps: [['d1']] },
    { id: 'l2', apps: [] },
  ],
}

const readAll = async (...tenants: Tenant[]) => {
  const world = await openTenantWorld(first)
  const ids: string[] = []
  for (const tenant of tenants) {
    world.state.tenant = tenant
    ids.push(await world.read())
  }
  return { world, ids, admin: world.actors.admin }
}

const between = async (world: TenantWorld, id: string | undefined, from?: string) => {
  const { difference } = await readingDifference(world.actors.auditor, id ?? '', { ...(from && { from }) })
  if (!difference) throw new Error('there is nothing to compare with')
  return difference
}

/** Numbers as "in, out", by the connection's name. */
const numbersOf = ({ shares }: Awaited<ReturnType<typeof between>>) =>
  Object.fromEntries(
    shares.map(({ connection, devices, people }) => [
      connection.name,
      [devices.appeared, devices.vanished, people.appeared, people.vanished],
    ]),
  )

describe('the difference of a reading and the one before it', () => {
  test('tells connections, accounts, devices and people that appeared, vanished or changed', async () => {
    const { world, ids } = await readAll(first, second)
    const found = await between(world, ids[1])
    expect(found.isFrozen).toBe(true)
    expect(found.connections.map(({ connection, change }) => [connection.name, change])).toEqual([
      ['New name', 'changed'],
      ['l2', 'appeared'],
    ])
    expect(found.connections[0]?.facts).toEqual([
      { key: 'appleId', before: 'old@lindegaard.example', after: 'new@lindegaard.example' },
      { key: 'name', before: 'Old name', after: 'New name' },
    ])
    expect(found.accounts).toEqual({
      appeared: ['new@lindegaard.example'],
      vanished: ['old@lindegaard.example'],
      missing: [],
    })
    expect(numbersOf(found)).toEqual({ 'MDM push certificate': [1, 1, 1, 2], 'New name': [1, 1, 1, 2] })
    expect(found.handedOver).toBe(1)
    expect(found.isNothing).toBe(false)
  })

  test('tells a push certificate as emptied, and as listed once it names somebody again', async () => {
    const { world, ids } = await readAll(first, { ...first, push: 'emptied' }, first)
    const factsOf = async (id: string | undefined) => (await between(world, id)).connections[0]?.facts
    expect(await factsOf(ids[1])).toEqual([{ key: 'emptied', before: null, after: 'true' }])
    expect(await factsOf(ids[2])).toEqual([{ key: 'emptied', before: 'true', after: null }])
  })

  test('lists who is behind each number, page by page', async () => {
    const { world, ids, admin } = await readAll(first, second)
    const found = await between(world, ids[1])
    const push = found.shares[0]?.connectionId ?? ''
    const asked = { id: ids[1] ?? '', from: undefined, connectionId: push, after: null, most: 1 }
    const came = await movedDevices(admin, { ...asked, way: 'appeared' })
    expect(came.rows.map(({ serial }) => serial)).toEqual(['S3'])
    const left = await movedPeople(admin, { ...asked, way: 'vanished' })
    expect(left.next).not.toBeNull()
    const more = await movedPeople(admin, { ...asked, way: 'vanished', after: left.next })
    expect([...left.rows, ...more.rows].map(({ upn }) => upn).toSorted()).toEqual([anna.upn, bo.upn])
    expect(more.next).toBeNull()
    const given = await handedOver(admin, { id: ids[1] ?? '', from: undefined, after: null, most: 10 })
    expect(given.rows).toMatchObject([{ serial: 'S1', before: anna.upn, after: carl.upn }])
  })

  test('tells a token that was gone in between once, and what it shares at both as neither come nor gone', async () => {
    const without = { ...first, tokens: [], push: false }
    const later = { ...second, tokens: second.tokens.map((token) => ({ ...token, serials: ['S1', 'S4'] })) }
    const { world, ids } = await readAll(first, without, later)
    const found = await between(world, ids[2], ids[0])
    expect(found.connections.map(({ connection, change }) => [connection.name, change])).toEqual([
      ['MDM push certificate', 'returned'],
      ['New name', 'returned'],
      ['l2', 'appeared'],
    ])
    expect(found.connections[1]?.facts.map(({ key }) => key)).toEqual(['appleId', 'name'])
    const lists = await Promise.all(
      found.shares.map(({ connectionId }) =>
        movedDevices(world.actors.admin, {
          id: ids[2] ?? '',
          from: ids[0],
          connectionId,
          way: 'appeared',
          after: null,
          most: 10,
        }),
      ),
    )
    expect(lists.flatMap(({ rows }) => rows.map(({ serial }) => serial)).toSorted()).toEqual(['S3', 'S4'])
  })

  test('is nothing where nothing changed, and nothing to compare where no reading came before', async () => {
    const { world, ids, admin } = await readAll(first, first)
    expect(await between(world, ids[1])).toMatchObject({ isNothing: true, connections: [], shares: [] })
    const begun = await readingDifference(admin, ids[0] ?? '')
    expect(begun).toMatchObject({ difference: null, offered: [] })
    await expect(readingDifference(admin, ids[0] ?? '', { from: ids[1] ?? '' })).rejects.toThrow(Missing)
  })

  test('keeps its numbers when those behind them are erased', async () => {
    const { world, ids } = await readAll(first, second)
    const before = numbersOf(await between(world, ids[1]))
    await owner().deviceShare.deleteMany({ where: { organisationId: world.organisationId, until: 2 } })
    expect(numbersOf(await between(world, ids[1]))).toEqual(before)
  })

  test('frozen numbers are those that counting finds', async () => {
    const { world, ids } = await readAll(first, second, first, second)
    for (const id of ids.slice(1)) {
      const frozen = await between(world, id)
      await owner().reading.updateMany({ where: { id }, data: { changes: {} } })
      const counted = await between(world, id)
      expect(counted.isFrozen).toBe(false)
      expect(numbersOf(counted)).toEqual(numbersOf(frozen))
      expect(counted.handedOver).toBe(frozen.handedOver)
    }
  })
})

describe('the difference of readings further apart', () => {
  test('leaves out what came and went, or went and came back, in between', async () => {
    const { world, ids, admin } = await readAll(first, second, first)
    const found = await between(world, ids[2], ids[0])
    expect(found.isFrozen).toBe(false)
    expect(numbersOf(found)).toEqual({})
    expect(found.handedOver).toBe(0)
    expect(found.accounts).toEqual({ appeared: [], vanished: [], missing: [] })
    expect(found.connections.filter(({ change }) => change === 'appeared')).toEqual([])
    const asked = { id: ids[2] ?? '', from: ids[0], after: null, most: 10 }
    expect((await handedOver(admin, asked)).rows).toEqual([])
  })

  test('adds up what happened on the way', async () => {
    const third: Tenant = { ...second, devices: [...second.devices, { id: 'd4', serial: 'S4', user: bo }] }
    const { world, ids } = await readAll(first, second, third)
    const found = await between(world, ids[2], ids[0])
    expect(numbersOf(found)).toEqual({ 'MDM push certificate': [2, 1, 1, 1], 'New name': [1, 1, 1, 2] })
    expect(found.handedOver).toBe(1)
  })
})

describe('the past of a connection', () => {
  test('has the name, account and state of its day', async () => {
    const { world } = await readAll(first, second, { ...second, tokens: [] }, second)
    const tokenAt = async (sequence: number) => {
      const reading = await owner().reading.findFirstOrThrow({
        where: { organisationId: world.organisationId, sequence },
      })
      const at = reading.finishedAt ?? new Date()
      const all = await world.inside((tx) => connectionsAt(tx, { at, sequence }))
      const token = all.find(({ externalId }) => externalId === 't1')
      return [token?.name, token?.account?.appleId, token?.state]
    }
    expect(await tokenAt(1)).toEqual(['Old name', 'old@lindegaard.example', 'sharing'])
    expect(await tokenAt(2)).toEqual(['New name', 'new@lindegaard.example', 'sharing'])
    expect(await tokenAt(3)).toEqual(['New name', 'new@lindegaard.example', 'disabled'])
    expect(await tokenAt(4)).toEqual(['New name', 'new@lindegaard.example', 'sharing'])
  })

  test('an account whose only connection is missing is missing, and gone with it', async () => {
    const world = await openTenantWorld(first)
    await world.read()
    const known = await owner().connection.findFirstOrThrow({
      where: { organisationId: world.organisationId, externalId: 't1' },
    })
    await owner().$executeRaw`update connection set missing_since = 1 where id = ${known.id}::uuid`
    await owner().$executeRaw`insert into connection_fact (organisation_id, connection_id, key, value, since)
      values (${world.organisationId}::uuid, ${known.id}::uuid, 'missing', 'true', 1)`
    const account = async () =>
      (await listAccounts(world.actors.auditor)).accounts.find(({ appleId }) => appleId.startsWith('old'))
    expect((await account())?.connections.map(({ state }) => state)).toEqual(['missing'])
    world.state.tenant = { ...first, tokens: [] }
    await world.read()
    expect((await account())?.connections.map(({ state }) => state)).toEqual(['disabled'])
    const closed = await owner().account.findFirstOrThrow({
      where: { organisationId: world.organisationId, appleId: 'old@lindegaard.example' },
    })
    expect(closed.until).toBe(2)
  })
})
