import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { terminalActor } from '#features/access/minting.ts'
import { connectTenant } from '#features/organisations/commands.ts'
import { makeMember } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { poorClient, readClient, tenantDomain, writeClient } from '#sandbox/registrations.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { enterWriteAccess } from './access-commands.ts'
import { adviseOnApproval, askForApproval, decideApproval } from './approval-commands.ts'
import {
  asked,
  confirmed,
  decide,
  enterAccess,
  must,
  readImpact,
  readWorld,
  ready,
  started,
  type World,
} from './case.fixture.ts'
import { offboardingChoices } from './choices.ts'
import { answerStep, cancelOffboarding, type StepAnswer, startOffboarding } from './commands.ts'
import type { Group } from './groups.ts'
import { listOffboardings, offboardingDetail } from './queries.ts'
import { confirmOffboarding } from './run-commands.ts'

useTestDatabase()

let sandbox: Sandbox
let world: World
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 40 })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
beforeEach(async () => {
  sandbox.control.reset()
  world = await readWorld()
})
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

describe('asking', () => {
  test('a case begins with what is to be ended, and its impact comes from the last reading', async () => {
    const id = await started(world)
    const { journey, plan, impact } = await world.caseOf(id)
    const { id: scopeId } = await world.connection('Skagen Kiosk')
    const counts = await owner().inventoryCount.findFirstOrThrow({ where: { scopeId, element: '' } })
    expect(journey.current).toBe('impact')
    expect(plan.counts).toMatchObject({
      devices: Number(counts.devices),
      people: Number(counts.people),
      apps: 4,
    })
    expect(plan.counts.licences).toBeGreaterThan(0)
    expect(plan.hardStops).toEqual([])
    expect(impact.reading).not.toBeNull()
    expect(await world.audit()).toEqual(['offboarding.started'])
  })

  test('profiles that need Company Portal from the token, and an expired token, are hard stops', async () => {
    const portal = await world.caseOf(await started(world, 'Lindegaard Apps'))
    expect(portal.plan.hardStops.map(({ kind }) => kind)).toEqual(['companyPortalProfiles'])
    expect(portal.impact.profiles.length).toBeGreaterThan(0)
    const expired = await world.caseOf(await started(world, 'Academy Apps'))
    expect(expired.plan.hardStops.map(({ kind }) => kind)).toEqual(['tokenExpired'])
    expect(expired.impact.siblings.length).toBeGreaterThan(0)
  })

  test('only a connection of this organisation can be chosen', async () => {
    const { admin } = world.actors
    const other = await readWorld()
    const { id: foreign } = await other.connection('Skagen Kiosk')
    await expect(startOffboarding(admin, { connectionIds: [foreign] })).rejects.toThrow(Missing)
    await expect(startOffboarding(world.actors.decider)).rejects.toThrow(Denied)
    const terminal = terminalActor('operator', world.organisationId)
    expect(await startOffboarding(terminal)).toMatchObject({ reason: 'membersOnly' })
  })

  test('many are chosen at once: all that belong together and that no other open case is about', async () => {
    const { admin } = world.actors
    const taken = await started(world)
    const everything = { kind: 'everything', value: '' } as const
    const { offboardingId: id } = must(await startOffboarding(admin, { group: everything }))
    const all = await owner().connection.findMany({
      where: { organisationId: world.organisationId, until: null },
    })
    const { connectionIds, version, plan } = await world.caseOf(id)
    const { connectionIds: theirs } = await world.caseOf(taken)
    expect(connectionIds.toSorted()).toEqual(
      all
        .map((connection) => connection.id)
        .filter((each) => !theirs.includes(each))
        .toSorted(),
    )
    expect(new Set(plan.connections.map(({ kind }) => kind)).size).toBe(3)
    const remove = connectionIds[0] ?? ''
    must(await answerStep(admin, id, { step: 'scope', version, remove }))
    expect((await world.caseOf(id)).connectionIds).toEqual(connectionIds.slice(1))
  })

  test('a school takes its enrolment token along with its location token, by their account', async () => {
    const { groups } = await offboardingChoices(world.actors.admin)
    const names = async (kind: Group['kind'], value: string) => {
      const group = groups.find((each) => each.kind === kind && each.value === value)
      const rows = await owner().connection.findMany({ where: { id: { in: group?.connectionIds ?? [] } } })
      return rows.map(({ name }) => name).sort()
    }
    const school = ['Academy Apps', 'Lindegaard Academy']
    expect(await names('organisation', 'Lindegaard Academy')).toEqual(school)
    expect(await names('account', 'school-it@academy.lindegaard.example')).toEqual(school)
    expect(await names('scopeTag', '1')).toContain('Academy Apps')
  })

  test('of a school’s organisation the enrolment token is left once its location token has ended', async () => {
    const apps = await world.connection('Academy Apps')
    const { organisationId } = world
    const ended = { organisationId, connectionId: apps.id }
    const kept = {
      decidedBy: 'Søren',
      why: 'Books',
      stillUsedBy: 'Library',
      reviewOn: new Date('2027-06-20'),
    }
    await owner().disablement.create({ data: { ...ended, observedAt: new Date() } })
    await owner().accountKeeping.create({ data: { ...ended, ...kept } })
    const { groups } = await offboardingChoices(world.actors.admin)
    const { id } = await world.connection('Lindegaard Academy')
    const group = groups.find((each) => each.kind === 'organisation' && each.value === 'Lindegaard Academy')
    expect(group?.connectionIds).toEqual([id])
  })

  test('what is chosen already, and what another open case is about, is not offered again', async () => {
    const { admin } = world.actors
    const taken = await world.connection('Skagen Kiosk')
    await started(world)
    const chosen = await world.connection('Academy Apps')
    const { offboardingId } = must(await startOffboarding(admin, { connectionIds: [chosen.id] }))
    const offered = await offboardingChoices(admin, { chosen: [chosen.id], offboardingId })
    expect(offered.underWay).toEqual([taken.id])
    expect(offered.groups.flatMap(({ connectionIds }) => connectionIds)).not.toContain(chosen.id)
    expect(offered.groups.flatMap(({ connectionIds }) => connectionIds)).not.toContain(taken.id)
    expect(offered.connections.map(({ id }) => id)).not.toContain(chosen.id)
  })

  test('two people at once are told: the second save of one version is refused', async () => {
    const id = await started(world)
    const { version } = await world.caseOf(id)
    const { id: connectionId } = await world.connection('Academy Apps')
    const choose = () =>
      answerStep(world.actors.admin, id, { step: 'scope', version, add: { connectionIds: [connectionId] } })
    const outcomes = await Promise.all([choose(), choose()])
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'changedMeanwhile' })
  })

  test('a connection with an open case gets no second one: whoever comes later is shown the first', async () => {
    const { admin } = world.actors
    const second = await makeMember(world.organisationId, 'admin', { name: 'Second admin' })
    const { id: connectionId } = await world.connection('Skagen Kiosk')
    const outcomes = await Promise.all([
      startOffboarding(admin, { connectionIds: [connectionId] }),
      startOffboarding(second.actor, { connectionIds: [connectionId] }),
    ])
    const [listed, ...others] = await listOffboardings(admin)
    expect(others).toEqual([])
    const offboarding = listed?.id
    expect(outcomes.find(({ ok }) => ok)).toMatchObject({ value: { offboardingId: offboarding } })
    expect(outcomes.find(({ ok }) => !ok)).toEqual({
      ok: false,
      reason: 'alreadyOpen',
      values: { offboarding, name: listed?.startedByName },
    })

    const elsewhere = await started(world, 'Academy Apps')
    const { version } = await world.caseOf(elsewhere)
    const choose = () =>
      answerStep(admin, elsewhere, { step: 'scope', version, add: { connectionIds: [connectionId] } })
    expect(await choose()).toMatchObject({ reason: 'alreadyOpen', values: { offboarding } })
    must(await cancelOffboarding(admin, offboarding ?? ''))
    must(await choose())
  })

  test('an impact that changed since the page was drawn is not accepted unread', async () => {
    const id = await started(world)
    const { version } = await world.caseOf(id)
    const answer = { step: 'impact', version, planHash: 'of an earlier page' } as const
    expect(await answerStep(world.actors.admin, id, answer)).toMatchObject({ reason: 'factsChanged' })
  })

  test('who is told is said for these very facts, and nobody is told without a word on why', async () => {
    const { admin } = world.actors
    const id = await asked(world)
    const { version, planHash, informing, journey } = await world.caseOf(id)
    expect(informing).toEqual({ groups: ['users'], note: 'By e-mail, a week before.' })
    expect(journey.steps.map((step) => step.id).slice(0, 5)).toEqual([
      'scope',
      'impact',
      'informing',
      'order',
      'approval',
    ])
    const say = (note: string, hash = planHash ?? '') =>
      answerStep(admin, id, { step: 'informing', version, planHash: hash, groups: [], note })
    expect(await say(' ')).toMatchObject({ reason: 'noteNeeded' })
    expect(await say('A test tenant.', 'of an earlier page')).toMatchObject({ reason: 'factsChanged' })
    must(await say('A test tenant without people.'))
    expect((await world.caseOf(id)).lapsed).toBeNull()
    expect((await world.caseOf(id)).informing).toEqual({ groups: [], note: 'A test tenant without people.' })
  })

  test('who is told said otherwise undoes the approval; said the same, it stands', async () => {
    const { admin } = world.actors
    const id = await asked(world)
    must(await decide(world, id))
    const say = async (note: string) => {
      const { version, planHash } = await world.caseOf(id)
      const answer = { step: 'informing', version, planHash: planHash ?? '', groups: ['users'] } as const
      must(await answerStep(admin, id, { ...answer, groups: ['users'], note }))
    }
    await say('By e-mail, a week before.')
    expect((await world.caseOf(id)).journey.current).toBe('access')
    await say('Nobody after all.')
    expect((await world.caseOf(id)).journey.current).toBe('approval')
    expect((await world.audit()).at(-1)).toBe('offboarding.approvalVoided')
    const { version } = await world.caseOf(id)
    must(await askForApproval(admin, id, { version }))
    // Whoever is asked anew is told who had approved before, and when.
    const { approval, lapsed } = await world.caseOf(id)
    expect(approval?.decision).toBeNull()
    expect(lapsed).toEqual({ by: world.actors.decider.name, at: expect.any(Date) })
    must(await decide(world, id))
    expect((await world.caseOf(id)).journey.current).toBe('access')
  })

  test('the order is read of these very facts', async () => {
    const { admin } = world.actors
    const id = await asked(world)
    const { version, planHash } = await world.caseOf(id)
    const read = (hash: string) => answerStep(admin, id, { step: 'order', version, planHash: hash })
    expect(await read('of an earlier page')).toMatchObject({ reason: 'factsChanged' })
    must(await read(planHash ?? ''))
  })

  test('choosing another token undoes the impact that was read and the approval', async () => {
    const id = await asked(world)
    must(await decide(world, id))
    expect((await world.caseOf(id)).journey.current).toBe('access')
    const { id: connectionId } = await world.connection('Academy Apps')
    const { version } = await world.caseOf(id)
    const answer: StepAnswer = { step: 'scope', version, add: { connectionIds: [connectionId] } }
    must(await answerStep(world.actors.admin, id, answer))
    const found = await world.caseOf(id)
    expect(found.journey.current).toBe('impact')
    expect(found.journey.canVisit('approval')).toBe(false)
  })
})

