import { expect, test } from 'vitest'
import { dayIn, daysAfter, midnightOf } from '#domain/day.ts'
import { deletionsRequested } from '#features/accounts/deletion-requests.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { keepAccount, requestAccountDeletion, stateAccountDeletion } from './account-commands.ts'
import { asked, confirmed, decide, must } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { listOffboardings, offboardingDetail } from './queries.ts'
import { casesWaiting } from './waiting-cases.ts'
import { watchOffboardings } from './watch.ts'
import { leaveOut } from './word-commands.ts'

// Cases that meet: over an account behind tokens of both, or over a token that one of them left out.

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })

const detailOf = (id: string) => offboardingDetail(tenant.world.actors.admin, id)
const stateOf = async (id: string) => (await tenant.world.caseOf(id)).state
const today = () => dayIn('UTC', new Date())
const read = async () => {
  const { organisationId } = tenant.world
  await owner().reading.deleteMany({ where: { organisationId, state: 'waiting' } })
  await tenant.world.read()
  await watchOffboardings(tenant.world.clock)
}

const behindTwo = ['Skagen Retail ADE', 'Lindegaard ADE'] as const

test('two cases behind whose tokens is the same account both end with the word on it', async () => {
  const { admin } = tenant.world.actors
  const [first, second] = [await tenant.endEnrolment(behindTwo[0]), await tenant.endEnrolment(behindTwo[1])]
  const accountId = (await detailOf(first)).accounts[0]?.id ?? ''
  expect((await detailOf(second)).accounts).toMatchObject([{ id: accountId, request: null }])

  const request = { requestedOn: today(), lookAgainOn: daysAfter(today(), 30), note: 'Asked for at Apple.' }
  must(await requestAccountDeletion(admin, first, { accountId, kind: 'managed', ...request }))
  expect((await detailOf(second)).accounts).toMatchObject([{ request: { note: 'Asked for at Apple.' } }])

  // For the list of what waits for a person, too.
  expect((await deletionsRequested(admin, [accountId], new Date())).get(accountId)).toMatchObject({
    offboardingId: first,
    lookAgainOn: midnightOf(request.lookAgainOn),
  })

  must(await stateAccountDeletion(admin, first, { accountId, deletedOn: today(), note: 'Looked again.' }))
  expect([await stateOf(first), await stateOf(second)]).toEqual(['finished', 'finished'])
  const audit = await tenant.world.audit()
  expect(audit.filter((kind) => kind === 'offboarding.finished')).toHaveLength(2)
})

test('a case whose token goes after the word on its account was spoken in another ends at once', async () => {
  const { admin } = tenant.world.actors
  const first = await tenant.endEnrolment(behindTwo[0])
  const late = await confirmed(tenant.world, behindTwo[1])
  // Somebody deletes the other token in the portal: from then on nothing uses the account.
  const { externalId } = await tenant.world.connection(behindTwo[1])
  tenant.sandbox.control.change({ removeToken: externalId })
  await read()
  await read()
  const accountId = (await detailOf(first)).accounts[0]?.id ?? ''
  must(await stateAccountDeletion(admin, first, { accountId, deletedOn: today(), note: 'Looked.' }))
  expect(await stateOf(first)).toBe('finished')
  await tenant.carryOut(late)
  expect(await stateOf(late)).toBe('finished')
})

test('an account that is kept in one case is still to be decided on in the other', async () => {
  const { decider } = tenant.world.actors
  const [first, second] = [await tenant.endEnrolment(behindTwo[0]), await tenant.endEnrolment(behindTwo[1])]
  const of = (await detailOf(first)).accounts[0]?.id ?? ''
  const words = { why: 'It signs in elsewhere.', stillUsedBy: 'The shop.', reviewOn: daysAfter(today(), 90) }
  must(await keepAccount(decider, first, { of, isOwn: false, ...words }))
  expect([await stateOf(first), await stateOf(second)]).toEqual(['finished', 'awaitingAccount'])
  expect((await detailOf(second)).accounts).toMatchObject([{ isSettled: false }])
})

