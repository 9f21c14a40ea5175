import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { Missing } from '#domain/outcome.ts'
import { listPeople } from '#features/people/list-people.ts'
import { makeConnection, makeDevice, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { makeHistory } from './history.fixture.ts'
import { listDevices } from './list-devices.ts'

useTestDatabase()

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
})

const devices = async (connection: string, asOf?: Date) =>
  (await listDevices(made.actors.auditor, { over: { connection }, ...(asOf && { asOf }) })).devices.map(
    ({ name }) => name,
  )
const people = async (connection: string, asOf?: Date) =>
  (await listPeople(made.actors.auditor, { over: { connection }, ...(asOf && { asOf }) })).people.map(
    ({ name }) => name,
  )

describe('a list narrowed to a connection', () => {
  test('holds what it shares now, and of a past day what it shared then', async () => {
    const { token, apps, day } = made
    expect(await devices(token.id)).toEqual(['Reception iPad'])
    expect(await devices(apps.id)).toEqual([])
    expect(await devices(apps.id, day(3, 12))).toEqual(['Reception iPad'])
    expect(await devices(apps.id, day(1, 12))).toEqual([])
    expect(await people(token.id)).toEqual(['Jonas Holm'])
    expect(await people(token.id, day(2, 12))).toEqual(['Karen Lind'])
  })

  test.each(['connection', 'service'])('goes on page by page, each row once (%s)', async (by) => {
    const { organisationId, apps, link, actors } = await makeHistory()
    const over = by === 'connection' ? { connection: apps.id } : { service: 'vpp' as const }
    // Two location tokens may license one device.
    const twin = await makeConnection(link, { service: 'vpp', name: 'Twin' })
    for (let number = 0; number < 7; number += 1) {
      const { id: deviceId } = await makeDevice(link)
      for (const { id: connectionId } of [apps, ...(number % 2 === 0 ? [twin] : [])])
        await owner().deviceShare.create({ data: { organisationId, deviceId, connectionId, since: 2 } })
    }
    const seen: string[] = []
    let after: string | null | undefined
    do {
      const page = await listDevices(actors.auditor, { over, most: 3, ...(after && { after }) })
      seen.push(...page.devices.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  test('holds those alone that Intune manages, or that may have a profile nobody can remove', async () => {
    const { organisationId, actors, link, token } = await makeHistory()
    const push = await makeConnection(link, { service: 'apns', name: 'Push' })
    const profile = {
      externalId: 'p-1',
      name: 'Fixed',
      platform: 'ios',
      isDefault: false,
      removalDisabled: true,
    }
    await owner().profile.create({ data: { organisationId, connectionId: token.id, ...profile, since: 1 } })
    const add = async (name: string, over: string[], fields: Parameters<typeof makeDevice>[1]) => {
      const { id: deviceId } = await makeDevice(link, { name, mark: randomUUID(), ...fields })
      for (const connectionId of over)
        await owner().deviceShare.create({ data: { organisationId, deviceId, connectionId, since: 2 } })
    }
    await add('supervised', [push.id, token.id], { isSupervised: true })
    await add('not supervised', [push.id, token.id], { isSupervised: false })
    await add('of no token', [push.id], { isSupervised: true })
    await add('listed alone', [token.id], { isSupervised: true, mark: null })
    const names = async (connection: string, only?: 'managed' | 'fixed', asOf?: Date) =>
      (await listDevices(actors.auditor, { over: { connection, only }, ...(asOf && { asOf }) })).devices
        .map(({ name }) => name)
        .toSorted()
    const managed = ['Reception iPad', 'not supervised', 'supervised']
    expect(await names(token.id, 'managed')).toEqual(managed)
    expect(await names(token.id)).toEqual([...managed, 'listed alone'].toSorted())
    expect(await names(push.id, 'fixed')).toEqual(['supervised'])
    // What Intune manages is known of now alone.
    expect(await names(token.id, 'managed', made.day(4, 12))).toEqual(await names(token.id))
  })

  test('says which, and knows none of another organisation’s', async () => {
    const { over } = await listDevices(made.actors.auditor, { over: { connection: made.token.id } })
    expect(over).toEqual({
      ...{ service: 'dep', connection: { id: made.token.id, name: 'Lindegaard ADE' }, only: null },
    })
    const { actors } = await makeWorld()
    await expect(listDevices(actors.auditor, { over: { connection: made.token.id } })).rejects.toThrow(
      Missing,
    )
    await expect(listPeople(actors.auditor, { over: { connection: made.token.id } })).rejects.toThrow(Missing)
  })
})