describe('approval', () => {
  test('a data protection officer’s opinion stands beside it, and decides nothing', async () => {
    const { privacyOfficer, admin } = world.actors
    const id = await asked(world)
    const { approval } = await world.caseOf(id)
    const advise = (opinion: 'agrees' | 'objects', note: string | null) =>
      adviseOnApproval(privacyOfficer, id, { approvalId: approval?.id ?? '', opinion, note })
    expect(await advise('objects', ' ')).toMatchObject({ reason: 'noteNeeded' })
    must(await advise('objects', 'The pupils were not told.'))
    await expect(
      adviseOnApproval(admin, id, { approvalId: approval?.id ?? '', opinion: 'agrees', note: null }),
    ).rejects.toThrow(Denied)
    const { journey, approval: advised } = await world.caseOf(id)
    expect(journey.current).toBe('approval')
    expect(advised?.opinions).toMatchObject([{ opinion: 'objects', note: 'The pupils were not told.' }])
    expect((await world.audit()).at(-1)).toBe('offboarding.advised')
    const past = { approvalId: approval?.id ?? '', decision: 'approved', note: null, opinions: 0 } as const
    expect(await decideApproval(world.actors.decider, id, past)).toEqual({
      ...{ ok: false, reason: 'opinionMeanwhile' },
      values: { name: privacyOfficer.name },
    })
    must(await decide(world, id))
    expect(await advise('agrees', null)).toMatchObject({ reason: 'alreadyDecided' })
  })

  test('is asked once, given by somebody else and recorded', async () => {
    const id = await asked(world)
    const { version } = await world.caseOf(id)
    expect(await askForApproval(world.actors.admin, id, { version })).toMatchObject({
      reason: 'alreadyAsked',
    })
    must(await decide(world, id))
    expect(await decide(world, id)).toMatchObject({ reason: 'alreadyDecided' })
    expect(await world.audit()).toEqual([
      'offboarding.started',
      'offboarding.answered',
      'offboarding.answered',
      'offboarding.answered',
      'offboarding.approvalAsked',
      'offboarding.approved',
    ])
  })

  test('is never one’s own to give, whatever one’s role has become', async () => {
    const id = await asked(world)
    const { approval } = await world.caseOf(id)
    const promoted = await makeMember(world.organisationId, 'decider', { name: 'Now a decider' })
    await owner().approval.updateMany({ where: { offboardingId: id }, data: { askedBy: promoted.id } })
    const word = { approvalId: approval?.id ?? '', decision: 'approved', note: null, opinions: 1 } as const
    expect(await decideApproval(promoted.actor, id, word)).toMatchObject({ reason: 'ownCase' })
    await owner().offboarding.updateMany({ where: { id }, data: { startedBy: world.members.decider.id } })
    expect(await decideApproval(world.actors.decider, id, word)).toMatchObject({ reason: 'ownCase' })
    await expect(decideApproval(world.actors.admin, id, word)).rejects.toThrow(Denied)
    await expect(decideApproval(world.actors.privacyOfficer, id, word)).rejects.toThrow(Denied)
  })

  test('goes stale when the facts change materially, before it is given and after', async () => {
    const id = await asked(world)
    const told = async () => {
      const [listed] = await listOffboardings(world.actors.decider)
      const { listedState } = await offboardingDetail(world.actors.decider, id)
      return { onTheList: listed?.state, onItsPage: listedState }
    }
    expect(await told()).toEqual({ onTheList: 'awaitingApproval', onItsPage: 'awaitingApproval' })
    // The token expires: as of a moment, its expiry is told by its facts.
    await owner().connectionFact.updateMany({
      where: { organisationId: world.organisationId, key: 'expiresAt', connection: { name: 'Skagen Kiosk' } },
      data: { value: new Date(Date.now() - 1000).toISOString() },
    })
    expect(await decide(world, id)).toMatchObject({ reason: 'factsChanged' })
    expect((await world.caseOf(id)).journey.current).toBe('impact')
    expect(await told()).toEqual({ onTheList: 'draft', onItsPage: 'draft' })

    await readImpact(world, id)
    must(await askForApproval(world.actors.admin, id, { version: (await world.caseOf(id)).version }))
    must(await decide(world, id))
    must(await enterAccess(world, id))
    // It names no account any more: that too is told by its facts.
    await owner().connectionFact.deleteMany({
      where: { organisationId: world.organisationId, key: 'appleId', connection: { name: 'Skagen Kiosk' } },
    })
    const { version } = await world.caseOf(id)
    const confirming = { version, typed: 'Skagen Kiosk' }
    expect(await confirmOffboarding(world.actors.admin, id, confirming)).toMatchObject({
      reason: 'notThisStepYet',
    })
  })

  test('outlives counts that move a little', async () => {
    const id = await ready(world)
    await owner().$executeRaw`update inventory_count set devices = devices + 3
      where organisation_id = ${world.organisationId}::uuid and scope = 'connection' and element = ''`
    expect((await world.caseOf(id)).journey.current).toBe('confirm')
    await owner().$executeRaw`update inventory_count set devices = devices * 4 + 40
      where organisation_id = ${world.organisationId}::uuid and scope = 'connection' and element = ''`
    expect((await world.caseOf(id)).journey.current).toBe('impact')
  })

  test('is told in the list as what it came to', async () => {
    const id = await started(world)
    const states = async () => (await listOffboardings(world.actors.admin)).map(({ state }) => state)
    expect(await states()).toEqual(['draft'])
    await readImpact(world, id)
    const ask = async () =>
      must(await askForApproval(world.actors.admin, id, { version: (await world.caseOf(id)).version }))
    await ask()
    expect(await states()).toEqual(['awaitingApproval'])
    must(await decide(world, id, 'rejected'))
    expect(await states()).toEqual(['refused'])
    await ask()
    must(await decide(world, id))
    expect(await states()).toEqual(['approved'])
  })

  test('refused with a reason, it holds the case where it is until it is asked for anew', async () => {
    const id = await asked(world)
    const { approval } = await world.caseOf(id)
    const silent = { approvalId: approval?.id ?? '', decision: 'rejected', note: ' ', opinions: 0 } as const
    expect(await decideApproval(world.actors.decider, id, silent)).toMatchObject({ reason: 'noteNeeded' })
    must(await decide(world, id, 'rejected'))
    const found = await world.caseOf(id)
    expect(found.journey.steps.find((step) => step.id === 'approval')?.status).toBe('blocked')
    must(await askForApproval(world.actors.admin, id, { version: found.version }))
    must(await decide(world, id))
    expect((await world.caseOf(id)).journey.current).toBe('access')
  })
})

