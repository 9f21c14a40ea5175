import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { auditPage } from '#features/audit/queries.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { makeAccount, makeMember, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import {
  endAccessRequest,
  extendAccessRequest,
  recordAccessRequest,
  reopenAccessRequest,
  settleSubject,
  stateIdentity,
} from './commands.ts'
import { accessRequestDetail, listAccessRequests, requestsWaiting } from './queries.ts'
import { identified, received, requested } from './requests.fixture.ts'
import { subjectInput } from './schema.ts'
import { subjectsFor } from './subjects.ts'

useTestDatabase()
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-29T12:00:00Z') })

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
})
const officer = () => made.actors.privacyOfficer
const nobody = { subject: 'nobody', subjectId: null } as const
const kinds = async (organisationId: string) =>
  (await owner().auditEvent.findMany({ where: { organisationId }, orderBy: { sequence: 'asc' } })).map(
    ({ kind }) => kind,
  )

describe('a request', () => {
  test('is recorded with the day its answer is due, and names nobody in the audit log, which more may read and which stays', async () => {
    const { actors, organisationId } = await makeWorld()
    const id = await requested(actors.privacyOfficer, 'jholm@lindegaard.example')
    expect(await accessRequestDetail(actors.auditor, id)).toMatchObject({
      ...{ requester: 'Jonas Holm', about: 'jholm@lindegaard.example', step: 'find' },
      ...{
        receivedOn: '2026-11-20',
        dueOn: '2026-12-20',
        daysLeft: 21,
        recordedBy: actors.privacyOfficer.name,
      },
    })
    const [event] = (await auditPage(actors.admin)).events
    expect(event).toMatchObject({ kind: 'accessRequest.received', subject: { id } })
    const detail = await owner().auditDetail.findFirstOrThrow({ where: { organisationId } })
    expect(JSON.stringify([event, detail])).not.toMatch(/Jonas|jholm/)
  })

  test('of a day that has not come is refused and not kept', async () => {
    const { actors } = await makeWorld()
    const ahead = { ...received, about: 'x', receivedOn: '2026-11-30' }
    expect(await recordAccessRequest(actors.privacyOfficer, ahead)).toMatchObject({ reason: 'receivedAhead' })
    expect(await listAccessRequests(actors.privacyOfficer)).toEqual([])
  })

  test('that waits stands before one that is over, the most pressing first', async () => {
    const { actors } = await makeWorld()
    const record = async (requester: string, receivedOn: string) => {
      await recordAccessRequest(actors.privacyOfficer, { ...received, requester, receivedOn, about: 'x' })
    }
    await record('late', '2026-10-01')
    await record('new', '2026-11-29')
    await record('over', '2026-09-01')
    const over = (await listAccessRequests(actors.auditor)).find(({ requester }) => requester === 'over')
    const end = { end: 'withdrawn', endedOn: '2026-11-29', note: null } as const
    await endAccessRequest(actors.privacyOfficer, { request: over?.id ?? '', ...end })
    expect((await listAccessRequests(actors.auditor)).map(({ requester }) => requester)).toEqual([
      'late',
      'new',
      'over',
    ])
    expect(await requestsWaiting(actors.auditor)).toEqual({ count: 2, dueOn: '2026-11-01', daysLeft: -28 })
  })

  test('of another organisation is missing; an admin sees none; only a privacy officer acts', async () => {
    const id = await requested(officer(), 'x')
    const { actors } = await makeWorld()
    await expect(accessRequestDetail(actors.auditor, id)).rejects.toBeInstanceOf(Missing)
    const settle = { request: id, subject: nobody }
    await expect(settleSubject(actors.privacyOfficer, settle)).rejects.toBeInstanceOf(Missing)
    expect(() => accessRequestDetail(made.actors.admin, id)).toThrow(Denied)
    for (const role of ['owner', 'admin', 'decider', 'auditor'] as const)
      expect(() => settleSubject(made.actors[role], settle), role).toThrow(Denied)
  })
})

