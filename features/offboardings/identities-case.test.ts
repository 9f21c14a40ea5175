import { expect, test } from 'vitest'
import { leftByHand } from '#domain/offboarding/by-hand.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { writeClient } from '#sandbox/registrations.ts'
import { visit } from '#sandbox/visitor.ts'
import { confirmed, isListedIn, must, writesTo } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { retryTask } from './run-commands.ts'
import { runOffboarding } from './run-offboarding.ts'

// Devices are taken off an enrolment token, one by one, and none that Intune still manages.

useTestDatabase()
const minute = 60_000
const tenant = useCaseTenant({ devices: 60 })

const stuck = async (id: string) => {
  const { tasks } = await tenant.carryOut(id)
  const task = tasks.find(({ state }) => state === 'needsAttention')
  return { kind: task?.kind, reason: task?.reason, position: task?.position ?? -1 }
}
const again = async (id: string, position: number) =>
  must(await retryTask(tenant.world.actors.admin, id, position))
const deletions = () =>
  writesTo(tenant.sandbox).filter((call) => call.includes('importedAppleDeviceIdentities/')).length

/** A case whose devices are retired, and wait to be unassigned at Apple. */
const waitingForApple = async () => {
  const token = (await tenant.world.connection('Lindegaard Academy')).externalId
  tenant.sandbox.control.change({ retireDevices: token })
  const id = await confirmed(tenant.world, 'Lindegaard Academy')
  return { id, token, position: (await stuck(id)).position }
}

/** The same, once they are: a sync may show it. */
const freeToGo = async () => {
  const { id, token, position } = await waitingForApple()
  tenant.sandbox.control.change({ unassignAtApple: token })
  tenant.pass(20 * minute)
  await again(id, position)
  return { id, token }
}

/** The token's devices as Microsoft Graph lists them, which is the order they go in. */
const listed = async (token: string) => {
  const there = await visit(tenant.sandbox.url, writeClient)
  const list = `/beta/deviceManagement/depOnboardingSettings/${token}/importedAppleDeviceIdentities`
  const { rows } = await there.all(`${list}?$select=id`)
  return { list, ids: [...new Set(rows.map((row) => String(row.id)))] }
}

test('takes no device off the token that was enrolled again meanwhile', async () => {
  const { id, token, position } = await waitingForApple()
  // The devices are back, and unassigned.
  tenant.sandbox.control.reset()
  tenant.sandbox.control.change({ unassignAtApple: token })
  await again(id, position)
  const intune = await stuck(id)
  expect(intune).toMatchObject({ kind: 'deleteIdentities', reason: 'devicesStillManaged' })
  tenant.sandbox.control.change({ retireDevices: token })
  await again(id, intune.position)
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
})

test('refused half-way through the devices, it keeps proof of those that went, and goes on with the rest', async () => {
  const { id, token } = await freeToGo()
  const { list, ids } = await listed(token)
  tenant.sandbox.control.fault({ match: `DELETE ${list}/${ids[5]}`, status: 403 })
  const refused = await stuck(id)
  expect(refused).toMatchObject({ kind: 'deleteIdentities', reason: 'missingPermission' })
  const went = deletions()
  expect(went).toBe(5)
  const proofs = await owner().evidence.findMany({ where: { offboardingId: id } })
  expect(proofs.map(({ content }) => content)).toContainEqual(
    expect.objectContaining({
      what: 'identitiesDeleted',
      answer: { deleted: went, requests: expect.toSatisfy((ids: string[]) => new Set(ids).size === went) },
    }),
  )
  await again(id, refused.position)
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
})

test('where Intune wants another administrator’s approval, it says what is left to remove by hand, and which profile is the default one', async () => {
  const { id } = await freeToGo()
  const left = async () => {
    const { kind, position } = await stuck(id)
    const task = (await tenant.world.caseOf(id)).tasks[position]
    return { kind, position, left: task && leftByHand(task, []) }
  }
  const approvalFor = (path: string) =>
    tenant.sandbox.control.fault({ match: path, kind: 'multiAdminApproval' })
  approvalFor('/importedAppleDeviceIdentities/')
  const entries = await left()
  expect(entries).toMatchObject({ kind: 'deleteIdentities', left: { of: 'entries' } })
  await again(id, entries.position)
  approvalFor('/enrollmentProfiles/')
  const profiles = await left()
  const { impact } = await tenant.world.caseOf(id)
  expect(profiles).toMatchObject({
    kind: 'deleteProfiles',
    left: { of: 'profiles', count: impact.ownProfiles.length },
  })
  const first = profiles.left?.of === 'profiles' ? profiles.left.first : []
  expect(first).toHaveLength(impact.ownProfiles.length)
  expect(first).toEqual(
    expect.arrayContaining(impact.ownProfiles.map(({ name, isDefault }) => ({ name, isDefault }))),
  )
  // Last in the list, as they go last, and marked.
  expect(first.findIndex(({ isDefault }) => isDefault)).toBe(first.length - 1)
})

