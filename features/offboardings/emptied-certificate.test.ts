import { describe, expect, test } from 'vitest'
import { impactLists } from '#domain/offboarding/impact-lists.ts'
import { latest, staysAt } from '#features/connections/queries.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { sharedBeforeAt } from '#features/inventory/shared-before.ts'
import { listPeople } from '#features/people/list-people.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { approvalAsked, confirm, decide, must, started } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { factsOf } from './facts.ts'
import { retryTask } from './run-commands.ts'
import { acceptRemainder } from './word-commands.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 60, revocationMilliseconds: 60_000 })
const change = (body: Record<string, boolean>) => tenant.sandbox.control.change(body)
const certificate = () =>
  tenant.world.inside((tx) => tx.connection.findFirstOrThrow({ where: { service: 'apns' } }))
const factsNow = async (...ids: string[]) => tenant.world.inside((tx) => factsOf(tx, ids, new Date()))

describe('a push certificate whose fields were emptied', () => {
  test('counts in a case what Intune still manages, as before', async () => {
    const { id } = await certificate()
    const before = await factsNow(id)
    expect(before.plan.counts.managed).toBeGreaterThan(0)
    change({ clearPushCertificate: true })
    await tenant.world.read()
    const { plan, impact } = await factsNow(id)
    expect(plan.counts).toEqual(before.plan.counts)
    expect(plan.hardStops).toEqual(before.plan.hardStops)
    expect(impact.each).toEqual(before.impact.each)
  })

  test('has every number of its impact lead to as many rows', async () => {
    const { admin } = tenant.world.actors
    const { id } = await certificate()
    for (const isEmptied of [false, true]) {
      if (isEmptied) {
        change({ clearPushCertificate: true })
        await tenant.world.read()
      }
      const touched = await factsNow(id)
      const items = impactLists(touched).flatMap((list) => list.items)
      const rowsOf = (of: string) => items.find(({ id: item }) => item === of)?.rows
      const { managed, people, fixed } = touched.plan.counts
      const over = (of: string) => ({ connection: id, only: rowsOf(of)?.only })
      const devices = await listDevices(admin, { over: over('managed'), most: 1000 })
      expect(devices.devices).toHaveLength(managed)
      const fixedOnes = await listDevices(admin, { over: over('fixed'), most: 1000 })
      expect(fixedOnes.devices).toHaveLength(fixed)
      const listed = await listPeople(admin, { over: over('people'), most: 1000 })
      expect(listed.people).toHaveLength(people)
    }
  })

  test('cannot have licences revoked: there is no working one', async () => {
    const kiosk = await tenant.world.connection('Skagen Kiosk')
    const stopsNow = async () => (await factsNow(kiosk.id)).plan.hardStops.map(({ kind }) => kind)
    expect(await stopsNow()).not.toContain('pushCertificateExpired')
    change({ clearPushCertificate: true })
    await tenant.world.read()
    expect(await stopsNow()).toContain('pushCertificateExpired')
  })

  test('shared before it went what it shared before it was emptied', async () => {
    const { id } = await certificate()
    const { plan } = await factsNow(id)
    const { devices, people } = plan.counts
    const sharedBefore = async (moment = latest()) =>
      tenant.world.inside(async (tx) =>
        (await sharedBeforeAt(tx, await staysAt(tx, moment, [id]), moment.at)).get(id),
      )
    change({ clearPushCertificate: true })
    await tenant.world.read()
    await tenant.world.read()
    expect(await sharedBefore()).toMatchObject({ devices, people, until: null })
    const emptiedAt = new Date()
    tenant.sandbox.control.reset()
    await tenant.world.read()
    expect(await sharedBefore()).toBeUndefined()
    expect(await sharedBefore({ at: emptiedAt, sequence: 3 })).toMatchObject({ devices, people, until: null })
    change({ clearPushCertificate: true })
    await tenant.world.read()
    change({ removePushCertificate: true })
    await tenant.world.read()
    expect(await sharedBefore()).toMatchObject({ devices, people, until: expect.any(Date) })
  })
})

describe('a case under way', () => {
  const begun = async () => {
    const id = await started(tenant.world, (await certificate()).name)
    await approvalAsked(tenant.world, id)
    must(await decide(tenant.world, id))
    must(await confirm(tenant.world, id))
    return id
  }
  const stuck = async (id: string) => {
    const { tasks } = await tenant.carryOut(id)
    return tasks.find(({ state }) => state === 'needsAttention')
  }
  const again = async (id: string, position: number) =>
    must(await retryTask(tenant.world.actors.admin, id, position))

  test('waits for the devices of an emptied certificate by their number', async () => {
    const { admin } = tenant.world.actors
    change({ clearPushCertificate: true })
    await tenant.world.read()
    const id = await begun()
    const { plan } = await tenant.world.caseOf(id)
    const devices = await stuck(id)
    expect(devices).toMatchObject({
      kind: 'retireAllDevices',
      reason: 'allDevicesToRetire',
      values: { count: plan.counts.managed },
    })
    const position = devices?.position ?? -1
    const why = 'They are wiped by hand.'
    expect(await acceptRemainder(admin, id, { position, why, typed: '0' })).toMatchObject({
      reason: 'countDiffers',
      values: { count: plan.counts.managed },
    })
    must(await acceptRemainder(admin, id, { position, why, typed: String(plan.counts.managed) }))
    const portal = await stuck(id)
    expect(portal).toMatchObject({ kind: 'deleteCertificate', reason: 'certificateCleared' })
    change({ removePushCertificate: true })
    await again(id, portal?.position ?? -1)
    expect(await stuck(id)).toMatchObject({ kind: 'revokeCertificate' })
  })

  test('deletes an emptied certificate once nothing is managed', async () => {
    const id = await begun()
    change({ retireAllDevices: true })
    change({ clearPushCertificate: true })
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate', reason: 'certificateCleared' })
  })
})