describe('whom a request is about', () => {
  const foundBy = async (about: string) =>
    (await subjectsFor(officer(), about)).map(({ subject, name, through }) => [subject, name, through])

  test.each(['jholm@lindegaard.example', 'JHolm@Lindegaard.example', 'Jonas Holm', ' jonas holm '])(
    'is found by %j',
    async (about) => {
      expect(await foundBy(about)).toEqual([['person', 'Jonas Holm', null]])
    },
  )

  test('is found by a serial number: who has the device now, then who had it', async () => {
    expect(await foundBy('F9FXH2KQ1MF3')).toEqual([
      ['person', 'Jonas Holm', { serial: 'F9FXH2KQ1MF3', isNow: true }],
      ['person', 'Karen Lind', { serial: 'F9FXH2KQ1MF3', isNow: false }],
    ])
    expect(await foundBy('G6TZM4ABPLJM')).toEqual([['device', 'G6TZM4ABPLJM', null]])
  })

  test('is found by an Apple ID as a whole, and not by what is no part of anything', async () => {
    await makeAccount(made.organisationId, { appleId: 'Push@lindegaard.example' })
    expect(await foundBy('push@lindegaard.example')).toEqual([['account', 'Push@lindegaard.example', null]])
    expect(await foundBy('push@')).toEqual([])
    expect(await foundBy('no-one@nowhere.example')).toEqual([])
  })

  test('is said once, and stays once an extract was made', async () => {
    const person = { subject: 'person', subjectId: made.jonas.id } as const
    const request = await identified(officer(), 'jholm@lindegaard.example', person)
    expect(await accessRequestDetail(officer(), request)).toMatchObject({ step: 'extract', ...person })
    await inOrganisation(made.organisationId, (tx) =>
      tx.extract.create({
        data: {
          ...{ organisationId: made.organisationId, requestId: request, language: 'en', standard: 'a-3a' },
          ...{ factsSha256: '', pdfSha256: request, rendererVersion: '', size: 1, composedBy: 'x' },
          composedAt: new Date(),
        },
      }),
    )
    expect(await settleSubject(officer(), { request, subject: nobody })).toMatchObject({
      reason: 'extractMade',
    })
  })

  test('must be in the organisation', async () => {
    const { karen } = await makeHistory()
    const request = await requested(officer(), 'x')
    const foreign = { subject: 'person', subjectId: karen.id } as const
    await expect(settleSubject(officer(), { request, subject: foreign })).rejects.toBeInstanceOf(Missing)
  })

  test.each(['', 'person', 'nobody 6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'person x', 'robot 1'])(
    'is not understood as %j',
    (subject) => {
      const request = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'
      expect(subjectInput.safeParse({ request, subject }).success).toBe(false)
    },
  )
})

describe('an answer', () => {
  test('can wait two months more, once, and not once the first month is over', async () => {
    const request = await requested(officer(), 'x')
    const because = 'Devices of twelve years'
    expect(await extendAccessRequest(officer(), { request, because })).toEqual({ ok: true, value: null })
    expect(await accessRequestDetail(officer(), request)).toMatchObject({
      dueOn: '2027-02-20',
      extension: { because, by: officer().name },
    })
    expect(await extendAccessRequest(officer(), { request, because })).toMatchObject({
      reason: 'alreadyExtended',
    })
    const old = await recordAccessRequest(officer(), { ...received, about: 'x', receivedOn: '2026-10-20' })
    if (!old.ok) throw new Error(old.reason)
    const late = { request: old.value.requestId, because }
    expect(await extendAccessRequest(officer(), late)).toMatchObject({ reason: 'extensionLate' })
  })

  test('needs an extract, a refusal a reason; neither is of tomorrow or of before the request', async () => {
    const request = await requested(officer(), 'x')
    const end = { request, end: 'withdrawn', endedOn: '2026-11-29', note: null } as const
    const reasonOf = async (changed: Partial<Parameters<typeof endAccessRequest>[1]>) =>
      endAccessRequest(officer(), { ...end, ...changed })
    expect(await reasonOf({ end: 'answered' })).toMatchObject({ reason: 'nothingToAnswerWith' })
    expect(await reasonOf({ end: 'refused' })).toMatchObject({ reason: 'refusalUnreasoned' })
    expect(await reasonOf({ endedOn: '2026-11-30' })).toMatchObject({ reason: 'endedAhead' })
    expect(await reasonOf({ endedOn: '2026-11-19' })).toMatchObject({ reason: 'beforeReceipt' })
    const how = { request, how: 'Called back' }
    expect(await stateIdentity(officer(), { ...how, checkedOn: '2026-11-30' })).toMatchObject({
      reason: 'checkedAhead',
    })
    expect(await stateIdentity(officer(), { ...how, checkedOn: '2026-11-19' })).toMatchObject({
      reason: 'beforeReceipt',
    })
  })

  test('ends a request once, though two end it at the same moment; it can be taken up again', async () => {
    const { organisationId, actors } = await makeWorld()
    const other = (await makeMember(organisationId, 'privacyOfficer')).actor
    const request = await requested(actors.privacyOfficer, 'x')
    const end = { request, end: 'refused', endedOn: '2026-11-29', note: 'The tenth this week' } as const
    const both = await Promise.all(
      [actors.privacyOfficer, other].map((actor) => endAccessRequest(actor, end)),
    )
    expect(both.map((each) => (each.ok ? 'done' : each.reason)).toSorted()).toEqual(['done', 'requestOver'])
    expect(await stateIdentity(other, { request, checkedOn: '2026-11-29', how: 'x' })).toMatchObject({
      reason: 'requestOver',
    })
    expect(await reopenAccessRequest(other, request)).toEqual({ ok: true, value: null })
    expect(await reopenAccessRequest(other, request)).toMatchObject({ reason: 'requestOpen' })
    expect(await accessRequestDetail(other, request)).toMatchObject({ end: null, step: 'find' })
    expect((await kinds(organisationId)).slice(-3)).toEqual([
      'accessRequest.received',
      'accessRequest.ended',
      'accessRequest.reopened',
    ])
  })
})
