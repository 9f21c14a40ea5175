import { expect, test } from 'vitest'
import { keyOf } from '#domain/offboarding/assignment.ts'
import { leftByHand } from '#domain/offboarding/by-hand.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { writeClient } from '#sandbox/registrations.ts'
import { visit } from '#sandbox/visitor.ts'
import { confirmed, dieAt, must, recording, writesTo } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { cancelOffboarding } from './commands.ts'
import { offboardingDetail } from './queries.ts'
import { retryTask } from './run-commands.ts'

// What was assigned is kept before it goes, whoever removes it: nothing else tells how to make it again.

useTestDatabase()
const tenant = useCaseTenant({ devices: 40 })
const count = 4

const pieces = async (id: string, ...whats: string[]) => {
  const { evidence } = await offboardingDetail(tenant.world.actors.auditor, id)
  return evidence.filter(({ what }) => whats.includes(what)).flatMap(({ assigned }) => assigned)
}
const keys = async (id: string, ...whats: string[]) => (await pieces(id, ...whats)).map(keyOf).toSorted()

/** A case whose removals Intune refuses until a second administrator approves them. */
const refused = async () => {
  const id = await confirmed(tenant.world)
  tenant.sandbox.control.fault({ match: '/assignments/', kind: 'multiAdminApproval' })
  const { tasks } = await tenant.carryOut(id)
  expect(tasks[0]).toMatchObject({ state: 'needsAttention', reason: 'multiAdminApproval' })
  return id
}
const again = async (id: string) => must(await retryTask(tenant.world.actors.admin, id, 0))
const removedInIntune = async (id: string, most = count) => {
  const there = await visit(tenant.sandbox.url, writeClient)
  for (const { app, id: assignment } of (await pieces(id, 'assignmentsFound')).slice(0, most))
    await there.send('DELETE', `/beta/deviceAppManagement/mobileApps/${app}/assignments/${assignment}`)
}

test('is evidence before anything is asked of Intune, with app, intent and group', async () => {
  const id = await refused()
  expect(writesTo(tenant.sandbox)).toEqual([])
  const found = await pieces(id, 'assignmentsFound')
  expect(found).toHaveLength(count)
  for (const each of found)
    expect(each).toMatchObject({
      ...{ name: expect.stringMatching(/./), intent: 'required', target: 'group' },
      group: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  must(await cancelOffboarding(tenant.world.actors.admin, id))
  expect(await pieces(id, 'assignmentsFound')).toEqual(found)
})

test('is named to whoever has to remove it in Intune, until it has gone', async () => {
  const id = await refused()
  const left = async () => {
    const { evidence, tasks } = await offboardingDetail(tenant.world.actors.admin, id)
    const [task] = tasks
    const recorded = evidence.filter(({ position }) => position === task?.position)
    return task && leftByHand(task, recorded)
  }
  expect(await left()).toMatchObject({ count, first: await pieces(id, 'assignmentsFound') })
  await removedInIntune(id, 1)
  tenant.sandbox.control.fault({ match: '/assignments/', kind: 'multiAdminApproval' })
  await again(id)
  await tenant.carryOut(id)
  expect(await left()).toMatchObject({ count: count - 1 })
})

test('is recorded once, however often it is asked for', async () => {
  const id = await refused()
  const found = await keys(id, 'assignmentsFound')
  tenant.sandbox.control.fault({ match: '/assignments/', kind: 'multiAdminApproval' })
  await again(id)
  await tenant.carryOut(id)
  expect(await keys(id, 'assignmentsFound')).toEqual(found)
})

test('counts as removed by somebody in Intune where it went without a call of the case', async () => {
  const id = await refused()
  await removedInIntune(id)
  await again(id)
  const { state, tasks } = await tenant.carryOut(id)
  expect(state).toBe('awaitingAccount')
  expect(tasks[0]?.progress).toMatchObject({ removed: 0, byOthers: count, of: count })
  expect(await keys(id, 'assignmentsFoundGone')).toEqual(await keys(id, 'assignmentsFound'))
  expect(await keys(id, 'assignmentRemoved')).toEqual([])
})

test('is told apart from what the case removed itself', async () => {
  const id = await refused()
  await removedInIntune(id, 1)
  await again(id)
  const { tasks } = await tenant.carryOut(id)
  expect(tasks[0]?.progress).toMatchObject({ removed: count - 1, byOthers: 1, of: count })
  expect(await keys(id, 'assignmentRemoved', 'assignmentsFoundGone')).toEqual(
    await keys(id, 'assignmentsFound'),
  )
})

test.each(['assignmentRemoved', 'assignmentsFoundGone', 'tokenLooked'])(
  'killed as it records %s, the worker that goes on records everything, and nothing twice',
  async (what) => {
    const id = await refused()
    await removedInIntune(id, 1)
    await again(id)
    const revive = await dieAt(...recording(what))
    try {
      await expect(tenant.carryOut(id)).rejects.toThrow(/killed/)
    } finally {
      await revive()
    }
    const { state, tasks } = await tenant.carryOut(id)
    expect(state).toBe('awaitingAccount')
    expect(tasks[0]?.progress).toMatchObject({ removed: count - 1, byOthers: 1 })
    const went = await keys(id, 'assignmentRemoved', 'assignmentsFoundGone')
    expect(went).toEqual(await keys(id, 'assignmentsFound'))
    expect(new Set(went).size).toBe(count)
  },
)

test('killed before it is recorded, the worker has asked nothing, and the next one records it first', async () => {
  const id = await confirmed(tenant.world)
  const revive = await dieAt(...recording('assignmentsFound'))
  try {
    await expect(tenant.carryOut(id)).rejects.toThrow(/killed/)
  } finally {
    await revive()
  }
  expect(writesTo(tenant.sandbox)).toEqual([])
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
  expect(await pieces(id, 'assignmentsFound')).toHaveLength(count)
})

test('whose answer was lost went by the case’s own call', async () => {
  const id = await confirmed(tenant.world)
  tenant.sandbox.control.fault({ match: 'DELETE /beta/deviceAppManagement/mobileApps', kind: 'halfPage' })
  const { state, tasks } = await tenant.carryOut(id)
  expect(state).toBe('awaitingAccount')
  expect(tasks[0]?.progress).toMatchObject({ removed: count, byOthers: 0 })
  expect(await keys(id, 'assignmentRemoved')).toEqual(await keys(id, 'assignmentsFound'))
})

test('a case called off while Microsoft lets it wait removes nothing more, and its task is not under way', async () => {
  const id = await confirmed(tenant.world)
  tenant.sandbox.control.fault({ match: 'DELETE', kind: '429', times: 1, retryAfter: 8 })
  const run = tenant.once(id)
  const pause = async () => (await tenant.world.caseOf(id)).tasks[0]?.progress.pausedUntil
  await expect.poll(pause, { timeout: 20_000 }).toBeDefined()
  must(await cancelOffboarding(tenant.world.actors.admin, id))
  await run
  expect(writesTo(tenant.sandbox)).toEqual([])
  const { state, tasks } = await tenant.world.caseOf(id)
  expect(state).toBe('cancelled')
  expect(tasks.map((task) => task.state)).not.toContain('running')
  expect(tasks[0]?.progress.pausedUntil).toBeUndefined()
  expect(await pieces(id, 'assignmentRemoved')).toEqual([])
})
