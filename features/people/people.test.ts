import { beforeAll, describe, expect, test } from 'vitest'
import { Missing } from '#domain/outcome.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { makeDevice, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { listPeople } from './list-people.ts'
import { personDetail } from './person-detail.ts'

useTestDatabase()

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
})

describe('the page of a person', () => {
  test('tells a device for the time it was theirs, and of its sharing that time alone', async () => {
    const karen = await personDetail(made.actors.auditor, made.karen.id)
    expect(karen.devices).toMatchObject([
      {
        device: { serial: 'F9FXH2KQ1MF3' },
        since: { isFloor: true, reading: { sequence: 1 } },
        until: { reading: { sequence: 3 } },
        sharedOver: ['dep', 'vpp'],
      },
    ])
    const jonas = await personDetail(made.actors.auditor, made.jonas.id)
    expect(jonas.devices).toMatchObject([
      { since: { isFloor: false, reading: { sequence: 3 } }, until: null, sharedOver: ['dep', 'vpp'] },
    ])
  })

  test('tells whether they are shared now or were, and cites both readings', async () => {
    const karen = await personDetail(made.actors.auditor, made.karen.id)
    expect(karen.periods).toMatchObject([
      {
        connection: { name: 'Lindegaard ADE' },
        since: { isFloor: true, source: { grade: 'observed' } },
        until: { at: made.day(3), source: { grade: 'observed' } },
      },
    ])
    const jonas = await personDetail(made.actors.auditor, made.jonas.id)
    expect(jonas.periods).toMatchObject([{ since: { isFloor: false }, until: null }])
  })

  test('tells a past day as it was known then', async () => {
    const then = { asOf: made.day(2, 12) }
    expect(await personDetail(made.actors.auditor, made.karen.id, then)).toMatchObject({
      periods: [{ until: null }],
      devices: [{ until: null }],
    })
    expect(await personDetail(made.actors.auditor, made.jonas.id, then)).toMatchObject({
      since: { reading: { sequence: 2 } },
      periods: [],
      devices: [],
    })
    const before = { asOf: made.day(1, 12) }
    expect((await personDetail(made.actors.auditor, made.jonas.id, before)).since).toBeNull()
  })

  test('another organisation’s person is missing', async () => {
    const { actors } = await makeWorld()
    await expect(personDetail(actors.owner, made.karen.id)).rejects.toBeInstanceOf(Missing)
  })
})

describe('a person, field by field', () => {
  const told = ({ fields }: Awaited<ReturnType<typeof personDetail>>, service: string, key: string) => {
    const field = fields
      .find((each) => each.service === service)
      ?.fields.find(({ element }) => element.key === key)
    return {
      said: `${field?.sharing.status}: ${field?.sharing.why}`,
      devices: field?.parts.map((part) => `${part.devices} ${part.sharing.why}`),
      times: field?.spans.map(
        ({ since, until }) => `${since.reading?.sequence} to ${until?.reading?.sequence ?? 'now'}`,
      ),
    }
  }

  test('a field of their devices is told once, for the time each was theirs', async () => {
    const karen = await personDetail(made.actors.auditor, made.karen.id)
    const said = { said: 'shared: listed', devices: ['1 listed'] }
    expect(told(karen, 'dep', 'serial_number')).toEqual({ ...said, times: ['1 to 3'] })
    const jonas = await personDetail(made.actors.auditor, made.jonas.id)
    expect(told(jonas, 'dep', 'serial_number')).toEqual({ ...said, times: ['3 to now'] })
    expect(told(jonas, 'vpp', 'serial_number')).toMatchObject({ said: 'shared: licensed', times: ['3 to 4'] })
  })

  test('a field of the person is told of them alone: the licence they hold, the Apple ID that is their address', async () => {
    const { organisationId, actors, token, apps, jonas } = await makeHistory()
    const before = await personDetail(actors.auditor, jonas.id)
    expect(told(before, 'vpp', 'intune_user_id_guid').said).toBe('notApplicable: noUserLicence')
    expect(told(before, 'dep', 'admin_id').said).toBe('notApplicable: aboutAdministrator')
    expect(told(before, 'dep', 'org_phone').said).toBe('unknown: mayNameThem')
    await owner().personShare.create({
      data: { organisationId, connectionId: apps.id, personId: jonas.id, since: 4 },
    })
    const appleId = {
      organisationId,
      connectionId: token.id,
      key: 'appleId',
      value: 'JHolm@lindegaard.example',
    }
    await owner().connectionFact.create({ data: { ...appleId, since: 2, until: 4 } })
    const after = await personDetail(actors.auditor, jonas.id)
    expect(told(after, 'vpp', 'intune_user_id_guid')).toEqual({
      said: 'shared: holdsLicence',
      devices: [],
      times: ['4 to now'],
    })
    expect(told(after, 'dep', 'admin_id')).toMatchObject({ said: 'shared: administers', times: ['2 to 4'] })
    expect(told(after, 'vpp', 'managed_apple_id_upn').said).toBe('notApplicable: aboutAdministrator')
    const then = await personDetail(actors.auditor, jonas.id, { asOf: made.day(2, 12) })
    expect(told(then, 'dep', 'admin_id').times).toEqual(['2 to now'])
  })

  test('many devices are one line with its numbers, the same device twice is one', async () => {
    const { organisationId, actors, link, token, jonas, ipad } = await makeHistory()
    const phone = await makeDevice(link, { personId: jonas.id, personSince: 2, since: 2 })
    await makeDevice(link, {
      personId: jonas.id,
      personSince: 2,
      since: 2,
      serial: null,
      enrolmentType: 'appleUserEnrolment',
    })
    await owner().deviceShare.create({
      data: { organisationId, deviceId: phone.id, connectionId: token.id, since: 2 },
    })
    await owner().devicePastUser.updateMany({ where: { deviceId: ipad.id }, data: { personId: jonas.id } })
    const detail = await personDetail(actors.auditor, jonas.id)
    expect(told(detail, 'dep', 'model')).toEqual({
      said: 'shared: listed',
      devices: ['2 listed', '1 userEnrolment'],
      times: ['1 to now'],
    })
  })
})

describe('the list of people', () => {
  test.each([
    ['a part of a name', 'aren L', ['Karen Lind']],
    ['a part of the user principal name', 'jhol', ['Jonas Holm']],
    ['two letters that begin a word', 'jh', ['Jonas Holm']],
    ['no two letters inside a word', 'ol', []],
    ['a whole address', 'Karen.Lind@lindegaard.example', ['Karen Lind']],
    ['a domain', '@lindegaard', ['Jonas Holm', 'Karen Lind']],
    ['another domain', 'karen.lind@skagen', []],
    ['no wildcard', 'k%d', []],
    ['nothing at all', '', ['Jonas Holm', 'Karen Lind']],
  ])('finds by %s', async (_, text, names) => {
    const { people } = await listPeople(made.actors.auditor, { text })
    expect(people.map(({ name }) => name).toSorted()).toEqual(names)
  })

  test('tells over what each is shared, then as now', async () => {
    const { people } = await listPeople(made.actors.auditor, { text: 'karen' })
    expect(people).toMatchObject([{ sharedOver: [] }])
    const then = await listPeople(made.actors.auditor, { text: '', asOf: made.day(1, 12) })
    expect(then.people).toMatchObject([{ name: 'Karen Lind', sharedOver: ['dep'] }])
  })
})
