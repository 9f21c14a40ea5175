import { describe, expect, test } from 'vitest'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { askForApproval } from './approval-commands.ts'
import {
  confirm,
  confirmed,
  decide,
  enterAccess,
  must,
  readImpact,
  started,
  writesTo,
} from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { cancelOffboarding, startOffboarding } from './commands.ts'
import { offboardingDetail } from './queries.ts'
import { askForRehearsal, giveUpRehearsal, rehearse } from './rehearsals.ts'
import { retryTask } from './run-commands.ts'

useTestDatabase()

const minute = 60_000
const tenant = useCaseTenant({ devices: 60, revocationMilliseconds: minute })
const signal = new AbortController().signal

const rehearsed = async (id: string) => {
  must(await askForRehearsal(tenant.world.actors.admin, id))
  const { id: rehearsalId } = await owner().rehearsal.findFirstOrThrow({
    where: { offboardingId: id, state: 'waiting' },
  })
  await rehearse(tenant.world.clock, rehearsalId, { signal, now: tenant.now })
  const { rehearsal } = await offboardingDetail(tenant.world.actors.decider, id)
  return rehearsal ?? expect.unreachable('no dry run')
}

describe('a dry run', () => {
  test('names the calls that the case makes afterwards, and makes none of them', async () => {
    const id = await started(tenant.world)
    const { steps, state } = await rehearsed(id)
    expect(state).toBe('finished')
    expect(writesTo(tenant.sandbox)).toEqual([])
    const named = steps.flatMap(({ calls }) => calls.map(({ method, path }) => `${method} ${path}`))

    await readImpact(tenant.world, id)
    must(
      await askForApproval(tenant.world.actors.admin, id, {
        version: (await tenant.world.caseOf(id)).version,
      }),
    )
    must(await decide(tenant.world, id))
    must(await enterAccess(tenant.world, id))
    must(await confirm(tenant.world, id))
    await tenant.carryOut(id)
    expect(named.toSorted()).toEqual(writesTo(tenant.sandbox).toSorted())
  })

  test('counts every entry that the case takes off an enrolment token, once its devices are retired', async () => {
    const { externalId: token } = await tenant.world.connection('Lindegaard Academy')
    const draft = await started(tenant.world, 'Lindegaard Academy')
    const { steps } = await rehearsed(draft)
    const named = steps.find(({ kind }) => kind === 'deleteIdentities')
    const { plan } = await tenant.world.caseOf(draft)
    expect(named).toMatchObject({ outcome: 'done', values: { managed: plan.counts.managed } })
    must(await cancelOffboarding(tenant.world.actors.admin, draft))

    tenant.sandbox.control.change({ retireDevices: token })
    const id = await confirmed(tenant.world, 'Lindegaard Academy')
    const { tasks } = await tenant.carryOut(id)
    tenant.sandbox.control.change({ unassignAtApple: token })
    tenant.pass(20 * minute)
    const { position = -1 } = tasks.find(({ state }) => state === 'needsAttention') ?? {}
    must(await retryTask(tenant.world.actors.admin, id, position))
    expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
    const taken = writesTo(tenant.sandbox).filter((call) => call.includes('/importedAppleDeviceIdentities/'))
    expect(named?.count).toBe(taken.length)
    expect(named?.calls.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(taken.toSorted())
  })

  test('of everything says where people are waited for, and goes on all the same', async () => {
    const everything = { group: { kind: 'everything', value: '' } } as const
    const { offboardingId: id } = must(await startOffboarding(tenant.world.actors.admin, everything))
    const { steps } = await rehearsed(id)
    expect(writesTo(tenant.sandbox)).toEqual([])
    const waits = steps.filter(({ outcome }) => outcome === 'waits').map(({ kind }) => kind)
    expect(new Set(waits)).toEqual(
      new Set([
        ...['awaitRevocation', 'checkGone', 'retireDevices', 'unassignDevices'],
        ...['retireAllDevices', 'deleteCertificate', 'revokeCertificate'],
      ]),
    )
    const devices = steps.find(({ kind }) => kind === 'retireAllDevices')
    expect(Number(devices?.values.count)).toBeGreaterThan(0)
  })

  test('that cannot be made says why, and one at a time', async () => {
    const id = await started(tenant.world)
    must(await askForRehearsal(tenant.world.actors.admin, id))
    expect(await askForRehearsal(tenant.world.actors.admin, id)).toMatchObject({
      reason: 'alreadyRehearsing',
    })
    const { id: rehearsalId } = await owner().rehearsal.findFirstOrThrow({ where: { offboardingId: id } })
    await giveUpRehearsal(tenant.world.clock, rehearsalId)
    expect((await offboardingDetail(tenant.world.actors.admin, id)).rehearsal).toMatchObject({
      state: 'failed',
      reason: 'givenUp',
    })
    await owner().tenantLink.updateMany({
      where: { organisationId: tenant.world.organisationId },
      data: { credential: null, forgottenAt: new Date() },
    })
    expect(await rehearsed(id)).toMatchObject({ state: 'failed', reason: 'noTenantLink', steps: [] })
  })
})
