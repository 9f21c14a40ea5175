import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { dayIn, midnightOf } from '#domain/day.ts'
import { accountDetail } from '#features/accounts/account-detail.ts'
import { stateCustody } from '#features/accounts/custody-commands.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { stateAccountDeletion } from './account-commands.ts'
import { confirmed, must } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { offboardingDetail } from './queries.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })

const appleId = 'kiosk.skagen@lindegaard.example'
const custody = {
  mailbox: 'it@lindegaard.example',
  phone: '+45 55 55 01 42',
  holder: 'Jonas Bruun',
  secondHolder: 'Mette Holm',
  note: 'The password is in the safe.',
}

const read = async () => {
  // The end of a case asks for a reading too.
  await owner().reading.deleteMany({
    where: { organisationId: tenant.world.organisationId, state: 'waiting' },
  })
  await tenant.world.read()
}

/** An account whose keeper is known, which was stated deleted and missed, and which its token names again. */
const foundAgain = async () => {
  const { admin } = tenant.world.actors
  const earlier = (await tenant.world.connection('Skagen Kiosk')).accountId ?? ''
  must(await stateCustody(admin, { account: earlier, version: 0, ...custody }))
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  const [account] = (await offboardingDetail(admin, id)).accounts
  expect(account?.id).toBe(earlier)
  const deletedOn = dayIn('UTC', new Date())
  must(await stateAccountDeletion(admin, id, { accountId: earlier, deletedOn, note: 'Gone.' }))
  await read()
  await setTimeout(2)
  const between = new Date()
  tenant.sandbox.control.reset()
  await read()
  const { id: later, since } = await tenant.world.inside((tx) =>
    tx.account.findFirstOrThrow({ where: { appleId, until: null } }),
  )
  const found = await tenant.world.inside((tx) => tx.reading.findFirstOrThrow({ where: { sequence: since } }))
  const deletion = { deletedOn: midnightOf(deletedOn), statedBy: admin.name }
  return { earlier, later, between, deletion, at: found.finishedAt }
}

test('an Apple ID found again after its deletion was stated says so on both its pages, which lead to each other', async () => {
  const { auditor } = tenant.world.actors
  const { earlier, later, between, deletion, at } = await foundAgain()
  expect(later).not.toBe(earlier)

  const before = await accountDetail(auditor, earlier)
  expect(before).toMatchObject({
    ...{ deletion, foundAgainAt: at, formerly: [] },
    connections: [{ name: 'Skagen Kiosk', state: 'stopped' }],
    others: [{ id: later, isEarlier: false, deletion: null, connections: [{ state: 'sharing' }] }],
  })
  const since = await accountDetail(auditor, later)
  expect(since).toMatchObject({
    ...{ deletion: null, foundAgainAt: null, formerly: [] },
    connections: [{ name: 'Skagen Kiosk', state: 'sharing' }],
    others: [
      { id: earlier, isEarlier: true, deletion, foundAgainAt: at, connections: [{ state: 'stopped' }] },
    ],
  })
  expect(await accountDetail(auditor, earlier, { asOf: between })).toMatchObject({
    ...{ deletion, foundAgainAt: null, others: [] },
  })
})

test('who kept an account is told of the one found again, as stated of the earlier, until it is stated anew', async () => {
  const { admin, auditor } = tenant.world.actors
  const { earlier, later } = await foundAgain()
  const flagsOf = async () => (await accountDetail(admin, later)).flags.map(({ flag }) => flag)
  expect(await accountDetail(admin, later)).toMatchObject({
    custody: [],
    earlierCustody: { ...custody, version: 1, statedBy: admin.name },
  })
  expect((await accountDetail(auditor, later)).earlierCustody?.mailbox).toBe('i•••@lindegaard.example')
  expect(await flagsOf()).not.toContain('custodyUnknown')

  must(await stateCustody(admin, { account: later, version: 0, ...custody, secondHolder: null }))
  expect(await accountDetail(admin, later)).toMatchObject({ custody: [{ version: 1 }], earlierCustody: null })
  expect(await flagsOf()).toContain('noSecondHolder')
  expect((await accountDetail(admin, earlier)).custody).toMatchObject([custody])
})