test('after a pause that Microsoft asked for, it goes on counting where it was', async () => {
  const { id, token } = await freeToGo()
  const { list, ids } = await listed(token)
  tenant.sandbox.control.fault({ match: `DELETE ${list}/${ids[5]}`, status: 503, times: 2 })
  const { state, tasks } = await tenant.carryOut(id)
  expect(state).toBe('awaitingAccount')
  const task = tasks.find(({ kind }) => kind === 'deleteIdentities')
  expect(task?.progress).toMatchObject({ removed: ids.length, of: ids.length })
  expect(deletions()).toBe(ids.length)
})

/** What the page shows of a deletion while it lasts. */
const deleting = async (id: string) => {
  const task = (await tenant.world.caseOf(id)).tasks.find(({ kind }) => kind === 'deleteIdentities')
  return task?.state === 'running' ? task.progress : {}
}

test('says until when Microsoft asked to wait, and goes on saying how many are done', async () => {
  const { id, token } = await freeToGo()
  const { list, ids } = await listed(token)
  await tenant.once(id)
  tenant.pass(minute)
  const eleventh = `DELETE ${list}/${ids[10]}`
  tenant.sandbox.control.fault({ kind: '429', match: eleventh, times: 1, retryAfter: 8 })
  const run = tenant.once(id)
  await expect.poll(async () => (await deleting(id)).pausedUntil, { timeout: 20_000 }).toBeDefined()
  const { pausedUntil, removed, of } = await deleting(id)
  expect(Date.parse(pausedUntil ?? '') - Date.now()).toBeGreaterThan(2_000)
  expect(removed).toBe(10)
  expect(of).toBe(ids.length)
  await run
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
})

test('keeps to a pause too long to wait out, and says so', async () => {
  const { id } = await freeToGo()
  await tenant.once(id)
  tenant.pass(minute)
  tenant.sandbox.control.fault({ kind: '429', match: 'DELETE', times: 1, retryAfter: 1200 })
  const asked = tenant.now().getTime()
  await tenant.once(id)
  const { pausedUntil, again } = await deleting(id)
  expect(pausedUntil).toBe(again)
  expect(Date.parse(pausedUntil ?? '') - asked).toBeGreaterThanOrEqual(1200_000)
  tenant.pass(19 * minute)
  await tenant.once(id)
  expect(deletions()).toBe(0)
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
})

/** A case whose devices go, and what happens once three are gone; until then, and after it, time stands still. */
const afterThree = async (happens: () => void) => {
  const { id, token } = await freeToGo()
  await tenant.once(id)
  tenant.pass(minute)
  let hasHappened = false
  const watched = () => {
    if (!hasHappened && deletions() === 3) {
      hasHappened = true
      happens()
    }
    return tenant.now()
  }
  await runOffboarding(tenant.world.clock, id, { signal: new AbortController().signal, now: watched })
  expect(hasHappened).toBe(true)
  return { id, token, found: await tenant.world.caseOf(id) }
}

test('looks at what is managed again while devices go, and leaves those that were enrolled again since', async () => {
  const { found } = await afterThree(() => {
    tenant.sandbox.control.reset()
    tenant.pass(6 * minute)
  })
  expect(found.tasks.find(({ state }) => state === 'needsAttention')).toMatchObject({
    kind: 'deleteIdentities',
    reason: 'devicesStillManaged',
    values: { count: found.plan.counts.managed },
  })
})

test('is handed back to the queue before the queue takes its worker for dead', async () => {
  const { id, token, found } = await afterThree(() => {
    tenant.pass(61 * minute)
  })
  expect(found.tasks.find(({ state }) => state === 'running')?.progress).toMatchObject({ removed: 3 })
  expect(deletions()).toBe(3)
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
  expect(isListedIn(tenant.sandbox, token)).toBe(false)
  expect(writesTo(tenant.sandbox)).toEqual([...new Set(writesTo(tenant.sandbox))])
})