test('what a case left out and another one ended is none of the first one’s, whatever becomes of it', async () => {
  const { admin, auditor } = tenant.world.actors
  const first = await confirmed(tenant.world, 'Skagen Kiosk')
  const { id: connectionId } = await tenant.world.connection('Skagen Kiosk')
  must(await leaveOut(admin, first, { connectionId, why: 'Not now.' }))
  expect(await stateOf(first)).toBe('finished')

  const second = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(second)
  const accountId = (await detailOf(second)).accounts[0]?.id ?? ''
  must(await stateAccountDeletion(admin, second, { accountId, deletedOn: today(), note: 'Gone.' }))
  await read()
  tenant.sandbox.control.reset()
  await read()
  expect([await stateOf(first), await stateOf(second)]).toEqual(['finished', 'reopened'])
  expect(await casesWaiting(auditor)).toMatchObject([{ why: 'reopened', first: [{ id: second }], more: 0 }])
  const listed = await listOffboardings(auditor)
  expect(listed.find(({ id }) => id === first)?.connections).toMatchObject([{ isLeftOut: true }])
  expect(listed.find(({ id }) => id === second)?.connections).toMatchObject([{ isLeftOut: false }])
})

test('a decider is told first what only they can move, and by the name the case has', async () => {
  const { decider } = tenant.world.actors
  const cases: string[] = []
  for (const name of ['Academy Apps', 'Lindegaard Apps']) {
    const id = await confirmed(tenant.world, name)
    tenant.sandbox.control.change({ removeToken: (await tenant.world.connection(name)).externalId })
    await owner().offboarding.updateMany({ where: { id }, data: { state: 'needsAttention' } })
    cases.push(id)
  }
  const id = await asked(tenant.world, 'Skagen Retail ADE', 'Skagen Kiosk')
  const { connections } = await detailOf(id)
  expect(await casesWaiting(decider)).toEqual([
    { why: 'awaitingApproval', first: [{ id, name: connections[0]?.name, count: 2 }], more: 0 },
    { why: 'needsAttention', first: cases.map((each) => expect.objectContaining({ id: each })), more: 0 },
  ])
})

test('of each kind of case that waits the first are told, and how many more there are', async () => {
  const { admin, decider } = tenant.world.actors
  const stuck = await confirmed(tenant.world, 'Academy Apps')
  await owner().offboarding.updateMany({ where: { id: stuck }, data: { state: 'needsAttention' } })
  const { organisationId } = tenant.world
  const { startedBy } = await tenant.world.caseOf(stuck)
  await owner().offboarding.createMany({
    data: Array.from({ length: 7 }, () => ({
      ...{ organisationId, state: 'reopened', startedBy, startedByName: admin.name },
    })),
  })
  const told = await casesWaiting(decider)
  expect(told.map(({ why, first, more }) => [why, first.length, more])).toEqual([
    ['reopened', 5, 2],
    ['needsAttention', 1, 0],
  ])
})

test('an approval that lapsed, asked for or given, waits to be asked for again by those who may', async () => {
  const { admin, decider } = tenant.world.actors
  const [open, given] = [
    await asked(tenant.world, 'Skagen Kiosk'),
    await asked(tenant.world, 'Lindegaard Apps'),
  ]
  must(await decide(tenant.world, given))
  expect(await casesWaiting(admin)).toEqual([])
  await owner().connectionFact.updateMany({
    where: { organisationId: tenant.world.organisationId, key: 'expiresAt' },
    data: { value: new Date(Date.now() - 1000).toISOString() },
  })
  expect(await casesWaiting(admin)).toMatchObject([{ why: 'askAgain', first: [{ id: open }, { id: given }] }])
  expect(await casesWaiting(decider)).toEqual([])
  const told = async (id: string) =>
    [await offboardingDetail(admin, id), await offboardingDetail(decider, id)].map(({ mayAsk }) => mayAsk)
  expect(await told(open)).toEqual([true, false])
})
