import { beforeAll, describe, expect, test } from 'vitest'
import type { Permission } from '#domain/permission.ts'
import type { Service } from '#domain/service.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { makeAccount, makeConnection, makeDevice, makePerson, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { fieldsFound } from './fields-found.ts'
import { type Found, search } from './search.ts'

useTestDatabase()

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
  await makeAccount(made.organisationId, { appleId: 'ade@lindegaard.example' })
})

const told = ({ people, devices, accounts, connections, fields }: Found) => ({
  people: people.map(({ name }) => name),
  devices: devices.map(({ name }) => name),
  accounts: accounts.map(({ appleId }) => appleId),
  connections: connections.map(({ name }) => name),
  fields: fields.map(({ service, key }) => `${service}/${key}`),
})
const nothing = { people: [], devices: [], accounts: [], connections: [], fields: [] }

describe('a search from anywhere', () => {
  test.each([
    ['a person by a part of their address', 'jhol', { people: ['Jonas Holm'] }],
    ['a device by the beginning of its serial number', 'f9fx', { devices: ['Reception iPad'] }],
    ['a device by a part of its name', 'eception', { devices: ['Reception iPad'] }],
    ['a connection by its name', 'gaard app', { connections: ['Lindegaard Apps'] }],
    ['an Apple ID and whoever has that in their address', 'ade@', { accounts: ['ade@lindegaard.example'] }],
    ['a field by its key', 'asset_t', { fields: ['dep/asset_tag'] }],
    ['a field by its key in the protocol', 'clientUser', { fields: ['vpp/intune_user_id_guid'] }],
    ['nothing by one letter', 'k', {}],
    ['nothing where there is nothing', 'zzzz', {}],
    ['no wildcard', '%%%', {}],
  ])('finds %s', async (_, text, expected) => {
    expect(told(await search(made.actors.auditor, text))).toEqual({ ...nothing, ...expected })
  })

  test('finds a device by its whole Intune id', async () => {
    const found = await search(made.actors.auditor, ` ${made.ipad.intuneId?.toUpperCase()} `)
    expect(told(found)).toEqual({ ...nothing, devices: ['Reception iPad'] })
  })

  test('answers each kind with five at most, the exact one first', async () => {
    const { organisationId, actors, link } = await makeHistory()
    for (const number of [1, 2, 3, 4, 5, 6]) {
      await makePerson(link, { name: `Anna Berg ${number}`, upn: `anna${number}@lindegaard.example` })
      await makeDevice(link, { name: `Anna’s iPad ${number}` })
      await makeConnection(link, { service: 'vpp', name: `Anna Apps ${number}` })
      await makeAccount(organisationId, { appleId: `anna${number}@lindegaard.example` })
    }
    await makePerson(link, { name: 'Anna', upn: 'anna@lindegaard.example' })
    await makeDevice(link, { name: 'Anna' })
    await makeConnection(link, { service: 'vpp', name: 'Anna' })
    const found = told(await search(actors.auditor, 'anna'))
    expect([found.people[0], found.devices[0], found.connections[0]]).toEqual(['Anna', 'Anna', 'Anna'])
    const { people, devices, accounts, connections } = found
    expect([people, devices, accounts, connections].map((each) => each.length)).toEqual([5, 5, 5, 5])
    const { more } = await search(actors.auditor, 'anna')
    expect(more).toEqual(['people', 'devices', 'accounts', 'connections'])
    expect((await search(actors.auditor, 'anna6')).more).toEqual([])
  })

  test('answers the exact one first, however many hold its text', async () => {
    const { organisationId, actors, link } = await makeHistory()
    for (let number = 10; number < 45; number += 1) {
      await makePerson(link, {
        name: `Kiosk_1 Holm ${number}`,
        upn: `kiosk_1${number}.kiosk_1@lindegaard.example`,
      })
      await makeDevice(link, { name: `KIOSK_1${number}` })
      await makeConnection(link, { service: 'vpp', name: `A Kiosk_1${number}` })
      await makeAccount(organisationId, { appleId: `a.kiosk_1${number}@lindegaard.example` })
    }
    await makePerson(link, { name: 'Kiosk_1', upn: 'kiosk_1@lindegaard.example' })
    await makeDevice(link, { name: 'Kiosk_1' })
    await makeConnection(link, { service: 'vpp', name: 'kiosk_1' })
    const account = await makeAccount(organisationId, { appleId: 'Kiosk_1@lindegaard.example' })
    const found = told(await search(actors.auditor, 'KIOSK_1'))
    expect(found).toMatchObject({
      devices: { 0: 'Kiosk_1' },
      connections: { 0: 'kiosk_1' },
      people: { 0: 'Kiosk_1' },
    })
    await makePerson(link, { name: 'Kiosk_1 Holm', upn: 'kholm@lindegaard.example' })
    expect(told(await search(actors.auditor, 'kiosk_1 holm')).people[0]).toBe('Kiosk_1 Holm')
    const byAddress = told(await search(actors.auditor, 'kiosk_1@Lindegaard.example'))
    expect(byAddress.people[0]).toBe('Kiosk_1')
    expect(byAddress.accounts[0]).toBe(account.appleId)
  })

  test('knows on a past day what was known then', async () => {
    const before = { asOf: made.day(1, 12) }
    expect(told(await search(made.actors.auditor, 'jonas', before)).people).toEqual([])
    expect(told(await search(made.actors.auditor, 'phone_1', before)).devices).toEqual([])
    expect(told(await search(made.actors.auditor, 'karen', before)).people).toEqual(['Karen Lind'])
  })

  test('finds a connection that a member stated until a reading’s own stands for it', async () => {
    const { organisationId, actors, apps } = await makeHistory()
    const stated = {
      organisationId,
      service: 'vpp',
      name: 'Skagen Books',
      origin: 'hand',
      statedBy: 'Jonas Holm',
    }
    const { id } = await owner().statedConnection.create({ data: stated })
    expect((await search(actors.auditor, 'skagen b')).connections).toEqual([
      { id, name: 'Skagen Books', service: 'vpp', isStated: true },
    ])
    expect((await search(actors.auditor, 'skagen b', { asOf: made.day(4, 12) })).connections).toEqual([])
    await owner().joining.create({
      data: { organisationId, statedId: id, connectionId: apps.id, joinedBy: 'Jonas Holm' },
    })
    expect((await search(actors.auditor, 'skagen b')).connections).toEqual([])
  })

  test('finds nothing of another organisation', async () => {
    const { actors } = await makeWorld()
    for (const text of ['karen', 'F9FX', 'lindegaard', 'ade@']) {
      const { fields: _, ...found } = told(await search(actors.owner, text))
      expect(found).toEqual({ people: [], devices: [], accounts: [], connections: [] })
    }
  })

  test.each<[Permission, keyof Found, string]>([
    ['people:read', 'people', 'karen'],
    ['devices:read', 'devices', 'F9FX'],
    ['accounts:read', 'accounts', 'ade@'],
    ['connections:read', 'connections', 'lindegaard'],
    ['inventory:read', 'fields', 'serial'],
  ])('only whoever has %s is told of %s', async (permission, kind, text) => {
    const only = (...permissions: Permission[]) => ({
      ...made.actors.auditor,
      permissions: new Set(permissions),
    })
    const found = await search(only(permission), text)
    expect(found.more).toEqual([])
    expect(Object.entries(found).flatMap(([name, rows]) => (rows.length > 0 ? [name] : []))).toEqual([kind])
    expect(told(await search(only(), text))).toEqual(nothing)
  })
})

describe('fields', () => {
  const found = (text: string, connected: Service[] = []) =>
    fieldsFound(text, new Set(connected), 5).map(({ service, key }) => `${service}/${key}`)

  test('are found by their name in French and in English, without accents', () => {
    expect(found('numero de serie')).toEqual(['vpp/serial_number'])
    expect(found('Serial Number')).toEqual(['dep/serial_number', 'vpp/serial_number'])
  })

  test('lead to each service that something goes over', () => {
    expect(found('asset_tag', ['asm'])).toEqual(['asm/asset_tag'])
    expect(found('asset_tag', ['asm', 'dep'])).toEqual(['dep/asset_tag', 'asm/asset_tag'])
    expect(found('serial', ['asm', 'dep'])).toEqual([
      'dep/serial_number',
      'asm/serial_number',
      'vpp/serial_number',
    ])
    expect(found('asset_tag')).toEqual(['dep/asset_tag'])
  })
})
