import { expect, test } from 'vitest'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { confirmed } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { offboardingDetail } from './queries.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })

const kiosk = 'kiosk.skagen@lindegaard.example'

const accountOf = async (id: string) => (await offboardingDetail(tenant.world.actors.admin, id)).accounts[0]
const flagsOf = async (id: string) => (await accountOf(id))?.flags.map(({ flag }) => flag)

test('an account of the directory raises no doubt whose it is', async () => {
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  expect(await accountOf(id)).toMatchObject({ appleId: kiosk, flags: [] })
})

test('an account that may be a person’s own is flagged where its end is stated, and stays so once no reading names it', async () => {
  tenant.sandbox.control.change({ removeUser: kiosk })
  await tenant.world.read()
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  const last = await tenant.world.inside((tx) => tx.reading.findFirstOrThrow({ where: { sequence: 2 } }))
  expect(await accountOf(id)).toMatchObject({
    flags: [{ flag: 'notInDirectory', extent: 'full', source: { grade: 'observed', reading: last.id } }],
  })

  // The end of a case asks for a reading too.
  await owner().reading.deleteMany({
    where: { organisationId: tenant.world.organisationId, state: 'waiting' },
  })
  await tenant.world.read()
  const gone = await tenant.world.inside((tx) => tx.account.findFirstOrThrow({ where: { appleId: kiosk } }))
  expect(gone.until).toBe(3)
  expect(await flagsOf(id)).toEqual(['notInDirectory'])
})
