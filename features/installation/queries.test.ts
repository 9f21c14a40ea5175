import { expect, test } from 'vitest'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { metrics } from './metrics.ts'
import { figures, isReady } from './queries.ts'

useTestDatabase()

const figure = async (name: string, state = '') =>
  (await figures()).find((each) => each.name === name && each.state === state)?.value

test('the figures count over all organisations, and name none', async () => {
  expect(await figure('oldest_reading_seconds')).toBeNull()
  const here = await makeWorld()
  await makeWorld()
  expect(await figure('organisations')).toBe(2)
  const finishedAt = new Date(Date.now() - 60_000)
  await owner().reading.create({
    data: {
      organisationId: here.organisationId,
      sequence: 1,
      state: 'finished',
      requestedBy: 'clock',
      finishedAt,
    },
  })
  await owner().reading.create({
    data: { organisationId: here.organisationId, sequence: 2, state: 'waiting', requestedBy: 'clock' },
  })
  expect(await figure('oldest_reading_seconds')).toBeCloseTo(60, -1)
  expect(await figure('readings', 'waiting')).toBe(1)
  const told = await metrics()
  expect(told).toContain('pomona_readings{state="waiting"} 1')
  expect(told).not.toContain(here.organisationId)
})

test('it is not ready where the database lacks the present schema', async () => {
  expect(await isReady()).toBe(true)
  const owned = owner()
  await owned.$executeRawUnsafe('alter function installation_figures() rename to of_an_older_version')
  expect(await isReady()).toBe(false)
  await owned.$executeRawUnsafe('alter function of_an_older_version() rename to installation_figures')
  expect(await isReady()).toBe(true)
})
