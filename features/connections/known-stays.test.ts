import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { lifeStates } from '#domain/connection-life.ts'
import { services } from '#domain/service.ts'
import { makeAccount, makeConnection, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { connectionList, type Standing } from './list-connections.ts'
import { type ConnectionSummary, connectionsAt } from './queries.ts'

useTestDatabase()

const readings = 4
const day = (number: number, hour = 4): Date => new Date(Date.UTC(2026, 2, number, hour))
/** After the reading of that number, and before anything that happens in the second half of the day. */
const moments = [1, 2, 3, 4, 5].flatMap((number) =>
  [6, 18].map((hour) => ({ at: day(number, hour), sequence: Math.min(number, readings) })),
)

/** Days, or null for never. */
const someDay = fc.option(fc.integer({ min: 1, max: readings + 1 }))
const stays = fc.record({
  service: fc.constantFrom(...services),
  token: fc.integer({ min: 1, max: 12 }),
  since: fc.integer({ min: 1, max: readings }),
  lasts: fc.option(fc.integer({ min: 1, max: readings })),
  expires: fc.option(fc.constantFrom(1, 2, 3, 20, 33, 34, 35, 400)),
  account: fc.option(fc.integer({ min: 0, max: 3 })),
  earlierAccount: fc.option(fc.integer({ min: 0, max: 3 })),
  missing: fc.boolean(),
  disabled: someDay,
  byCase: fc.boolean(),
  kept: someDay,
})
type Made = typeof stays extends fc.Arbitrary<infer Value> ? Value : never

/** Tokens of every kind of past, straight in the tables as readings and cases leave them. */
const fill = async (all: readonly Made[]) => {
  const { organisationId, actors } = await makeWorld()
  const link = await makeTenantLink(organisationId)
  for (let number = 1; number <= readings; number += 1) {
    await makeReading(organisationId, { startedAt: day(number, 3), finishedAt: day(number) })
  }
  const accounts = []
  for (const number of [0, 1, 2, 3]) {
    const appleId = `Apple-${number}@lindegaard.example`
    accounts.push(await makeAccount(organisationId, { appleId, since: 1 }))
  }
  const [first, second] = accounts
  for (const [account, number] of [
    [first, 2],
    [second, 4],
  ] as const) {
    await owner().accountDeletion.create({
      data: {
        ...{ organisationId, accountId: account?.id ?? '', evidenceId: randomUUID() },
        ...{ deletedOn: day(number), statedBy: 'Karen', statedAt: day(number, 12) },
      },
    })
  }
  const free = new Map<string, number>()
  for (const [at, made] of all.entries()) {
    const program = made.service === 'asm' ? 'dep' : made.service
    const token = `${program} ${made.token}`
    const since = Math.max(made.since, free.get(token) ?? 1)
    const until = made.lasts === null ? null : since + made.lasts
    if (since > readings || free.get(token) === readings + 9) continue
    free.set(token, until ?? readings + 9)
    const isClosed = until !== null && until <= readings
    const account = made.account === null ? null : (accounts[made.account] ?? null)
    const expiresAt = made.expires === null ? null : day(made.expires, 18)
    const connection = await makeConnection(link, {
      ...{ service: made.service, name: `Token ${at % 5}`, since, until: isClosed ? until : null },
      externalId: made.token % 2 === at % 2 ? token : token.toUpperCase(),
      ...{ accountId: account?.id ?? null, expiresAt, observedSince: day(since) },
      missingSince: made.missing && !isClosed ? readings : null,
    })
    const { id: connectionId } = connection
    const end = isClosed ? until : null
    const renamedAt = since + 1
    const isRenamed = renamedAt < (end ?? readings + 1) && made.earlierAccount !== null
    const fact = (key: string, value: string | null | undefined, from: number, to: number | null) =>
      value ? [{ organisationId, connectionId, key, value, since: from, until: to }] : []
    const earlier = made.earlierAccount === null ? null : accounts[made.earlierAccount]
    await owner().connectionFact.createMany({
      data: [
        ...(isRenamed
          ? [
              ...fact('name', 'Old name', since, renamedAt),
              ...fact('name', connection.name, renamedAt, end),
              ...fact('appleId', earlier?.appleId, since, renamedAt),
              ...fact('appleId', account?.appleId, renamedAt, end),
            ]
          : [...fact('name', connection.name, since, end), ...fact('appleId', account?.appleId, since, end)]),
        ...fact('expiresAt', expiresAt?.toISOString(), since, end),
        ...fact('missing', made.missing ? 'true' : null, isClosed ? since : Math.max(since, readings), end),
      ],
    })
    if (made.disabled !== null) {
      const observedAt = day(made.disabled, 12)
      const by = made.byCase ? { evidenceId: randomUUID() } : { readingId: randomUUID() }
      await owner().disablement.create({ data: { organisationId, connectionId, observedAt, ...by } })
    }
    if (made.kept !== null) {
      await owner().accountKeeping.create({
        data: {
          ...{ organisationId, connectionId, why: 'Books', stillUsedBy: 'Library', decidedBy: 'Karen' },
          ...{ reviewOn: day(30), decidedAt: day(made.kept, 12) },
        },
      })
    }
  }
  return { organisationId, actors }
}

const standsAs = (connection: ConnectionSummary, standing: Standing): boolean => {
  const { state, restarts } = connection
  const flows = ['sharing', 'expiring', 'expired', 'missing'].includes(state)
  if (standing === 'flowing') return flows
  if (standing === 'restarted') return restarts !== null
  if (standing === 'waiting')
    return restarts !== null || ['disabled', 'expired', 'emptied', 'missing', 'expiring'].includes(state)
  return state === standing
}

describe('what PostgreSQL counts and filters by', () => {
  let organisationId: string
  beforeAll(async () => {
    const [drawn = []] = fc.sample(fc.array(stays, { minLength: 90, maxLength: 90 }), { seed: 7, numRuns: 1 })
    ;({ organisationId } = await fill(drawn))
  })

  const at = (moment: (typeof moments)[number], standing?: Standing) =>
    inOrganisation(organisationId, async (tx) => ({
      told: await connectionsAt(tx, moment),
      list: await connectionList(tx, moment, { standing }, { most: 1000 }),
    }))

  test.each(moments)('is what the rules say at $at, of every connection', async (moment) => {
    const { told, list } = await at(moment)
    const byId = (all: ConnectionSummary[]) => all.toSorted((a, b) => a.id.localeCompare(b.id))
    expect(byId(list.connections)).toEqual(byId(told))
    expect(list.found).toBe(told.length)
    const counted = Object.fromEntries(
      list.tallies.map(({ service, state, connections }) => [`${service} ${state}`, connections]),
    )
    const expected = Map.groupBy(told, ({ service, state }) => `${service} ${state}`)
    expect(counted).toEqual(Object.fromEntries([...expected].map(([key, { length }]) => [key, length])))
  })

  test.each([...lifeStates, 'waiting', 'flowing', 'restarted'] as const)(
    '%s is found alone',
    async (standing) => {
      let found = 0
      for (const moment of moments) {
        const { told, list } = await at(moment, standing)
        const expected = told.filter((connection) => standsAs(connection, standing))
        expect(list.connections.map(({ id }) => id).toSorted()).toEqual(
          expected.map(({ id }) => id).toSorted(),
        )
        found += list.found
      }
      expect(found, 'the sample has some').toBeGreaterThan(0)
    },
  )
})
