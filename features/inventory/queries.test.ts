import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn } from '#domain/day.ts'
import { Missing } from '#domain/outcome.ts'
import type { Service } from '#domain/service.ts'
import { clockActor } from '#features/access/minting.ts'
import { connectionDetail } from '#features/connections/queries.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { listPeople } from '#features/people/list-people.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { countedConnection } from './connection-population.ts'
import { elementDetail } from './element-detail.ts'
import { flowOf } from './flow.ts'
import { inventoryRows, isSought } from './inventory-rows.ts'
import { overview } from './overview.ts'
import { inventory } from './queries.ts'
import { serviceDetail } from './service-detail.ts'
import { kindsOf, reaches, sharedFieldCount } from './sharing.ts'
import { wholeInventory } from './whole-inventory.ts'
import { wordingAgainst } from './wording.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 120 })
afterAll(() => setCloud(null))

const lang = 'en'
const read = async (actor: Actor) => {
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(requested.reason)
  const signal = new AbortController().signal
  await runReading(clockActor(actor.organisationId), requested.value.readingId, { signal })
}

describe('before the first reading', () => {
  test('nothing is shared, nothing observed, and the page’s fields are known all the same', async () => {
    const { actors } = await makeWorld()
    const { reading, services, population, waiting } = await overview(actors.auditor, { lang })
    expect(reading).toBeNull()
    expect(population).toEqual({
      value: { devices: null, people: null, administrators: null },
      source: { grade: 'unverifiable', why: 'inventory.why.notRead' },
    })
    expect(services.map(({ state }) => state)).toEqual(['none', 'none', 'none', 'none'])
    expect(sharedFieldCount(services)).toBe(0)
    expect(flowOf(services)).toEqual([])
    expect(new Set(inventoryRows(services).map(({ text }) => text.row)).size).toBe(28)
    expect(waiting).toEqual({ first: [], count: 0 })
  })
})

