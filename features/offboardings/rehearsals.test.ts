import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { askForApproval } from './approval-commands.ts'
import {
  carriedOut,
  confirm,
  decide,
  enterAccess,
  must,
  readImpact,
  readWorld,
  started,
  type World,
  writesTo,
} from './case.fixture.ts'
import { startOffboarding } from './commands.ts'
import { offboardingDetail } from './queries.ts'
import { askForRehearsal, giveUpRehearsal, rehearse } from './rehearsals.ts'
import { runOffboarding } from './run-offboarding.ts'

useTestDatabase()

const minute = 60_000
let sandbox: Sandbox
let world: World
let later = 0
const now = () => new Date(Date.now() + later)
const signal = new AbortController().signal

beforeAll(async () => {
  sandbox = await startSandbox({ devices: 60, now, revocationMilliseconds: minute })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
beforeEach(async () => {
  later = 0
  sandbox.control.reset()
  world = await readWorld()
})
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

const rehearsed = async (id: string) => {
  must(await askForRehearsal(world.actors.admin, id))
  const { id: rehearsalId } = await owner().rehearsal.findFirstOrThrow({
    where: { offboardingId: id, state: 'waiting' },
  })
  await rehearse(world.clock, rehearsalId, { signal, now })
  const { rehearsal } = await offboardingDetail(world.actors.decider, id)
  return rehearsal ?? expect.unreachable('no dry run')
}

describe('a dry run', () => {
  test('names the calls that the case makes afterwards, and makes none of them', async () => {
    const id = await started(world)
    const { steps, state } = await rehearsed(id)
    expect(state).toBe('finished')
    expect(writesTo(sandbox)).toEqual([])
    const named = steps.flatMap(({ calls }) => calls.map(({ method, path }) => `${method} ${path}`))

    await readImpact(world, id)
    must(await askForApproval(world.actors.admin, id, { version: (await world.caseOf(id)).version }))
    must(await decide(world, id))
    must(await enterAccess(world, id))
    must(await confirm(world, id))
    await carriedOut(world, id, {
      once: (offboarding) => runOffboarding(world.clock, offboarding, { signal, now }),
      wait: () => {
        later += minute
      },
    })
    expect(named.toSorted()).toEqual(writesTo(sandbox).toSorted())
  })

  test('of everything says where people are waited for, and goes on all the same', async () => {
    const everything = { group: { kind: 'everything', value: '' } } as const
    const { offboardingId: id } = must(await startOffboarding(world.actors.admin, everything))
    const { steps } = await rehearsed(id)
    expect(writesTo(sandbox)).toEqual([])
    const waits = steps.filter(({ outcome }) => outcome === 'waits').map(({ kind }) => kind)
    expect(new Set(waits)).toEqual(
      new Set([
        ...['awaitRevocation', 'checkGone', 'retireDevices', 'unassignDevices', 'deleteIdentities'],
        ...['retireAllDevices', 'deleteCertificate', 'revokeCertificate'],
      ]),
    )
    const devices = steps.find(({ kind }) => kind === 'retireAllDevices')
    expect(Number(devices?.values.count)).toBeGreaterThan(0)
  })

  test('that cannot be made says why, and one at a time', async () => {
    const id = await started(world)
    must(await askForRehearsal(world.actors.admin, id))
    expect(await askForRehearsal(world.actors.admin, id)).toMatchObject({ reason: 'alreadyRehearsing' })
    const { id: rehearsalId } = await owner().rehearsal.findFirstOrThrow({ where: { offboardingId: id } })
    await giveUpRehearsal(world.clock, rehearsalId)
    expect((await offboardingDetail(world.actors.admin, id)).rehearsal).toMatchObject({
      state: 'failed',
      reason: 'givenUp',
    })
    await owner().tenantLink.updateMany({
      where: { organisationId: world.organisationId },
      data: { credential: null, forgottenAt: new Date() },
    })
    expect(await rehearsed(id)).toMatchObject({ state: 'failed', reason: 'noTenantLink', steps: [] })
  })
})