describe('write access', () => {
  test('is tried, sealed, bound to this case and forgotten when it is given up', async () => {
    const id = await ready(world)
    const stored = () =>
      owner().tenantLink.findMany({ where: { offboardingId: id }, orderBy: { createdAt: 'asc' } })
    const [link] = await stored()
    expect(link).toMatchObject({ purpose: 'offboarding', client: writeClient.clientId, forgottenAt: null })
    expect(link?.credential).not.toContain(writeClient.secret)
    must(await enterAccess(world, id))
    const [replaced, current] = await stored()
    expect(replaced?.credential).toBeNull()
    expect(current?.credential).not.toBeNull()
    must(await cancelOffboarding(world.actors.admin, id))
    for (const forgotten of await stored()) {
      expect(forgotten.credential).toBeNull()
      expect(forgotten.forgottenAt).not.toBeNull()
    }
    expect((await world.audit()).slice(-2)).toEqual(['tenantLink.forgotten', 'offboarding.cancelled'])
  })

  test('stays with its tenant when that is read under another of its names meanwhile', async () => {
    const id = await ready(world)
    const renewed = await connectTenant(world.actors.admin, {
      cloud: 'custom',
      tenant: tenantDomain,
      client: readClient.clientId,
      kind: 'secret',
      secret: readClient.secret,
    })
    expect(renewed).toMatchObject({ ok: true, value: { id: world.link.id } })
    expect((await world.caseOf(id)).journey.current).toBe('confirm')
    must(await enterAccess(world, id))
    const kept = await owner().tenantLink.findMany({ where: { offboardingId: id, forgottenAt: null } })
    expect(kept).toMatchObject([{ tenant: tenantDomain }])
  })

  test('a registration that may not write, or is not accepted, is told at once and not kept', async () => {
    const id = await asked(world)
    const enter = (client: string, secret: string) =>
      enterWriteAccess(world.actors.admin, id, {
        tenantLinkId: world.link.id,
        client,
        credential: { kind: 'secret', secret },
      })
    expect(await enter(writeClient.clientId, writeClient.secret)).toMatchObject({ reason: 'notThisStepYet' })
    must(await decide(world, id))
    expect(await enter(poorClient.clientId, poorClient.secret)).toMatchObject({
      reason: 'missingPermissions',
    })
    expect(await enter(writeClient.clientId, 'mistyped')).toMatchObject({ reason: 'wrongSecret' })
    expect(await owner().tenantLink.count({ where: { offboardingId: id } })).toBe(0)
  })
})

