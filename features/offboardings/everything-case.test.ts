import { describe, expect, test } from 'vitest'
import { dayIn, daysAfter } from '#domain/day.ts'
import { accountDetail } from '#features/accounts/account-detail.ts'
import { listAccounts } from '#features/accounts/list-accounts.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { keepAccount, requestAccountDeletion, stateAccountDeletion } from './account-commands.ts'
import {
  approvalAsked,
  confirm,
  confirmed,
  confirmedForEverything,
  decide,
  dieAt,
  isListedIn,
  must,
  reaching,
  ready,
  recording,
  started,
  writesTo,
} from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { cancelOffboarding } from './commands.ts'
import { offboardingDetail } from './queries.ts'
import { retryTask } from './run-commands.ts'
import { watchOffboardings } from './watch.ts'
import { acceptRemainder, leaveOut, stateStep } from './word-commands.ts'

useTestDatabase()

const minute = 60_000
const tenant = useCaseTenant({ devices: 60, revocationMilliseconds: minute })

const stuckTasks = async (id: string) => {
  const { tasks } = await tenant.carryOut(id)
  return tasks
    .filter(({ state }) => state === 'needsAttention')
    .map(({ kind, reason, position, values }) => ({ kind, reason, position, count: values.count }))
}
const stuck = async (id: string) => (await stuckTasks(id))[0] ?? { kind: null, position: -1, count: null }
const again = async (id: string, position: number) =>
  must(await retryTask(tenant.world.actors.admin, id, position))
const pushCertificate = () =>
  owner().connection.findFirstOrThrow({
    where: { organisationId: tenant.world.organisationId, service: 'apns' },
  })
const today = () => dayIn('UTC', new Date())

describe('a case for the push certificate', () => {
  const begun = async () => {
    const id = await started(tenant.world, (await pushCertificate()).name)
    await approvalAsked(tenant.world, id)
    must(await decide(tenant.world, id))
    must(await confirm(tenant.world, id))
    return id
  }

  test('needs no write access, waits for every device and for the portal, and ends with two words on Apple', async () => {
    const { admin } = tenant.world.actors
    const id = await begun()
    const { plan, journey } = await tenant.world.caseOf(id)
    expect(journey.steps.map((step) => step.id)).not.toContain('access')
    expect(plan.hardStops.map(({ kind }) => kind)).toEqual([
      'devicesManaged',
      'profilesNotRemovable',
      'tokensLeft',
    ])
    expect(plan.counts.managed).toBe(plan.counts.devices)
    expect(plan.counts.fixed).toBeGreaterThan(0)
    expect(plan.counts.fixed).toBeLessThan(plan.counts.managed)

    const devices = await stuck(id)
    expect(devices).toMatchObject({ kind: 'retireAllDevices', reason: 'allDevicesToRetire' })
    expect(devices.count).toBe(plan.counts.managed)
    tenant.sandbox.control.change({ retireAllDevices: true })
    await again(id, devices.position)

    const portal = await stuck(id)
    expect(portal).toMatchObject({ kind: 'deleteCertificate', reason: 'certificateStillThere' })
    tenant.sandbox.control.change({ clearPushCertificate: true })
    await again(id, portal.position)
    // Emptied by a tool it is nobody’s any more, and still not deleted.
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate', reason: 'certificateCleared' })
    tenant.sandbox.control.change({ removePushCertificate: true })
    await again(id, portal.position)

    const apple = await stuck(id)
    expect(apple).toMatchObject({ kind: 'revokeCertificate', reason: 'revocationToState' })
    expect(await stateStep(admin, id, { position: apple.position, note: ' ' })).toMatchObject({
      reason: 'noteNeeded',
    })
    must(await stateStep(admin, id, { position: apple.position, note: 'Revoked by Mette, serial 12.' }))
    expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
    expect(writesTo(tenant.sandbox)).toEqual([])

    const { accounts } = await offboardingDetail(admin, id)
    const [account, ...others] = accounts
    expect(others).toEqual([])
    expect(account).toMatchObject({ likely: 'personal', isSettled: false, request: null })
    const accountId = account?.id ?? ''
    const request = {
      accountId,
      kind: 'personal',
      requestedOn: today(),
      lookAgainOn: daysAfter(today(), 7),
      note: 'Asked for at privacy.apple.com.',
    } as const
    must(await requestAccountDeletion(admin, id, request))
    expect((await tenant.world.caseOf(id)).state).toBe('awaitingAccount')
    expect((await offboardingDetail(admin, id)).accounts[0]?.request).toMatchObject({ kind: 'personal' })
    expect((await accountDetail(admin, accountId)).deletionRequested).toMatchObject({ offboardingId: id })
    const { accounts: listed } = await listAccounts(admin)
    expect(listed.filter((each) => each.deletionRequested).map((each) => each.id)).toEqual([accountId])
    must(await stateAccountDeletion(admin, id, { accountId, deletedOn: today(), note: 'Apple wrote.' }))
    expect(await accountDetail(admin, accountId)).toMatchObject({ deletionRequested: null })
    expect((await tenant.world.caseOf(id)).state).toBe('finished')
    expect((await tenant.world.audit()).slice(-4)).toEqual([
      'offboarding.stepStated',
      'account.deletionRequested',
      'account.deletionStated',
      'offboarding.finished',
    ])
  })

  test('is looked at by itself after each reading, and goes on once nothing is left to wait for', async () => {
    const id = await begun()
    const before = await stuck(id)
    tenant.sandbox.control.change({
      retireDevices: (await tenant.world.connection('Lindegaard Academy')).externalId,
    })
    await tenant.world.read()
    await watchOffboardings(tenant.world.clock)
    const fewer = await stuck(id)
    expect(fewer).toMatchObject({ kind: 'retireAllDevices' })
    expect(Number(fewer.count)).toBeGreaterThan(0)
    expect(Number(fewer.count)).toBeLessThan(Number(before.count))
    tenant.sandbox.control.change({ retireAllDevices: true })
    await tenant.world.read()
    await watchOffboardings(tenant.world.clock)
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate' })
    await watchOffboardings(tenant.world.clock)
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate' })
    tenant.sandbox.control.change({ removePushCertificate: true })
    await tenant.world.read()
    await watchOffboardings(tenant.world.clock)
    expect(await stuck(id)).toMatchObject({ kind: 'revokeCertificate' })
  })

  test('leaves devices behind only for somebody who types how many, and says why', async () => {
    const id = await begun()
    const { position, count } = await stuck(id)
    const accept = (typed: string) =>
      acceptRemainder(tenant.world.actors.admin, id, { position, why: 'They were destroyed.', typed })
    expect(await accept('')).toMatchObject({ reason: 'countDiffers' })
    expect(await accept('1')).toMatchObject({ reason: 'countDiffers' })
    must(await accept(String(count)))
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate' })
  })

  test('can be given up as long as nobody has deleted it', async () => {
    const id = await begun()
    tenant.sandbox.control.change({ retireAllDevices: true })
    await again(id, (await stuck(id)).position)
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate' })
    must(await cancelOffboarding(tenant.world.actors.admin, id))
  })

  test('a lapsed Intune licence answers 404 for it too, and it is not taken for gone', async () => {
    const id = await begun()
    tenant.sandbox.control.change({ retireAllDevices: true })
    await again(id, (await stuck(id)).position)
    const { position } = await stuck(id)
    tenant.sandbox.control.fault({ match: '/deviceManagement/', status: 404, times: 50 })
    await again(id, position)
    expect((await tenant.world.caseOf(id)).tasks.at(-2)?.state).not.toBe('done')
    expect(await stuck(id)).toMatchObject({ kind: 'deleteCertificate' })
  })
})