describe('after a reading', () => {
  let admin: Actor
  beforeAll(async () => {
    const world = await makeWorld()
    admin = world.actors.admin
    await makeTenantLink(world.organisationId, {
      tenant: tenantId,
      client: readClient.clientId,
      secret: readClient.secret,
    })
    await read(admin)
  })

  test('the devices and people behind each number are as many as it says', async () => {
    const { services, population } = await inventory(admin, { lang })
    const told = async (service: Service | 'any') => {
      const list = { over: { service }, most: 10_000 }
      const { devices, counted } = await listDevices(admin, list)
      const { people, counted: countedPeople } = await listPeople(admin, list)
      expect([counted, countedPeople]).toEqual([devices.length, people.length])
      return { devices: devices.length, people: people.length }
    }
    const { devices, people } = population.value
    expect(await told('any')).toEqual({ devices, people })
    for (const { service, population } of services) {
      const { devices, people } = population.value
      expect(await told(service), service).toEqual({ devices, people })
    }
  })

  test('every row of the page counts once as a field, although DEP and ASM both send theirs', async () => {
    const { services } = await inventory(admin, { lang })
    expect(services.every(reaches)).toBe(true)
    expect(sharedFieldCount(services)).toBe(28)
    const serial = inventoryRows(services).filter(
      ({ element }) => element.group === 'asm_dep' && element.key === 'serial_number',
    )
    expect(serial.map(({ service }) => service)).toEqual(['dep', 'asm'])
  })

  test('every field a service receives is in one band of its flow, which is as wide as its widest field', async () => {
    const { services } = await inventory(admin, { lang })
    const bands = flowOf(services)
    for (const { service, elements } of services) {
      const own = bands.filter((band) => band.service === service)
      expect(own.reduce((sum, { fields }) => sum + fields, 0)).toBe(elements.length)
      for (const { kind, whose, count, counted } of own) {
        const numbers = elements
          .filter(({ element }) => element.kind === kind && element.whose === whose)
          .map(({ population }) => population.value)
        const number = counted === 'none' || counted === 'organisation' ? null : counted
        expect(count).toBe(number && Math.max(...numbers.map((value) => value[number] ?? -1)))
      }
    }
    expect(bands.find(({ kind }) => kind === 'pseudonym')).toMatchObject({
      service: 'vpp',
      whose: 'people',
      counted: 'people',
      source: { grade: 'observed' },
      isHalfStopped: false,
    })
  })

  test('a service of which all is expired still counts as sharing, and says that it is expired', async () => {
    const told = async (asOf: Date) =>
      new Set(
        (await inventory(admin, { lang, asOf })).services.map(
          ({ state, isExpired }) => `${state} ${isExpired}`,
        ),
      )
    expect(await told(new Date())).toEqual(new Set(['sharing false']))
    expect(await told(new Date(Date.now() + 5 * 365 * 86_400_000))).toEqual(new Set(['sharing true']))
  })

  test('a band leads to its fields and to no others', async () => {
    const { services } = await inventory(admin, { lang })
    const rows = inventoryRows(services)
    for (const { service, kind, whose, fields } of flowOf(services)) {
      expect(rows.filter((row) => isSought(row, { service, kind, whose }))).toHaveLength(fields)
    }
    const named = (text: string) => rows.filter((row) => isSought(row, { text }))
    expect(named('PUSHMAGIC').map(({ element }) => element.key)).toEqual(['token_push_magic'])
    expect(named('')).toHaveLength(1 + 23 + 23 + 4)
    expect(named('no such field')).toEqual([])
  })

  test('numbers are those of the tenant, and observed by that reading', async () => {
    const { organisation } = sandbox().control.truth()
    const { reading, population } = await inventory(admin, { lang })
    expect(population).toMatchObject({
      value: { devices: organisation.devices, people: organisation.people },
      source: { grade: 'observed', reading: reading?.id },
    })
  })

  test('what has expired waits for a person before what will', async () => {
    const { waiting } = await overview(admin, { lang })
    expect(waiting.count).toBe(3)
    expect(waiting.first.map(({ connection, urgency }) => [connection.name, urgency])).toEqual([
      ['Academy Apps', 'expired'],
      ['Lindegaard Academy', 'expiring'],
      ['MDM push certificate', 'expiring'],
    ])
  })

  test('what will expire stands in its month of the year to come, and what has expired does not', async () => {
    const { expiries } = await overview(admin, { lang })
    expect(expiries).toHaveLength(12)
    const names = expiries.flatMap(({ first }) => first.map(({ name }) => name))
    expect(names.slice(0, 2)).toEqual(['Lindegaard Academy', 'MDM push certificate'])
    expect(names).not.toContain('Academy Apps')
    for (const { month, first, count } of expiries) {
      expect(count).toBe(first.length)
      for (const { expiresAt } of first) expect(dayIn('Europe/Copenhagen', expiresAt)).toContain(month)
    }
  })

  test('an element carries two grades, its own number, and the connections it goes over', async () => {
    const detail = await elementDetail(admin, 'dep', 'serial_number', { lang })
    expect(detail.sent).toEqual({ grade: 'documented', edition: '2023-12', row: 11 })
    expect(detail.population.source.grade).toBe('observed')
    expect(detail.population.value.people).toBeNull()
    expect(detail.connections.map(({ connection }) => connection.name)).toEqual([
      'Lindegaard ADE',
      'Skagen Retail ADE',
    ])
    expect(wordingAgainst(detail.texts, 'pre-2023-12')).toBe('same')
  })

  test('a field that only the newer edition lists is told as such', async () => {
    const detail = await elementDetail(admin, 'vpp', 'location_token', { lang })
    expect(wordingAgainst(detail.texts, 'pre-2023-12')).toBe('absent')
  })

  test('an element the page does not list is missing', async () => {
    await expect(elementDetail(admin, 'apns', 'serial_number', { lang })).rejects.toBeInstanceOf(Missing)
  })

  test('a number that lacks the holders of unlisted licences is not called observed, until they are listed', async () => {
    const before = await wholeInventory(admin, { lang })
    sandbox().control.fault({ kind: 'status', status: 404, match: 'macOsVppApp/assignedLicenses', times: 20 })
    await read(admin)
    sandbox().control.reset()
    const hidden = await wholeInventory(admin, { lang })
    const incomplete = { grade: 'unverifiable', why: 'inventory.why.licencesUnlisted' }
    const vppOf = ({ services }: typeof hidden) => services.find(({ service }) => service === 'vpp')
    const sourceOf = (name: string) => vppOf(hidden)?.connections.find((each) => each.name === name)
    expect(hidden.population.source).toEqual(incomplete)
    expect(hidden.observed).toMatchObject({ grade: 'observed' })
    expect(vppOf(hidden)?.population.source).toEqual(incomplete)
    expect(sourceOf('Lindegaard Apps')).toMatchObject({
      population: { source: incomplete },
      known: { grade: 'observed' },
    })
    expect(sourceOf('Lindegaard Apps')?.unlistedLicences).toBeGreaterThan(0)
    expect(sourceOf('Academy Apps')).toMatchObject({
      population: { source: { grade: 'observed' } },
      unlistedLicences: 0,
    })
    const unlisted = { devices: 'unverifiable', people: 'unverifiable', none: 'unverifiable' } as const
    const gradeOf = { ...unlisted, administrators: 'observed', organisation: 'documented' } as const
    for (const { element, population } of vppOf(hidden)?.elements ?? []) {
      expect(population.source.grade, element.key).toBe(gradeOf[element.counts.of])
    }
    const apns = hidden.services.find(({ service }) => service === 'apns')
    expect(apns?.population.source.grade).toBe('observed')
    const { id } = sourceOf('Lindegaard Apps') ?? { id: '' }
    const { apps } = await connectionDetail(admin, id)
    expect(apps.filter(({ unlisted }) => unlisted > 0).map(({ name }) => name)).toEqual([
      'Lydspor',
      'Tegnestue',
    ])

    const asOf = new Date()
    await read(admin)
    const after = await inventory(admin, { lang })
    expect(after.population).toMatchObject({ value: before.population.value, source: { grade: 'observed' } })
    const then = await wholeInventory(admin, { lang, asOf })
    expect(vppOf(then)?.population.source).toEqual(incomplete)
  })

  test('between a case’s check and the next reading, zero is Pomona’s word and the totals the reading’s', async () => {
    const { organisationId } = admin
    const before = await serviceDetail(admin, 'vpp', { lang })
    const ending = before.connections.find(({ name }) => name === 'Academy Apps')
    if (!ending) throw new Error('no such connection')
    await owner().disablement.create({
      data: { organisationId, connectionId: ending.id, observedAt: new Date() },
    })
    const between = await serviceDetail(admin, 'vpp', { lang })
    const populationIn = ({ connections }: typeof between) =>
      connections.find(({ id }) => id === ending.id)?.population
    expect(populationIn(between)).toMatchObject({
      value: { devices: 0, people: 0 },
      source: { grade: 'stated', by: 'Pomona' },
    })
    expect(between.service.population).toEqual(before.service.population)
    const sharedBefore = ({ connections }: typeof between) =>
      connections.find(({ id }) => id === ending.id)?.sharedBefore
    const { devices, people } = ending.population.value
    expect(sharedBefore(between)).toMatchObject({ devices, people, reading: { id: between.reading?.id } })
    expect(between.service.endedSince).toEqual({ count: 1, names: ['Academy Apps'] })

    sandbox().control.change({ removeToken: ending.externalId })
    await read(admin)
    const after = await serviceDetail(admin, 'vpp', { lang })
    expect(populationIn(after)).toMatchObject({
      value: { devices: 0, people: 0 },
      source: { grade: 'observed', reading: after.reading?.id },
    })
    expect(after.service.endedSince).toEqual({ count: 0, names: [] })
    expect(sharedBefore(after)).toEqual(sharedBefore(between))
  })

  test('a past day shows what was known then, and today what is known now', async () => {
    const before = await serviceDetail(admin, 'vpp', { lang })
    const asOf = new Date()
    const kiosk = before.connections.find(({ name }) => name === 'Skagen Kiosk')
    if (!kiosk) throw new Error('no kiosk')
    sandbox().control.change({ removeToken: kiosk.externalId })
    await read(admin)

    const now = await serviceDetail(admin, 'vpp', { lang })
    const gone = now.connections.find(({ id }) => id === kiosk.id)
    expect(gone).toMatchObject({ state: 'disabled', population: { value: { devices: 0, people: 0 } } })
    const { devices, people } = kiosk.population.value
    expect(devices).toBeGreaterThan(0)
    expect(gone?.sharedBefore).toMatchObject({
      ...{ devices, people, until: gone?.disabledAt },
      source: { grade: 'observed', reading: before.reading?.id },
    })
    expect(kiosk.sharedBefore).toBeNull()
    const waits = async (id: string) =>
      (await overview(admin, { lang })).waiting.first.find(({ connection }) => connection.id === id)
    expect(await waits(kiosk.id)).toMatchObject({ urgency: 'disabled', isAccountInUse: false })
    // What shares its Apple account with a connection that goes on.
    const retail = await owner().connection.findFirstOrThrow({
      where: { name: 'Skagen Retail ADE', until: null, organisationId: admin.organisationId },
    })
    sandbox().control.change({ removeToken: retail.externalId })
    await read(admin)
    expect(await waits(retail.id)).toMatchObject({ urgency: 'disabled', isAccountInUse: true })
    expect(kindsOf(now.service)).toContain('pseudonym')

    const then = await serviceDetail(admin, 'vpp', { lang, asOf })
    expect(then.connections).toEqual(before.connections)
    expect(then.reading).toEqual(before.reading)
    const expiring = async (moment: { asOf?: Date }) =>
      (await overview(admin, { lang, ...moment })).expiries.flatMap(({ first }) =>
        first.map(({ name }) => name),
      )
    expect(await expiring({ asOf })).toContain('Skagen Kiosk')
    expect(await expiring({})).not.toContain('Skagen Kiosk')

    const detail = await connectionDetail(admin, kiosk.id)
    expect(detail.apps.length).toBeGreaterThan(0)
    expect(detail.facts.length).toBeGreaterThan(0)

    const past = await countedConnection(admin, kiosk.id, { asOf })
    expect(past.reading).toEqual(before.reading)
    expect(past.connection).toMatchObject({
      state: kiosk.state,
      disabledAt: null,
      population: kiosk.population,
      apps: detail.apps,
    })
    const present = await countedConnection(admin, kiosk.id)
    expect(present.connection).toMatchObject({ state: 'disabled', population: { value: { devices: 0 } } })
    const early = await countedConnection(admin, kiosk.id, { asOf: new Date(0) })
    expect(early).toEqual({ name: kiosk.name, connection: null, reading: null })
  })
})

