import { expect, test } from 'vitest'
import { useTestDatabase } from '#prisma/testing.ts'
import { started } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'

// Books of a location token: Apple makes their licences irrevocable, so a case tells them.

useTestDatabase()
const tenant = useCaseTenant({ devices: 60 })

const kept = () =>
  tenant.world.inside((tx) =>
    tx.app.findMany({
      where: { kind: 'book', until: null },
      orderBy: { name: 'asc' },
      select: { name: true, totalLicences: true, usedLicences: true, unlistedLicences: true },
    }),
  )
const impactOf = async (name: string) => {
  const { impact } = await tenant.world.caseOf(await started(tenant.world, name))
  return impact
}
const books = [
  { name: 'Fjordens dyr', totalLicences: 60, usedLicences: 41, unlistedLicences: 0 },
  { name: 'Regn med mig', totalLicences: 30, usedLicences: 0, unlistedLicences: 0 },
]

test('are read with their token, and counted apart from what can be revoked', async () => {
  expect(await kept()).toEqual(books)
  const impact = await impactOf('Academy Apps')
  expect(impact.books).toEqual({ titles: 2, licences: 41 })
  expect(impact.apps.map(({ name }) => name)).not.toContain('Fjordens dyr')
  expect((await impactOf('Skagen Kiosk')).books).toEqual({ titles: 0, licences: 0 })
})

test('that a reading could not ask for stay as they were, and are not known', async () => {
  tenant.sandbox.control.fault({ match: 'managedEBooks', status: 403 })
  await tenant.world.read()
  expect(await kept()).toEqual(books)
  expect((await impactOf('Academy Apps')).books).toBeNull()
})

test('leave with their token', async () => {
  const { externalId } = await tenant.world.connection('Academy Apps')
  tenant.sandbox.control.change({ removeToken: externalId })
  await tenant.world.read()
  expect(await kept()).toEqual([])
})
