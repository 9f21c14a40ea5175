import { beforeAll, describe, expect, test } from 'vitest'
import { Missing } from '#domain/outcome.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { makeWorld } from '#prisma/factories.ts'
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
