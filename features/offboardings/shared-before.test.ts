import { expect, test } from 'vitest'
import { sharedBeforeAt } from '#features/inventory/shared-before.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { confirmed, must } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { connectionsIn } from './scope.ts'
import { leaveOut } from './word-commands.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 60_000 })

/** The next reading at once, whatever is planned. */
const read = async () => {
  const { organisationId } = tenant.world
  await owner().reading.deleteMany({ where: { organisationId, state: 'waiting' } })
  await tenant.world.read()
}

test('a reading in the middle of a case does not make what was shared less', async () => {
  const { world } = tenant
  const id = await confirmed(world)
  const { plan } = await world.caseOf(id)
  // Its licences are revoked and its token still there; then somebody reads.
  await tenant.once(id)
  tenant.pass(5 * 60_000)
  await world.read()
  const kiosk = await world.connection('Skagen Kiosk')
  const counts = await world.inside((tx) =>
    tx.inventoryCount.findMany({ where: { scopeId: kiosk.id, element: '' }, orderBy: { readingId: 'asc' } }),
  )
  expect(counts.map(({ devices }) => Number(devices)).at(-1)).toBeLessThan(plan.counts.devices)
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
  await read()
  const [before] = await world.inside(async (tx) => {
    const connections = await connectionsIn(
      tx,
      plan.connections.map((connection) => connection.id),
    )
    return [...(await sharedBeforeAt(tx, connections, new Date())).values()]
  })
  expect(plan.counts.devices).toBeGreaterThan(0)
  expect(before).toMatchObject({ devices: plan.counts.devices, people: plan.counts.people })
})

test('a reading that did not list what is gone now does not make what was shared less', async () => {
  const { world, sandbox } = tenant
  const kiosk = await world.connection('Skagen Kiosk')
  const sharedBefore = async () =>
    world.inside(async (tx) =>
      (await sharedBeforeAt(tx, await connectionsIn(tx, [kiosk.id]), new Date())).get(kiosk.id),
    )
  const [counted] = await world.inside((tx) =>
    tx.inventoryCount.findMany({ where: { scopeId: kiosk.id, element: '' } }),
  )
  await world.read()
  const { organisationId } = world
  const { id: readingId } = await owner().reading.findFirstOrThrow({ where: { organisationId, sequence: 2 } })
  await owner().connectionFact.create({
    data: { organisationId, connectionId: kiosk.id, key: 'missing', value: 'true', since: 2 },
  })
  await owner().inventoryCount.updateMany({
    where: { organisationId, readingId, scopeId: kiosk.id },
    data: { devices: 0, people: 0 },
  })
  sandbox.control.change({ removeToken: kiosk.externalId })
  await world.read()
  expect(await sharedBefore()).toMatchObject({
    devices: Number(counted?.devices),
    people: Number(counted?.people),
  })
})

test('what a first case revoked and left out is still told of by the case that ended it', async () => {
  const { world, sandbox } = tenant
  const kiosk = await world.connection('Skagen Kiosk')
  const first = await confirmed(world)
  const { plan } = await world.caseOf(first)
  // Its licences are revoked; Microsoft refuses to delete its token.
  sandbox.control.fault({ match: 'DELETE /beta/deviceAppManagement/vppTokens', status: 403, times: 1 })
  expect((await tenant.carryOut(first)).state).toBe('needsAttention')
  must(await leaveOut(world.actors.admin, first, { connectionId: kiosk.id, why: 'Not now.' }))
  await read()
  const second = await confirmed(world)
  expect((await tenant.carryOut(second)).state).toBe('awaitingAccount')
  await read()
  const before = await world.inside(async (tx) =>
    (await sharedBeforeAt(tx, await connectionsIn(tx, [kiosk.id]), new Date())).get(kiosk.id),
  )
  expect(plan.counts.devices).toBeGreaterThan(0)
  expect(before).toMatchObject({ devices: plan.counts.devices, people: plan.counts.people })
})
