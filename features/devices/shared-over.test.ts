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

  test('says which, and knows none of another organisation’s', async () => {
    const { over } = await listDevices(made.actors.auditor, { over: { connection: made.token.id } })
    expect(over).toEqual({ service: 'dep', connection: { id: made.token.id, name: 'Lindegaard ADE' } })
    const { actors } = await makeWorld()
    await expect(listDevices(actors.auditor, { over: { connection: made.token.id } })).rejects.toThrow(
      Missing,
    )
    await expect(listPeople(actors.auditor, { over: { connection: made.token.id } })).rejects.toThrow(Missing)
  })
})