describe('a push certificate whose record was emptied', () => {
  afterAll(() => sandbox().control.reset())

  test('is told the same everywhere, by the first reading as by the next: nothing goes over it, and it is there', async () => {
    const { organisationId, actors } = await makeWorld()
    const { admin: reader } = actors
    await makeTenantLink(organisationId, {
      tenant: tenantId,
      client: readClient.clientId,
      secret: readClient.secret,
    })
    await read(reader)
    const before = await inventory(reader, { lang })
    const apnsOf = (services: typeof before.services) => services.find(({ service }) => service === 'apns')
    sandbox().control.change({ clearPushCertificate: true })
    for (const nth of ['first', 'next']) {
      await read(reader)
      const { services, waiting } = await overview(reader, { lang })
      expect(apnsOf(services), nth).toMatchObject({
        state: 'emptied',
        flowing: 0,
        population: { value: { devices: 0, people: 0 } },
      })
      expect(sharedFieldCount(services)).toBeLessThan(sharedFieldCount(before.services))
      expect(flowOf(services).some(({ service }) => service === 'apns')).toBe(false)
      const urgent = waiting.first.filter(({ connection }) => connection.service === 'apns')
      expect(urgent.map(({ urgency }) => urgency)).toEqual(['emptied'])
      const [listed] = (await serviceDetail(reader, 'apns', { lang })).connections
      const { devices, people } = apnsOf(before.services)?.population.value ?? {}
      expect(listed).toMatchObject({ state: 'emptied', sharedBefore: { devices, people, until: null } })
      expect(await connectionDetail(reader, listed?.id ?? '')).toMatchObject({ state: 'emptied' })
    }
  })
})