describe('a case for everything', () => {
  /** What people do at Apple and in Intune whenever a case waits for them, until it waits for its accounts. */
  const withPeople = async (id: string, step: (id: string) => Promise<unknown>) => {
    for (let turns = 0; turns < 12; turns += 1) {
      const { state, tasks } = await tenant.carryOut(id)
      if (state !== 'needsAttention') return state
      for (const { kind, position, reason, connectionId } of tasks) {
        const task = (await tenant.world.caseOf(id)).tasks.find((each) => each.position === position)
        if (task?.state !== 'needsAttention') continue
        const { externalId } = await owner().connection.findFirstOrThrow({ where: { id: connectionId } })
        if (kind === 'retireDevices') tenant.sandbox.control.change({ retireDevices: externalId })
        if (kind === 'retireAllDevices') tenant.sandbox.control.change({ retireAllDevices: true })
        if (kind === 'unassignDevices') tenant.sandbox.control.change({ unassignAtApple: externalId })
        if (kind === 'deleteCertificate') tenant.sandbox.control.change({ removePushCertificate: true })
        tenant.pass(20 * minute)
        if (kind === 'revokeCertificate')
          must(await stateStep(tenant.world.actors.admin, id, { position, note: 'Revoked.' }))
        else if (reason === 'licencesNotRevoked')
          must(await acceptRemainder(tenant.world.actors.admin, id, { position, why: 'It has expired.' }))
        else await again(id, position)
        await step(id)
      }
    }
    return null
  }

  test('ends location tokens, then enrolment tokens, then the certificate, and each account by a word', async () => {
    const id = await confirmedForEverything(tenant.world)
    const { plan } = await tenant.world.caseOf(id)
    expect(plan.connections).toHaveLength(7)
    expect(plan.hardStops.map(({ kind }) => kind)).not.toContain('tokensLeft')
    expect(await withPeople(id, async () => {})).toBe('awaitingAccount')
    for (const { externalId } of plan.connections) expect(isListedIn(tenant.sandbox, externalId)).toBe(false)
    const writes = writesTo(tenant.sandbox)
    expect(writes).toEqual([...new Set(writes)])
    const last = (part: string) => writes.findLastIndex((call) => call.includes(part))
    const first = (part: string) => writes.findIndex((call) => call.includes(part))
    expect(last('/vppTokens/')).toBeLessThan(first('/depOnboardingSettings/'))

    const { accounts } = await offboardingDetail(tenant.world.actors.admin, id)
    expect(accounts).toHaveLength(5)
    const note = 'Deleted.'
    for (const [at, account] of accounts.entries()) {
      expect((await tenant.world.caseOf(id)).state).toBe('awaitingAccount')
      if (at === 0)
        must(
          await keepAccount(tenant.world.actors.decider, id, {
            of: account.id,
            isOwn: true,
            why: 'It is her own; she signed that it is used for nothing else of ours.',
            stillUsedBy: 'Its owner',
            reviewOn: daysAfter(today(), 90),
          }),
        )
      else
        must(
          await stateAccountDeletion(tenant.world.actors.admin, id, {
            accountId: account.id,
            deletedOn: today(),
            note,
          }),
        )
      const once = { accountId: account.id, deletedOn: today(), note }
      if (at < accounts.length - 1)
        expect(await stateAccountDeletion(tenant.world.actors.admin, id, once)).toMatchObject({
          reason: 'alreadySettled',
        })
    }
    expect((await tenant.world.caseOf(id)).state).toBe('finished')
    const settled = async (at: number) =>
      (await accountDetail(tenant.world.actors.auditor, accounts[at]?.id ?? '')).own
    expect(await settled(0)).toMatchObject({ by: tenant.world.actors.decider.name })
    expect(await settled(1)).toBeNull()
  })

  test.each<readonly [string, readonly [string, string]]>([
    ['a revocation asked for', recording('revocationAsked')],
    ['a location token deleted', recording('tokenDeleted')],
    ['a location token’s end recorded', ['disablement', 'true']],
    ['the first enrolment token begun', reaching('retireDevices', 'running')],
    ['devices taken off a token', recording('identitiesDeleted')],
    ['a profile deleted', recording('profileDeleted')],
    ['all devices seen retired', reaching('retireAllDevices', 'done')],
    ['the certificate seen to be gone', recording('certificateFoundGone')],
  ])(
    'killed at any of its checkpoints it comes to the same end, and does nothing twice: %s',
    async (_, [table, when]) => {
      const id = await confirmedForEverything(tenant.world)
      let revive: (() => Promise<unknown>) | null = await dieAt(table, when)
      const throughDeath = async () => {
        try {
          return await withPeople(id, async () => {})
        } catch (error) {
          expect(String(error)).toMatch(/killed/)
          await revive?.()
          revive = null
          return withPeople(id, async () => {})
        }
      }
      expect(await throughDeath()).toBe('awaitingAccount')
      expect(revive).toBeNull()
      const found = await tenant.world.caseOf(id)
      expect(
        found.tasks.every(({ state, reason }) => state === 'done' || reason === 'remainderAccepted'),
      ).toBe(true)
      const writes = writesTo(tenant.sandbox)
      expect(writes).toEqual([...new Set(writes)])
    },
  )

  test('goes on without a connection that cannot be ended, whose verdict says so', async () => {
    const id = await confirmed(tenant.world, 'Skagen Kiosk', 'Lindegaard Apps')
    const { id: connectionId } = await tenant.world.connection('Lindegaard Apps')
    expect(await stuckTasks(id)).toMatchObject([{ kind: 'awaitRevocation', reason: 'licencesNotRevoked' }])
    must(await leaveOut(tenant.world.actors.admin, id, { connectionId, why: 'Its administrators refuse.' }))
    expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
    const { accounts, connections } = await offboardingDetail(tenant.world.actors.admin, id)
    expect(accounts.map(({ appleId }) => appleId)).toEqual(['kiosk.skagen@lindegaard.example'])
    expect(connections.find((each) => each.id === connectionId)?.disabledAt).toBeNull()
    // It can be taken up by another case.
    await started(tenant.world, 'Lindegaard Apps')
  })

  test('does nothing that cannot be undone before the time to cancel is over', async () => {
    const id = await ready(tenant.world, 'Skagen Kiosk')
    must(await confirm(tenant.world, id, 24))
    await tenant.once(id)
    const { tasks, irreversibleFrom } = await tenant.world.caseOf(id)
    expect(tasks.map(({ state }) => state)).toEqual(['done', 'waiting', 'waiting', 'waiting', 'waiting'])
    expect(irreversibleFrom?.getTime()).toBeGreaterThan(Date.now() + 23 * 60 * minute)
    tenant.pass(25 * 60 * minute)
    expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')

    tenant.present()
    const other = await ready(tenant.world, 'Lindegaard Apps')
    must(await confirm(tenant.world, other, 1))
    await tenant.once(other)
    must(await cancelOffboarding(tenant.world.actors.admin, other))
  })
})
