import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { Missing } from '#domain/outcome.ts'
import { makeConnection, makeDevice, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { deviceDetail } from './device-detail.ts'
import { makeHistory } from './history.fixture.ts'
import { listDevices } from './list-devices.ts'

useTestDatabase()

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
})

/** A line as a person would read it, by numbers of readings. */
const told = ({ periods }: Awaited<ReturnType<typeof deviceDetail>>) =>
  periods.map(({ connection, person, since, until }) =>
    [
      connection.name,
      person?.name,
      `${since.isFloor ? 'at least ' : ''}${since.reading?.sequence}`,
      until?.reading?.sequence ?? 'shared',
    ].join(', '),
  )

describe('the page of a device', () => {
  test('tells each connection by whose the device was, and cites the readings that saw it', async () => {
    const detail = await deviceDetail(made.actors.auditor, made.ipad.id)
    expect(told(detail).toSorted()).toEqual([
      'Lindegaard ADE, Jonas Holm, 3, shared',
      'Lindegaard ADE, Karen Lind, at least 1, 3',
      'Lindegaard Apps, Jonas Holm, 3, 4',
      'Lindegaard Apps, Karen Lind, 2, 3',
    ])
    expect(detail.since).toMatchObject({ isFloor: true, at: made.day(1), source: { grade: 'observed' } })
    expect(detail.standing?.reading?.sequence).toBe(4)
    expect(detail.until).toBeNull()
  })

  test('tells a past day as it was known then', async () => {
    const detail = await deviceDetail(made.actors.auditor, made.ipad.id, { asOf: made.day(2, 12) })
    expect(told(detail).toSorted()).toEqual([
      'Lindegaard ADE, Karen Lind, at least 1, shared',
      'Lindegaard Apps, Karen Lind, 2, shared',
    ])
    expect(detail.standing?.reading?.sequence).toBe(2)
    const phone = await deviceDetail(made.actors.auditor, made.phone.id, { asOf: made.day(2, 12) })
    expect(phone).toMatchObject({ since: null, periods: [] })
  })

  test('a later reading’s find is no floor', async () => {
    const { since, periods } = await deviceDetail(made.actors.auditor, made.phone.id)
    expect(since).toMatchObject({ isFloor: false, reading: { sequence: 3 } })
    expect(periods).toEqual([])
  })

  test('nothing is shared over a connection that a case found gone, although no reading closed it yet', async () => {
    const { organisationId, actors, token, ipad } = await makeHistory()
    const evidenceId = randomUUID()
    const observedAt = new Date()
    await owner().disablement.create({
      data: { organisationId, connectionId: token.id, observedAt, evidenceId },
    })
    const { periods } = await deviceDetail(actors.auditor, ipad.id)
    const over = periods.find(
      ({ connection, person }) => connection.id === token.id && person?.name === 'Jonas Holm',
    )
    expect(over?.until).toEqual({
      at: observedAt,
      source: { grade: 'stated', by: 'Pomona', at: observedAt.toISOString(), evidence: evidenceId },
      reading: null,
    })
    const { devices } = await listDevices(actors.auditor)
    expect(devices.find(({ id }) => id === ipad.id)?.sharedOver).toEqual([])
  })

  test('tells what lists a device today: Intune, a connection, or nothing any more', async () => {
    const { organisationId, actors, link, token, ipad, day } = await makeHistory()
    const isListed = async (id: string, asOf?: Date) =>
      (await deviceDetail(actors.auditor, id, asOf && { asOf })).isListed
    expect(await isListed(ipad.id)).toBe(true)
    const letGo = await makeDevice(link)
    expect(await isListed(letGo.id)).toBe(false)
    const share = { organisationId, deviceId: letGo.id, connectionId: token.id, since: 2 }
    await owner().deviceShare.create({ data: share })
    expect(await isListed(letGo.id)).toBe(true)
    await owner().deviceShare.updateMany({ where: { deviceId: letGo.id }, data: { until: 4 } })
    await owner().device.updateMany({ where: { id: letGo.id }, data: { until: 4 } })
    expect(await isListed(letGo.id)).toBe(false)
    expect(await isListed(letGo.id, day(2, 12))).toBe(false)
  })

  test('another organisation’s device is missing', async () => {
    const { actors } = await makeWorld()
    await expect(deviceDetail(actors.owner, made.ipad.id)).rejects.toBeInstanceOf(Missing)
  })
})

/** Fields as a person would read them: by the page's key, whether shared, from which reading to which, over what. */
const fieldsTold = ({ fields }: Pick<Awaited<ReturnType<typeof deviceDetail>>, 'fields'>, service: string) =>
  (fields.find((each) => each.service === service)?.fields ?? []).map((field) => {
    const { element, sharing, spans, connections, value } = field
    const times = spans.map(
      ({ since, until }) => `${since.reading?.sequence} to ${until?.reading?.sequence ?? 'now'}`,
    )
    const names = connections.map(({ name }) => name)
    return [element.key, sharing.status, sharing.why, ...times, ...names, value].filter(Boolean).join(', ')
  })

