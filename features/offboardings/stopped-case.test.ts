import { expect, test } from 'vitest'
import { goneForGood, goneSoFar } from '#domain/offboarding/by-hand.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { writeClient } from '#sandbox/registrations.ts'
import { visit } from '#sandbox/visitor.ts'
import { confirmed, dieAt, isListedIn, must, recording, writesTo } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { offboardingDetail } from './queries.ts'
import { retryTask } from './run-commands.ts'
import { leaveOut, stopTask } from './word-commands.ts'

// Deletions that are under way are stopped between two entries, and nothing of them is lost or done twice.

useTestDatabase()
const minute = 60_000
const tenant = useCaseTenant({ devices: 60 })

const deletions = () =>
  writesTo(tenant.sandbox).filter((call) => call.includes('importedAppleDeviceIdentities/'))
const taskOf = async (id: string, state: string) => {
  const { tasks } = await tenant.world.caseOf(id)
  return tasks.find((task) => task.kind === 'deleteIdentities' && task.state === state)
}
const admin = () => tenant.world.actors.admin

/** A case that takes devices off its token, and is at the fourth of them: Microsoft asked it to wait a moment. */
const atTheFourth = async () => {
  const { externalId: token } = await tenant.world.connection('Lindegaard Academy')
  tenant.sandbox.control.change({ retireDevices: token })
  const id = await confirmed(tenant.world, 'Lindegaard Academy')
  const { tasks } = await tenant.carryOut(id)
  tenant.sandbox.control.change({ unassignAtApple: token })
  tenant.pass(20 * minute)
  const unassigning = tasks.find(({ state }) => state === 'needsAttention')
  must(await retryTask(admin(), id, unassigning?.position ?? -1))
  await tenant.once(id)
  tenant.pass(minute)
  const there = await visit(tenant.sandbox.url, writeClient)
  const list = `/beta/deviceManagement/depOnboardingSettings/${token}/importedAppleDeviceIdentities`
  const ids = [...new Set((await there.all(`${list}?$select=id`)).rows.map((row) => String(row.id)))]
  tenant.sandbox.control.fault({ match: `DELETE ${list}/${ids[3]}`, kind: '429', retryAfter: 6 })
  const run = tenant.once(id)
  await expect.poll(deletions, { timeout: 20_000 }).toHaveLength(3)
  const pause = async () => (await taskOf(id, 'running'))?.progress.pausedUntil
  await expect.poll(pause, { timeout: 20_000 }).toBeDefined()
  const position = (await taskOf(id, 'running'))?.position ?? -1
  return { id, token, run, position, all: ids.length }
}
const expectAllOnce = async (id: string, all: number) => {
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
  expect(deletions()).toHaveLength(all)
  expect(new Set(deletions()).size).toBe(all)
}

test('ends before the entry that has to wait, says who stopped it and how many of how many had gone, and keeps proof of what has gone', async () => {
  const { id, run, position, all } = await atTheFourth()
  must(await stopTask(admin(), id, { position }))
  expect(await stopTask(admin(), id, { position })).toMatchObject({ reason: 'nothingToStop' })
  await run
  expect(deletions()).toHaveLength(3)
  const { state, evidence } = await offboardingDetail(tenant.world.actors.auditor, id)
  expect(state).toBe('needsAttention')
  const task = await taskOf(id, 'needsAttention')
  expect(task && goneSoFar(task)).toEqual({ gone: 3, of: all })
  expect(task).toMatchObject({
    reason: 'stoppedByMember',
    values: { by: admin().name, at: expect.toSatisfy((at: number) => Date.now() - at < minute) },
  })
  expect(evidence.filter(({ what }) => what === 'identitiesDeleted').map(({ total }) => total)).toEqual([3])
  expect(evidence.find(({ what }) => what === 'taskStopped')).toMatchObject({
    recordedBy: admin().name,
    stoppedAt: { gone: 3, of: all },
  })
  const proofs = await owner().evidence.findMany({
    where: { offboardingId: id, content: { path: ['what'], equals: 'identitiesDeleted' } },
  })
  expect(proofs.map(({ content }) => content)).toMatchObject([
    { answer: { deleted: 3, requests: expect.toSatisfy((requests: string[]) => requests.length === 3) } },
  ])
  expect(await tenant.world.audit()).toContain('offboarding.taskStopped')

  await tenant.once(id)
  expect(deletions()).toHaveLength(3)
  must(await retryTask(admin(), id, position))
  await expectAllOnce(id, all)
})

test('goes on whole where somebody goes on before the worker has noticed', async () => {
  const { id, run, position, all } = await atTheFourth()
  must(await stopTask(admin(), id, { position }))
  must(await retryTask(admin(), id, position))
  await run
  await expectAllOnce(id, all)
  expect((await tenant.world.caseOf(id)).tasks[position]?.progress).toMatchObject({ removed: all })
})

test('is taken up where it was by another worker, when its own died as it stopped', async () => {
  const { id, run, position, all } = await atTheFourth()
  const revive = await dieAt(...recording('identitiesDeleted'))
  try {
    must(await stopTask(admin(), id, { position }))
    await expect(run).rejects.toThrow(/killed/)
  } finally {
    await revive()
  }
  expect(await taskOf(id, 'needsAttention')).toMatchObject({ reason: 'stoppedByMember' })
  must(await retryTask(admin(), id, position))
  await expectAllOnce(id, all)
})

test('its connection can be left out, and the rest of its devices stay', async () => {
  const { id, token, run, position, all } = await atTheFourth()
  must(await stopTask(admin(), id, { position }))
  await run
  const { id: connectionId } = await tenant.world.connection('Lindegaard Academy')
  must(await leaveOut(admin(), id, { connectionId, why: 'It was the wrong school.' }))
  const { state, tasks } = await tenant.world.caseOf(id)
  expect(state).toBe('finished')
  expect(goneForGood(tasks, connectionId)).toMatchObject([
    { task: { kind: 'deleteIdentities' }, gone: 3, of: all },
  ])
  await tenant.once(id)
  expect(deletions()).toHaveLength(3)
  expect(isListedIn(tenant.sandbox, token)).toBe(true)
})

test('is stopped by nobody who may not run it', async () => {
  const { id, run, position, all } = await atTheFourth()
  await expect(stopTask(tenant.world.actors.auditor, id, { position })).rejects.toThrow()
  await run
  await expectAllOnce(id, all)
})

test('left out at once, before its worker has noticed, takes nothing more off the token, and the proof is whole', async () => {
  const { id, run, position } = await atTheFourth()
  must(await stopTask(admin(), id, { position }))
  const { id: connectionId } = await tenant.world.connection('Lindegaard Academy')
  must(await leaveOut(admin(), id, { connectionId, why: 'It was the wrong school.' }))
  await run
  expect(deletions()).toHaveLength(3)
  const { evidence } = await offboardingDetail(tenant.world.actors.auditor, id)
  expect(evidence.filter(({ what }) => what === 'identitiesDeleted').map(({ total }) => total)).toEqual([3])
})