describe('confirming', () => {
  test('takes the token’s name, freezes the plan into tasks and hands them to the worker', async () => {
    const id = await ready(world)
    const { version, planHash } = await world.caseOf(id)
    const type = (typed: string) => confirmOffboarding(world.actors.admin, id, { version, typed })
    expect(await type('Skagen')).toMatchObject({ reason: 'nameDiffers' })
    must(await type(' Skagen Kiosk '))
    const found = await world.caseOf(id)
    expect(found).toMatchObject({ state: 'confirmed', planHash })
    expect(found.tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ['removeAssignments', 'waiting'],
      ['revokeLicences', 'waiting'],
      ['awaitRevocation', 'waiting'],
      ['deleteToken', 'waiting'],
      ['checkGone', 'waiting'],
    ])
    const jobs = await owner()
      .$queryRaw`select task_identifier from graphile_worker.jobs where key like ${`%${id}`}`
    expect(jobs).toEqual([{ task_identifier: 'runOffboarding' }])
    expect(await type('Skagen Kiosk')).toMatchObject({ reason: 'changedMeanwhile' })
  })

  test('the same click twice confirms once', async () => {
    const id = await ready(world)
    const { version } = await world.caseOf(id)
    const click = () => confirmOffboarding(world.actors.admin, id, { version, typed: 'Skagen Kiosk' })
    const outcomes = await Promise.all([click(), click()])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await world.caseOf(id)).tasks).toHaveLength(5)
  })

  test('whoever approved does not also confirm', async () => {
    const id = await ready(world)
    const { version } = await world.caseOf(id)
    await owner().approval.updateMany({
      where: { offboardingId: id },
      data: { decidedBy: world.members.admin.id, askedBy: world.members.owner.id },
    })
    const confirming = { version, typed: 'Skagen Kiosk' }
    expect(await confirmOffboarding(world.actors.admin, id, confirming)).toMatchObject({
      reason: 'ownApproval',
    })
  })

  test('one token is ended by one case at a time', async () => {
    const second = await ready(world)
    // Beginning a second one is refused, so it is brought back from the dead here.
    const become = (state: string) =>
      owner().offboarding.updateMany({ where: { id: second }, data: { state } })
    await become('cancelled')
    const first = await confirmed(world)
    await become('draft')
    const { version } = await world.caseOf(second)
    const confirming = { version, typed: 'Skagen Kiosk' }
    expect(await confirmOffboarding(world.actors.admin, second, confirming)).toMatchObject({
      reason: 'alreadyBeingEnded',
      values: { offboarding: first },
    })
  })

  test('a confirmed case that has not begun can still be cancelled', async () => {
    const id = await confirmed(world)
    must(await cancelOffboarding(world.actors.admin, id))
    expect((await world.caseOf(id)).state).toBe('cancelled')
    expect(await cancelOffboarding(world.actors.admin, id)).toMatchObject({ reason: 'caseEnded' })
  })
})