describe('a device, field by field', () => {
  test('tells each field as shared, unknown or not applicable, over the hand-over, with Intune’s copy', async () => {
    const told = fieldsTold(await deviceDetail(made.actors.auditor, made.ipad.id), 'dep')
    expect(told).toHaveLength(23)
    const expected = [
      'serial_number, shared, listed, 1 to now, Lindegaard ADE, F9FXH2KQ1MF3',
      'model, shared, listed, 1 to now, Lindegaard ADE, iPad',
      'os, shared, listed, 1 to now, Lindegaard ADE, iPadOS',
      'description, shared, listed, 1 to now, Lindegaard ADE',
      'asset_tag, unknown, heldByAppleOnly',
      'device_assigned_by, unknown, assignerNotShown',
      'org_email, notApplicable, aboutOrganisation',
      'admin_id, notApplicable, aboutAdministrator',
    ]
    expect(told).toEqual(expect.arrayContaining(expected))
  })

  test('tells when a field is no longer shared, and on a past day that it still was', async () => {
    const serial = (told: string[]) => told.find((line) => line.startsWith('serial_number'))
    const now = await deviceDetail(made.actors.auditor, made.ipad.id)
    expect(serial(fieldsTold(now, 'vpp'))).toBe(
      'serial_number, shared, licensed, 2 to 4, Lindegaard Apps, F9FXH2KQ1MF3',
    )
    const then = await deviceDetail(made.actors.auditor, made.ipad.id, { asOf: made.day(2, 12) })
    expect(serial(fieldsTold(then, 'vpp'))).toContain('2 to now')
    const first = await deviceDetail(made.actors.auditor, made.ipad.id, { asOf: made.day(1, 12) })
    expect(serial(fieldsTold(first, 'vpp'))).toContain('notApplicable, noDeviceLicence')
  })

  test('says that User Enrollment sends no serial number, and leaves out services nothing goes over', async () => {
    const { actors, link } = await makeHistory()
    const bare = await makeDevice(link, { serial: null, enrolmentType: 'appleUserEnrolment' })
    const detail = await deviceDetail(actors.auditor, bare.id)
    expect(detail.fields.map(({ service }) => service)).toEqual(['dep', 'vpp'])
    expect(fieldsTold(detail, 'dep')).toContain('serial_number, notApplicable, userEnrolment')
    expect(fieldsTold(detail, 'vpp')).toContain('serial_number, notApplicable, userEnrolment')
  })

  test('two connections are one time without a gap, and a gap is told', async () => {
    const { organisationId, actors, link, ipad, apps } = await makeHistory()
    const other = await makeConnection(link, { service: 'dep', name: 'Lindegaard ADE 2' })
    const share = { organisationId, deviceId: ipad.id }
    await owner().deviceShare.create({ data: { ...share, connectionId: other.id, since: 2, until: 3 } })
    await owner().deviceShare.updateMany({ where: { connectionId: apps.id, since: 2 }, data: { until: 3 } })
    await owner().deviceShare.create({ data: { ...share, connectionId: apps.id, since: 4 } })
    const detail = await deviceDetail(actors.auditor, ipad.id)
    const model = fieldsTold(detail, 'dep').find((line) => line.startsWith('model'))
    expect(model).toMatch(/^model, shared, listed, 1 to now, Lindegaard ADE( 2)?, Lindegaard ADE( 2)?, iPad$/)
    const serial = fieldsTold(detail, 'vpp').find((line) => line.startsWith('serial_number'))
    expect(serial).toContain('2 to 3, 4 to now, Lindegaard Apps')
  })
})

describe('the list of devices', () => {
  const found = async (text: string, asOf?: Date) =>
    (await listDevices(made.actors.auditor, { text, asOf })).devices.map(({ name }) => name)

  test.each([
    ['the beginning of a serial number', 'F9FX', ['Reception iPad']],
    ['one in small letters', 'g6tzm4', ['Phone_1']],
    ['no middle of a serial number', 'XH2KQ', []],
    ['a part of a name', 'eception', ['Reception iPad']],
    ['the beginning of a word, where there are too few letters for a part', 'ip', ['Reception iPad']],
    ['an underscore, which is no wildcard', 'one_1', ['Phone_1']],
    ['no wildcard', 'Rec%iPad', []],
    ['nothing at all', '  ', ['Phone_1', 'Reception iPad']],
  ])('finds by %s', async (_, text, names) => {
    expect((await found(text)).toSorted()).toEqual(names)
  })

  test('finds by a whole Intune id', async () => {
    expect(await found(made.ipad.intuneId?.toUpperCase() ?? '')).toEqual(['Reception iPad'])
    expect(await found(randomUUID())).toEqual([])
  })

  test('tells whose each is and over what it is shared, then as now', async () => {
    const now = await listDevices(made.actors.auditor, { text: 'F9FX' })
    expect(now.devices).toMatchObject([{ person: { name: 'Jonas Holm' }, sharedOver: ['dep'] }])
    const then = await listDevices(made.actors.auditor, { text: 'F9FX', asOf: made.day(2, 12) })
    expect(then.devices).toMatchObject([{ person: { name: 'Karen Lind' }, sharedOver: ['dep', 'vpp'] }])
    expect(await found('', made.day(2, 12))).toEqual(['Reception iPad'])
    expect(await found('', made.day(0))).toEqual([])
  })

  test.each(['', 'pag'])('goes through all pages, each device once (%j)', async (text) => {
    const { actors, link } = await makeHistory()
    const names = Array.from({ length: 7 }, (_, at) => `Page ${at}`)
    for (const name of names) await makeDevice(link, { name })
    const seen: (string | null)[] = []
    let after: string | undefined
    do {
      const page = await listDevices(actors.auditor, { text, after, most: 3 })
      expect(page.devices.length).toBeGreaterThan(0)
      seen.push(...page.devices.map(({ name }) => name))
      after = page.next ?? undefined
    } while (after !== undefined)
    const all = text === '' ? ['Phone_1', 'Reception iPad', ...names] : names
    expect(seen.toSorted()).toEqual(all.toSorted())
  })
})
