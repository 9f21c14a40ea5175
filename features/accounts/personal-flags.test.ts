import { expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { makeAccount, makeReading, makeWorld } from '#prisma/factories.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { personalFlags } from './personal-flags.ts'

useTestDatabase()

test('an address that people have for themselves is flagged though no directory was asked', async () => {
  const { organisationId } = await makeWorld()
  await makeReading(organisationId)
  const own = await makeAccount(organisationId, { appleId: 'skagen.kiosk@icloud.com', until: 1 })
  const works = await makeAccount(organisationId, { appleId: 'kiosk@lindegaard.example', until: 1 })
  const flags = await inOrganisation(organisationId, (tx) => personalFlags(tx, [own, works]))
  expect(flags.get(own.id)).toMatchObject([{ flag: 'personalDomain', source: { grade: 'observed' } }])
  expect(flags.get(works.id)).toEqual([])
})
