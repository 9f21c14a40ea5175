import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { lifeOf } from '#domain/connection-life.ts'
import { dayIn } from '#domain/day.ts'
import { hashOf } from '#domain/offboarding/plan.ts'
import { accountDetail } from '#features/accounts/account-detail.ts'
import { overview } from '#features/inventory/overview.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { readClient } from '#sandbox/registrations.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { keepAccount, requestAccountDeletion, stateAccountDeletion } from './account-commands.ts'
import {
  carriedOut,
  confirmed,
  dieAt,
  enterAccess,
  isListedIn,
  must,
  reaching,
  readWorld,
  recording,
  type World,
  writesTo,
} from './case.fixture.ts'
import { cancelOffboarding } from './commands.ts'
import { listOffboardings, offboardingDetail } from './queries.ts'
import { resumeOffboarding, retryTask } from './run-commands.ts'
import { runOffboarding } from './run-offboarding.ts'
import { acceptRemainder } from './word-commands.ts'

useTestDatabase()

const minute = 60_000
let sandbox: Sandbox
let world: World
/** Moved on by hand, for the sandbox and for the run alike, so that nothing has to be slept through. */
let later = 0
const now = () => new Date(Date.now() + later)

beforeAll(async () => {
  sandbox = await startSandbox({ devices: 40, now, revocationMilliseconds: minute })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
beforeEach(async () => {
  later = 0
  sandbox.control.reset()
  world = await readWorld()
  await owner().organisation.update({ where: { id: world.organisationId }, data: { timeZone } })
})
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

const once = (id: string, signal = new AbortController().signal) =>
  runOffboarding(world.clock, id, { signal, now })

const carryOut = (id: string) =>
  carriedOut(world, id, {
    once,
    wait: () => {
      later += minute
    },
  })

/** The day it is for the organisation, east of every other zone, and days after it. */
const timeZone = 'Pacific/Kiritimati'
const inDays = (days: number) => dayIn(timeZone, new Date(Date.now() + days * 24 * 60 * minute))

const writes = () => writesTo(sandbox)
const stuckOn = async (id: string) => {
  const { state, tasks } = await world.caseOf(id)
  const task = tasks.find((each) => each.state === 'needsAttention')
  return {
    state,
    kind: task?.kind,
    reason: task?.reason,
    position: task?.position ?? -1,
    values: task?.values,
  }
}
/** The account behind what a case ended, where there is but one. */
const soleAccount = async (id: string) =>
  (await offboardingDetail(world.actors.admin, id)).accounts[0]?.id ?? ''
const isListed = (externalId: string) => isListedIn(sandbox, externalId)
const evidenceOf = (id: string) =>
  owner().evidence.findMany({ where: { offboardingId: id }, orderBy: { id: 'asc' } })
const life = async (name = 'Skagen Kiosk') => {
  const row = await owner().connection.findFirstOrThrow({
    where: { organisationId: world.organisationId, name },
    include: { disablement: true, keeping: true, account: { include: { deletions: true } } },
  })
  return lifeOf(
    {
      service: 'vpp',
      isCurrent: row.until === null,
      isMissing: row.missingSince !== null,
      expiresAt: row.expiresAt,
      observedSince: row.observedSince,
      disabledAt: row.disablement?.observedAt ?? null,
      accountDeletion: row.account?.deletions[0] ?? null,
      accountKeptAt: row.keeping?.decidedAt ?? null,
    },
    new Date(),
  )
}
const expectNothingTwice = () => {
  const done = writes()
  expect(done).toEqual([...new Set(done)])
  expect(done.filter((call) => call.includes('/assignments/'))).toHaveLength(4)
  expect(done.filter((call) => call.endsWith('/revokeLicenses'))).toHaveLength(1)
  expect(done.filter((call) => /^DELETE .*\/vppTokens\/[^/]+$/.test(call))).toHaveLength(1)
}

describe('a whole case', () => {
  test('ends stopped: the token gone, and the account’s deletion stated', async () => {
    const id = await confirmed(world)
    const { externalId } = await world.connection('Skagen Kiosk')
    const found = await carryOut(id)

    expect(found.state).toBe('awaitingAccount')
    expect(found.journey.current).toBe('account')
    expect(found.tasks.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done'])
    expect(isListed(externalId)).toBe(false)
    expectNothingTwice()
    expect(await life()).toBe('disabled')

    const note = 'Deleted in Apple Business by the service desk.'
    const accountId = await soleAccount(id)
    const state = (deletedOn: string) =>
      stateAccountDeletion(world.actors.admin, id, { accountId, deletedOn, note })
    expect(await state(inDays(1))).toMatchObject({ reason: 'dateAhead' })
    expect(await state(inDays(-2))).toMatchObject({ reason: 'deletionBeforeSharing' })
    must(await state(inDays(0)))
    const { evidence } = await offboardingDetail(world.actors.admin, id)
    expect(evidence.find(({ what }) => what === 'accountDeleted')).toMatchObject({ words: note })
    const removed = evidence.filter(({ what }) => what === 'assignmentRemoved')
    expect(removed).not.toEqual([])
    expect(removed.map(({ app }) => app)).not.toContain(null)
    expect(await world.caseOf(id)).toMatchObject({ state: 'finished' })
    expect(await life()).toBe('stopped')
    expect((await world.audit()).slice(-4)).toEqual([
      'connection.disabled',
      'tenantLink.forgotten',
      'account.deletionStated',
      'offboarding.finished',
    ])
  })

  test('takes it that a deletion was asked for while the account was still seen in use', async () => {
    const id = await confirmed(world)
    await carryOut(id)
    const { admin } = world.actors
    const account = { accountId: await soleAccount(id), note: 'Asked for by the service desk.' }
    const request = (requestedOn: string) =>
      requestAccountDeletion(admin, id, {
        ...account,
        requestedOn,
        kind: 'managed',
        lookAgainOn: inDays(30),
      })
    expect(await request(inDays(1))).toMatchObject({ reason: 'dateAhead' })
    must(await request(inDays(-2)))
    expect(await stateAccountDeletion(admin, id, { ...account, deletedOn: inDays(-2) })).toMatchObject({
      reason: 'deletionBeforeSharing',
    })
    expect((await offboardingDetail(admin, id)).accounts).toMatchObject([
      { isSettled: false, request: { requestedOn: new Date(inDays(-2)) } },
    ])
  })

  test('asks in the order that lets licences go: assignments, revocation, result, token', async () => {
    const id = await confirmed(world)
    await carryOut(id)
    const order = writes().map((call) => call.replace(/.*\/(assignments|revokeLicenses|vppTokens).*/, '$1'))
    expect(order).toEqual([
      'assignments',
      'assignments',
      'assignments',
      'assignments',
      'revokeLicenses',
      'vppTokens',
    ])
    const results = (await evidenceOf(id)).map(({ content }) => content)
    expect(results).toContainEqual(
      expect.objectContaining({ what: 'revocationEnded', answer: expect.objectContaining({ failed: 0 }) }),
    )
  })

  test('keeps evidence of every effect: what was asked and answered, and its hash', async () => {
    const id = await confirmed(world)
    await carryOut(id)
    const evidence = await evidenceOf(id)
    expect(evidence.length).toBeGreaterThanOrEqual(8)
    for (const { content, sha256 } of evidence) {
      expect(sha256).toBe(hashOf(content))
      expect(content).toMatchObject({
        call: { method: expect.any(String), path: expect.any(String), requestId: expect.any(String) },
      })
      expect(JSON.stringify(content)).not.toContain('CANARY')
      expect(JSON.stringify(content)).not.toContain('@lindegaard')
    }
    const disablement = await owner().disablement.findFirstOrThrow({ where: { offboardingId: id } })
    const proof = evidence.find((each) => each.id === disablement.evidenceId)
    expect(proof?.content).toMatchObject({ what: 'tokenFoundGone', call: { status: 404 } })
  })

  test('forgets the write access when the token is gone, and asks for a reading', async () => {
    const id = await confirmed(world)
    await carryOut(id)
    const links = await owner().tenantLink.findMany({ where: { offboardingId: id } })
    expect(links).toMatchObject([{ credential: null, forgottenAt: expect.any(Date) }])
    const reading = { organisationId: world.organisationId, state: 'waiting' }
    expect(await owner().reading.count({ where: reading })).toBe(1)
  })

  test('ends with the account kept where a decider says why, for whom and until when to look again', async () => {
    const id = await confirmed(world)
    const keeping = {
      of: (await world.connection('Skagen Kiosk')).accountId ?? '',
      isOwn: false,
      why: 'The Apple ID also buys books.',
      stillUsedBy: 'The library',
      reviewOn: inDays(90),
    }
    expect(await keepAccount(world.actors.decider, id, keeping)).toMatchObject({ reason: 'tokenNotGoneYet' })
    await carryOut(id)
    const past = { ...keeping, reviewOn: inDays(0) }
    expect(await keepAccount(world.actors.decider, id, past)).toMatchObject({ reason: 'dateBehind' })
    const never = { ...keeping, reviewOn: '9999-12-31' }
    expect(await keepAccount(world.actors.decider, id, never)).toMatchObject({ reason: 'reviewTooFar' })
    must(await keepAccount(world.actors.decider, id, keeping))
    expect(await life()).toBe('accountKept')
    expect((await accountDetail(world.actors.auditor, keeping.of)).own).toBeNull()
    const { evidence } = await offboardingDetail(world.actors.admin, id)
    expect(evidence.at(-1)).toMatchObject({ what: 'accountKept', words: keeping.why })
    expect((await world.audit()).slice(-2)).toEqual(['account.kept', 'offboarding.finished'])
    expect(await keepAccount(world.actors.decider, id, keeping)).toMatchObject({ reason: 'caseEnded' })
  })

  test('says that sharing restarted once a reading finds the ended token again', async () => {
    const id = await confirmed(world)
    await carryOut(id)
    const of = await soleAccount(id)
    const keeping = {
      of,
      isOwn: false,
      why: 'It buys books.',
      stillUsedBy: 'The library',
      reviewOn: inDays(90),
    }
    must(await keepAccount(world.actors.decider, id, keeping))
    await owner().disablement.updateMany({ where: { offboardingId: id }, data: { observedAt: new Date() } })
    sandbox.control.reset()
    const waiting = { organisationId: world.organisationId, state: 'waiting' }
    const reading = await owner().reading.findFirstOrThrow({ where: waiting })
    must(await runReading(world.clock, reading.id, { signal: new AbortController().signal }))
    const { connections } = await offboardingDetail(world.actors.admin, id)
    expect(connections).toMatchObject([{ state: 'accountKept', sharesAgain: true }])
    const [ended] = connections
    const [listed] = await listOffboardings(world.actors.admin)
    expect(listed?.connections).toMatchObject([{ sharesAgain: true }])
    const shown = await overview(world.actors.admin, { lang: 'en' })
    const [loudest] = shown.waiting.first
    expect(loudest).toMatchObject({
      urgency: 'restarted',
      connection: {
        id: ended?.returnedAs,
        observedSince: ended?.returnedAt,
        restarts: { id: ended?.id, disabledAt: ended?.disabledAt },
      },
    })
  })

  test('an account that still serves another connection cannot be stated deleted', async () => {
    const id = await confirmed(world, 'Academy Apps')
    await carryOut(id)
    const { position } = await stuckOn(id)
    must(await acceptRemainder(world.actors.admin, id, { position, why: 'The token has expired.' }))
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    const statement = { accountId: await soleAccount(id), deletedOn: inDays(0), note: 'Gone.' }
    expect(await stateAccountDeletion(world.actors.admin, id, statement)).toMatchObject({
      reason: 'accountInUse',
    })
  })
})

describe('killed between an effect and its record, a case is taken up where it was', () => {
  test.each<readonly [string, readonly [string, string]]>([
    ['the first assignment removed', recording('assignmentRemoved')],
    ['the assignments’ task done', reaching('removeAssignments', 'done')],
    ['what was listed noted', ['offboarding_task', "new.kind = 'revokeLicences' and new.progress ? 'known'"]],
    ['the revocation asked for', recording('revocationAsked')],
    ['the revocation’s result seen', recording('revocationEnded')],
    ['the token deleted', recording('tokenDeleted')],
    ['the check begun', reaching('checkGone', 'running')],
    ['the token seen to be gone', recording('tokenFoundGone')],
    ['the case brought to its account', ['disablement', 'true']],
  ])('%s', async (_, [table, when]) => {
    const id = await confirmed(world)
    const revive = await dieAt(table, when)
    try {
      await expect(carryOut(id)).rejects.toThrow(/killed/)
    } finally {
      await revive()
    }
    const found = await carryOut(id)
    expect(found.state).toBe('awaitingAccount')
    expect(found.tasks.every(({ state }) => state === 'done')).toBe(true)
    expectNothingTwice()
    expect(await life()).toBe('disabled')
  })

  test('a worker that is told to stop hands the job back and changes nothing', async () => {
    const id = await confirmed(world)
    await expect(once(id, AbortSignal.abort())).rejects.toThrow()
    expect(await world.caseOf(id)).toMatchObject({ state: 'confirmed' })
    expect(writes()).toEqual([])
  })

  test('a case whose job was lost can be handed to the worker again', async () => {
    const id = await confirmed(world)
    await owner().$executeRaw`delete from graphile_worker._private_jobs`
    must(await resumeOffboarding(world.actors.admin, id))
    const jobs = await owner()
      .$queryRaw`select task_identifier from graphile_worker.jobs where key like ${`%${id}`}`
    expect(jobs).toHaveLength(1)
    await carryOut(id)
    expect(await resumeOffboarding(world.actors.admin, id)).toMatchObject({ reason: 'nothingToResume' })
  })
})

/** As if the token had been renewed since: the plan was about another Apple account than Intune now names. */
const approvedForAnother = async (id: string) => {
  const { plan } = await owner().offboarding.findUniqueOrThrow({
    where: { organisationId_id: { organisationId: world.organisationId, id } },
  })
  const other = JSON.parse(JSON.stringify(plan).replace('kiosk.skagen@', 'before@'))
  await owner().offboarding.updateMany({ where: { id }, data: { plan: other } })
}

describe('when something is in the way', () => {
  test('the token deleted in the portal meanwhile: nothing is left to do but to check', async () => {
    const id = await confirmed(world)
    const { externalId } = await world.connection('Skagen Kiosk')
    sandbox.control.change({ removeToken: externalId })
    const found = await carryOut(id)
    expect(found.state).toBe('awaitingAccount')
    expect(found.tasks.map(({ state, reason }) => [state, reason])).toEqual([
      ...Array.from({ length: 4 }, () => ['skipped', 'tokenAlreadyGone']),
      ['done', null],
    ])
    expect(writes()).toEqual([])
    expect(await life()).toBe('disabled')
  })

  test('403 in the middle: the case says which permission, waits, and goes on after a retry', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: 'POST /beta/deviceAppManagement/vppTokens', status: 403 })
    await carryOut(id)
    const stuck = await stuckOn(id)
    expect(stuck).toMatchObject({
      state: 'needsAttention',
      kind: 'revokeLicences',
      reason: 'missingPermission',
    })
    expect(stuck.values).toHaveProperty('permissions')
    expect(await cancelOffboarding(world.actors.admin, id)).toMatchObject({ reason: 'tooLateToCancel' })
    must(await retryTask(world.actors.admin, id, stuck.position))
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    expectNothingTwice()
  })

  test('refused before anything irreversible, the case can still be given up', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: 'DELETE', status: 403 })
    await carryOut(id)
    expect(await stuckOn(id)).toMatchObject({ kind: 'removeAssignments', reason: 'missingPermission' })
    must(await cancelOffboarding(world.actors.admin, id))
    await once(id)
    expect(writes()).toEqual([])
    expect(await life()).toBe('sharing')
  })

  test('Multi Admin Approval: done in the portal, a retry finds it done', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: 'DELETE /beta/deviceAppManagement/vppTokens', kind: 'multiAdminApproval' })
    await carryOut(id)
    const stuck = await stuckOn(id)
    expect(stuck).toMatchObject({ kind: 'deleteToken', reason: 'multiAdminApproval' })
    const { evidence } = await offboardingDetail(world.actors.auditor, id)
    const refusedCall = evidence.find(({ what }) => what === 'callRefused')
    expect(refusedCall).toMatchObject({
      connection: 'Skagen Kiosk',
      call: expect.stringMatching(/^DELETE .+ 400$/),
    })
    expect(refusedCall?.requestId).not.toBe('')
    const removed = evidence.find(({ what }) => what === 'assignmentRemoved')
    expect(removed?.assigned).toMatchObject([
      { intent: 'required', target: 'group', group: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ])
    const { externalId } = await world.connection('Skagen Kiosk')
    sandbox.control.change({ removeToken: externalId })
    must(await retryTask(world.actors.admin, id, stuck.position))
    expect((await carryOut(id)).state).toBe('awaitingAccount')
  })

  test('an answer that was lost: it is begun again by itself, reads the state first and asks nothing twice', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: 'POST /beta/deviceAppManagement/vppTokens', kind: 'halfPage' })
    sandbox.control.fault({ match: 'DELETE /beta/deviceAppManagement/vppTokens', kind: 'halfPage' })
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    expectNothingTwice()
  })

  test('a clock that was ahead and is set back: the queue hears how long, and the case does not wait for it', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: 'POST /beta/deviceAppManagement/vppTokens', status: 500 })
    const ahead = () => new Date(Date.now() + 120 * minute)
    await runOffboarding(world.clock, id, { signal: new AbortController().signal, now: ahead })
    const [job] = await owner().$queryRaw<{ wait: number }[]>`
      select extract(epoch from run_at - now())::float8 as wait
      from graphile_worker.jobs where key like ${`%${id}`}`
    expect(job?.wait).toBeGreaterThan(0)
    expect(job?.wait).toBeLessThan(10)
    await runOffboarding(world.clock, id, { signal: new AbortController().signal, now: () => new Date() })
    expect(
      sandbox.control.calls().filter(({ path, status }) => path.endsWith('revokeLicenses') && status < 300),
    ).toHaveLength(1)
  })

  test('a service that fails for longer than that: a person is asked, who can try it again', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: 'DELETE /beta/deviceAppManagement/vppTokens', status: 503, times: 40 })
    await carryOut(id)
    expect(await stuckOn(id)).toMatchObject({ kind: 'deleteToken', reason: 'serverFault' })
    for (let tries = 0; tries < 9 && (await world.caseOf(id)).state === 'needsAttention'; tries += 1) {
      must(await retryTask(world.actors.admin, id, (await stuckOn(id)).position))
      await carryOut(id)
    }
    expect((await world.caseOf(id)).state).toBe('awaitingAccount')
    expectNothingTwice()
  })

  test('a token that still answers after its deletion is looked at again, and nobody is asked', async () => {
    const id = await confirmed(world)
    sandbox.control.change({ deletionLingers: 4 })
    const found = await carryOut(id)
    expect(found.state).toBe('awaitingAccount')
    expect(found.tasks.every(({ state }) => state === 'done')).toBe(true)
    expectNothingTwice()
    expect(await life()).toBe('disabled')
  })

  test('a worker that dies after deleting such a token deletes nothing twice and goes on waiting', async () => {
    const id = await confirmed(world)
    sandbox.control.change({ deletionLingers: 3 })
    const revive = await dieAt('evidence', "new.content->>'what' = 'tokenDeleted'")
    try {
      await expect(carryOut(id)).rejects.toThrow(/killed/)
    } finally {
      await revive()
    }
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    expectNothingTwice()
  })

  test('a worker that takes over the wait neither begins it anew nor gives up early', async () => {
    const id = await confirmed(world)
    sandbox.control.change({ deletionLingers: 1000 })
    const checking = async () => (await world.caseOf(id)).tasks.find(({ kind }) => kind === 'checkGone')
    for (let looks = 0; looks < 20 && (await checking())?.state !== 'running'; looks += 1) {
      await once(id)
      later += minute
    }
    const since = (await checking())?.progress.since
    expect(since).toBeDefined()
    const waits = []
    while ((await checking())?.state === 'running') {
      expect((await checking())?.progress.since).toBe(since)
      await once(id)
      waits.push(later)
      later += minute
    }
    expect(waits.length).toBeGreaterThanOrEqual(9)
    expect(waits.length).toBeLessThanOrEqual(11)
    expect(await stuckOn(id)).toMatchObject({ kind: 'checkGone', reason: 'tokenStillThere' })
    expect((await evidenceOf(id)).at(-1)?.content).toMatchObject({ what: 'tokenFoundPresent' })
    expect(await life()).toBe('sharing')
  })

  test('a token that stays for longer than that: a person is asked, and a retry waits as long again', async () => {
    const id = await confirmed(world)
    sandbox.control.change({ deletionLingers: 12 })
    await carryOut(id)
    const stuck = await stuckOn(id)
    expect(stuck).toMatchObject({ state: 'needsAttention', kind: 'checkGone', reason: 'tokenStillThere' })
    must(await retryTask(world.actors.admin, id, stuck.position))
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    expectNothingTwice()
  })

  test('licences that cannot be revoked: the case waits for a member to accept it, with a reason', async () => {
    const id = await confirmed(world, 'Academy Apps')
    await carryOut(id)
    const stuck = await stuckOn(id)
    expect(stuck).toMatchObject({
      kind: 'awaitRevocation',
      reason: 'licencesNotRevoked',
      values: { why: 'expiredToken' },
    })
    const accept = (why: string) => acceptRemainder(world.actors.admin, id, { position: stuck.position, why })
    expect(await accept(' ')).toMatchObject({ reason: 'noteNeeded' })
    must(await accept('The token has expired; its licences stay in Apple School Manager.'))
    const found = await carryOut(id)
    expect(found.state).toBe('awaitingAccount')
    expect(found.tasks[2]).toMatchObject({ state: 'skipped', reason: 'remainderAccepted' })
    expect(await world.audit()).toContain('offboarding.remainderAccepted')
  })

  test('a revocation that never ends: the case stops waiting, and a retry looks for it before asking anew', async () => {
    const id = await confirmed(world)
    later = 0
    await once(id)
    await owner().$executeRaw`update offboarding_task
      set progress = progress - 'again' || jsonb_build_object('since', '2020-01-01T00:00:00.000Z')
      where offboarding_id = ${id}::uuid and kind = 'awaitRevocation'`
    await once(id)
    const stuck = await stuckOn(id)
    expect(stuck).toMatchObject({ kind: 'awaitRevocation', reason: 'revocationTooSlow' })
    must(await retryTask(world.actors.admin, id, stuck.position))
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    expectNothingTwice()
  })

  test('a token that was renewed with another Apple account is left alone', async () => {
    const id = await confirmed(world)
    await approvedForAnother(id)
    await carryOut(id)
    expect(await stuckOn(id)).toMatchObject({ kind: 'removeAssignments', reason: 'accountChanged' })
    expect(writes()).toEqual([])
  })

  test('renewed while the revocation was awaited, it is not deleted either', async () => {
    const id = await confirmed(world)
    const { externalId } = await world.connection('Skagen Kiosk')
    await once(id)
    expect(writes().at(-1)).toMatch(/revokeLicenses$/)
    await approvedForAnother(id)
    later += minute
    await carryOut(id)
    expect(await stuckOn(id)).toMatchObject({
      state: 'needsAttention',
      kind: 'deleteToken',
      reason: 'accountChanged',
    })
    expect(isListed(externalId)).toBe(true)
    expect(writes().at(-1)).toMatch(/revokeLicenses$/)
  })

  test('a credential that no longer opens the tenant can be replaced during the run', async () => {
    const id = await confirmed(world)
    await owner().tenantLink.updateMany({
      where: { offboardingId: id },
      data: { client: readClient.clientId },
    })
    await carryOut(id)
    const stuck = await stuckOn(id)
    expect(stuck).toMatchObject({ kind: 'removeAssignments', reason: 'wrongSecret' })
    must(await enterAccess(world, id))
    must(await retryTask(world.actors.admin, id, stuck.position))
    expect((await carryOut(id)).state).toBe('awaitingAccount')
  })

  test('a lapsed Intune licence answers 404 too, and nothing is taken for gone', async () => {
    const id = await confirmed(world)
    sandbox.control.fault({ match: '/beta/', kind: 'licenceLapsed', status: 404, times: 1000 })
    await carryOut(id)
    expect(await stuckOn(id)).toMatchObject({ kind: 'removeAssignments', reason: 'noIntuneLicence' })
    expect(await life()).toBe('sharing')
  })
})
