import { expect, test } from 'vitest'
import { dayIn } from '#domain/day.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { stateAccountDeletion } from './account-commands.ts'
import { approvalAsked, asked, confirm, confirmed, decide, enterAccess, must } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { listOffboardings, offboardingDetail } from './queries.ts'
import { endAgain, reopenReturned } from './reopening.ts'
import { casesWaiting } from './waiting-cases.ts'
import { watchOffboardings } from './watch.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })

const stateOf = async (id: string) => (await tenant.world.caseOf(id)).state
const read = async () => {
  // The end of a case asks for a reading too.
  const { organisationId } = tenant.world
  await owner().reading.deleteMany({ where: { organisationId, state: 'waiting' } })
  await tenant.world.read()
  await watchOffboardings(tenant.world.clock)
}

/** A case whose token is gone and whose account is stated to be deleted, and that account. */
const stopped = async () => {
  const { admin } = tenant.world.actors
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  const [account] = (await offboardingDetail(admin, id)).accounts
  const statement = { accountId: account?.id ?? '', deletedOn: dayIn('UTC', new Date()), note: 'Gone.' }
  must(await stateAccountDeletion(admin, id, statement))
  expect(await stateOf(id)).toBe('finished')
  return { id, accountId: statement.accountId }
}
const finished = async () => {
  const { id } = await stopped()
  await read()
  return id
}

test('a token that is back opens its case again, once, and another case can end it', async () => {
  const { admin, auditor } = tenant.world.actors
  const id = await finished()
  expect(await endAgain(admin, id)).toMatchObject({ reason: 'nothingReturned' })
  tenant.sandbox.control.reset()
  await read()
  expect(await stateOf(id)).toBe('reopened')
  const { journey } = await tenant.world.caseOf(id)
  expect(journey.current).toBe('done')
  expect(journey.steps.at(-1)?.status).toBe('blocked')
  expect(await casesWaiting(auditor)).toEqual([
    { why: 'reopened', first: [{ id, name: 'Skagen Kiosk', count: 1 }], more: 0 },
  ])
  expect((await listOffboardings(auditor)).find((each) => each.id === id)?.state).toBe('reopened')
  // Workers that read two tenants may both come here.
  await Promise.all([reopenReturned(tenant.world.clock), reopenReturned(tenant.world.clock)])
  const audit = await tenant.world.audit()
  expect(audit.filter((kind) => kind === 'offboarding.reopened')).toHaveLength(1)

  const again = must(await endAgain(admin, id)).offboardingId
  const { plan } = await tenant.world.caseOf(again)
  expect(plan.connections.map(({ name }) => name)).toEqual(['Skagen Kiosk'])
  expect(await endAgain(admin, id)).toMatchObject({ values: { offboarding: again } })
})

test('a token that is back before there is a word on its account is ended by another case too', async () => {
  const { admin } = tenant.world.actors
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  await read()
  tenant.sandbox.control.reset()
  await read()
  expect(await stateOf(id)).toBe('awaitingAccount')
  const [back] = (await offboardingDetail(admin, id)).connections
  expect(back).toMatchObject({ sharesAgain: true, isLeftOut: false })
  const again = must(await endAgain(admin, id)).offboardingId
  const { plan } = await tenant.world.caseOf(again)
  expect(plan.connections.map(({ name }) => name)).toEqual(['Skagen Kiosk'])
})

test('it closes again once what came back is over too, its token and its account', async () => {
  const { admin } = tenant.world.actors
  const id = await finished()
  tenant.sandbox.control.reset()
  await read()
  expect(await stateOf(id)).toBe('reopened')
  // Gone in the portal again: half stopped, and the certificate says so.
  const { externalId } = await tenant.world.connection('Skagen Kiosk')
  tenant.sandbox.control.change({ removeToken: externalId })
  await read()
  await read()
  expect(await stateOf(id)).toBe('reopened')
  const again = must(await endAgain(admin, id)).offboardingId
  await approvalAsked(tenant.world, again)
  must(await decide(tenant.world, again))
  must(await enterAccess(tenant.world, again))
  must(await confirm(tenant.world, again))
  await tenant.carryOut(again)
  await read()
  expect(await stateOf(id)).toBe('reopened')
  const [ended] = (await offboardingDetail(admin, id)).connections
  expect(ended).toMatchObject({ sharesAgain: false, returnedState: 'disabled' })

  const [account] = (await offboardingDetail(admin, again)).accounts
  const statement = { accountId: account?.id ?? '', deletedOn: dayIn('UTC', new Date()), note: 'Gone.' }
  must(await stateAccountDeletion(admin, again, statement))
  // At once: nothing is left to end again.
  expect(await stateOf(id)).toBe('finished')
  await read()
  expect(await stateOf(id)).toBe('finished')
  expect((await tenant.world.audit()).at(-1)).toBe('offboarding.closedAgain')
})

test('a token that is back names another account than the deleted one, though no reading found it gone', async () => {
  const { accountId } = await stopped()
  tenant.sandbox.control.reset()
  await read()
  const rows = await tenant.world.inside((tx) =>
    tx.account.findMany({ where: { appleId: 'kiosk.skagen@lindegaard.example' }, orderBy: { since: 'asc' } }),
  )
  expect(rows).toMatchObject([
    { id: accountId, since: 1, until: 2 },
    { since: 2, until: null },
  ])
  const stays = await tenant.world.inside((tx) =>
    tx.connection.findMany({ where: { name: 'Skagen Kiosk' }, orderBy: { since: 'asc' } }),
  )
  expect(stays.map((stay) => stay.accountId)).toEqual(rows.map(({ id }) => id))
})

test('what waits is told to those who can do something about it', async () => {
  const { admin, decider } = tenant.world.actors
  const id = await asked(tenant.world)
  expect(await casesWaiting(admin)).toEqual([])
  expect(await casesWaiting(decider)).toMatchObject([{ why: 'awaitingApproval', first: [{ id }] }])
  must(await decide(tenant.world, id))
  expect(await casesWaiting(decider)).toEqual([])
})
