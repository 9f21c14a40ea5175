import { beforeAll, describe, expect, test } from 'vitest'
import { listAccounts } from '#features/accounts/list-accounts.ts'
import { makeAccount, makeConnection, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { type ListOptions, listConnections } from './list-connections.ts'
import { overview } from './overview.ts'
import { serviceDetail } from './service-detail.ts'

useTestDatabase()

const dayMs = 86_400_000
const ago = (days: number): Date => new Date(Date.now() - days * dayMs)

/** Two readings. Thirty location tokens of which three expire soon and one is gone, two enrolment tokens, a push certificate. */
const makeMany = async () => {
  const { organisationId, actors } = await makeWorld()
  const link = await makeTenantLink(organisationId)
  await makeReading(organisationId, { startedAt: ago(2), finishedAt: ago(2) })
  await makeReading(organisationId, { startedAt: ago(1), finishedAt: ago(1) })
  const content = await makeAccount(organisationId, { appleId: 'Content@lindegaard.example' })
  const retail = await makeAccount(organisationId, { appleId: 'retail@skagen.example' })
  const made = { observedSince: ago(2), expiresAt: ago(-200) }
  for (let at = 0; at < 30; at += 1) {
    const { id: connectionId } = await makeConnection(link, {
      ...made,
      // The same name twice: a page must not lose one of the two between itself and the next.
      name: `School ${Math.floor(at / 2)}`,
      accountId: at % 3 === 0 ? content.id : retail.id,
      ...(at < 3 && { expiresAt: ago(at - 10) }),
      ...(at === 29 && { until: 2 }),
    })
    if (at === 29) {
      await owner().disablement.create({ data: { organisationId, connectionId, observedAt: ago(1) } })
    }
  }
  for (const name of ['Lindegaard 100 %', 'Skagen'])
    await makeConnection(link, { ...made, service: 'dep', name })
  await makeConnection(link, { ...made, service: 'apns', name: 'MDM push certificate' })
  return { organisationId, actors }
}

let many: Awaited<ReturnType<typeof makeMany>>
beforeAll(async () => {
  many = await makeMany()
})

const everyPage = async (options: ListOptions) => {
  const seen = []
  let after: string | undefined
  do {
    const page = await listConnections(many.actors.auditor, { ...options, after })
    expect(page.connections.length).toBeGreaterThan(0)
    seen.push({ found: page.found, ids: page.connections.map(({ id }) => id), rows: page.connections })
    after = page.next ?? undefined
  } while (after !== undefined)
  return seen
}

describe('the list of connections', () => {
  test.each([
    ['all', {}, 33],
    ['one service', { service: 'vpp' }, 30],
    ['those that still flow', { standing: 'flowing' }, 32],
    ['what has a text in its name', { text: 'school 1' }, 12],
  ] as const)('goes through all pages of %s, each once and in order', async (_, sought, count) => {
    const pages = await everyPage({ ...sought, most: 5 })
    const ids = pages.flatMap((page) => page.ids)
    expect(pages.map(({ found }) => found)).toEqual(pages.map(() => count))
    expect(new Set(ids).size).toBe(count)
    const whole = await listConnections(many.actors.auditor, { ...sought, most: 100 })
    expect(whole.next).toBeNull()
    expect(ids).toEqual(whole.connections.map(({ id }) => id))
  })

  test.each([
    ['the push certificate first, then tokens', {}, 'MDM push certificate', 33],
    ['a part of an Apple ID, in any case', { text: 'CONTENT@' }, 'School 0', 10],
    ['a sign that is no wildcard', { text: '0 %' }, 'Lindegaard 100 %', 1],
    ['text and service together', { text: 'skagen', service: 'dep' }, 'Skagen', 1],
    ['what waits for a person', { standing: 'waiting' }, 'School 0', 4],
    ['a state', { standing: 'disabled' }, 'School 14', 1],
    ['nothing where nothing is so', { text: 'school', standing: 'stopped' }, undefined, 0],
  ] as const)('finds %s', async (_, sought, first, count) => {
    const { connections, found } = await listConnections(many.actors.auditor, sought)
    expect([connections[0]?.name, found, connections.length]).toEqual([first, count, count])
  })

  test('speaks of a past day as it was known then', async () => {
    const then = { asOf: ago(1.5) }
    const { connections, reading } = await listConnections(many.actors.auditor, {
      standing: 'flowing',
      ...then,
    })
    expect([connections.length, reading?.sequence]).toEqual([33, 1])
    const gone = await listConnections(many.actors.auditor, { standing: 'disabled', ...then })
    expect(gone).toMatchObject({ connections: [], found: 0 })
    const before = await listConnections(many.actors.auditor, { asOf: ago(3) })
    expect(before).toMatchObject({ reading: null, connections: [], found: 0 })
  })

  test('a page begins where the one before ended, although that connection is found no more', async () => {
    const [first] = await everyPage({ standing: 'flowing', most: 5 })
    const after = first?.ids.at(-1)
    const second = await listConnections(many.actors.auditor, { standing: 'flowing', most: 5, after })
    const narrowed = await listConnections(many.actors.auditor, { standing: 'disabled', after })
    expect(second.connections[0]?.id).not.toBe(after)
    expect(narrowed.connections.map(({ name }) => name)).toEqual(['School 14'])
  })

  test('another organisation’s connections are on neither side of the wall', async () => {
    const { actors, organisationId } = await makeWorld()
    await makeReading(organisationId)
    const [mine] = (await listConnections(many.actors.auditor)).connections
    for (const after of [undefined, mine?.id]) {
      expect(await listConnections(actors.auditor, { after })).toMatchObject({ connections: [], found: 0 })
    }
    expect(await listAccounts(actors.auditor)).toMatchObject({ accounts: [], found: 0, next: null })
  })
})

test('the overview shows the first of what waits, the loudest and soonest, and counts all', async () => {
  const { waiting } = await overview(many.actors.auditor, { lang: 'en', most: 3 })
  expect(waiting.count).toBe(4)
  expect(waiting.first.map(({ connection, urgency }) => [connection.name, urgency])).toEqual([
    ['School 14', 'disabled'],
    ['School 1', 'expiring'],
    ['School 0', 'expiring'],
  ])
})

test('a service shows the first of its connections and counts all', async () => {
  const { connections, found, service } = await serviceDetail(many.actors.auditor, 'vpp', {
    lang: 'en',
    most: 4,
  })
  expect([connections.length, found, service.flowing]).toEqual([4, 30, 29])
})

describe('the list of accounts', () => {
  test('shows the first connections of each and counts all', async () => {
    const { accounts, found } = await listAccounts(many.actors.auditor, { mostConnections: 2 })
    expect(found).toBe(2)
    expect(
      accounts.map(({ appleId, count, use, connections }) => [appleId, count, use, connections.length]),
    ).toEqual([
      ['Content@lindegaard.example', 10, 'inUse', 2],
      ['retail@skagen.example', 20, 'inUse', 2],
    ])
  })

  test('finds by a part of the Apple ID and goes on after a row', async () => {
    const first = await listAccounts(many.actors.auditor, { most: 1 })
    const second = await listAccounts(many.actors.auditor, { most: 1, after: first.next ?? undefined })
    expect([first.accounts[0]?.appleId, second.accounts[0]?.appleId, second.next]).toEqual([
      'Content@lindegaard.example',
      'retail@skagen.example',
      null,
    ])
    expect((await listAccounts(many.actors.auditor, { text: 'SKAGEN' })).accounts).toMatchObject([
      { count: 20 },
    ])
  })
})
