import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Actor } from '#domain/actor.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { composeExtract } from '#domain/report/extract.ts'
import { extractFactsSchema } from '#domain/report/extract-facts.ts'
import { endAccessRequest } from '#features/access-requests/commands.ts'
import { accessRequestDetail, heldRequest } from '#features/access-requests/queries.ts'
import { identified, requested } from '#features/access-requests/requests.fixture.ts'
import type { SubjectInput } from '#features/access-requests/schema.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { must } from '#features/offboardings/case.fixture.ts'
import { makeConnection, makeDevice } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { approveReport } from './approve-report.ts'
import { downloadFacts, downloadReport } from './downloads.ts'
import { handOutExtract } from './extract-command.ts'
import { gatherExtractFacts } from './extract-facts.ts'
import { listReports, reportDetail } from './queries.ts'
import { verdictOn } from './verify.ts'

useTestDatabase()
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-29T12:00:00Z') })

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
})
const officer = (): Actor => made.actors.privacyOfficer
const person = ({ id }: { id: string }): SubjectInput['subject'] => ({ subject: 'person', subjectId: id })

/** What the extract of a request says, and how it reads. */
const told = async (about: string, subject: SubjectInput['subject']) => {
  const request = await identified(officer(), about, subject)
  const composing = { reportId: request, composedAt: new Date() }
  const facts = await inOrganisation(made.organisationId, async (tx) =>
    gatherExtractFacts(tx, officer(), await heldRequest(tx, request), composing),
  )
  const documents = (['en', 'fr'] as const).map((language) =>
    JSON.stringify(composeExtract(facts, language, reportWords(language), 'hash')),
  )
  return { facts: extractFactsSchema.parse(facts), documents }
}

describe('an extract says of one person', () => {
  test('who they are, which devices were theirs and when, and each field as shared, not applicable or unknown', async () => {
    const { facts } = await told('jholm@lindegaard.example', person(made.jonas))
    expect(facts).toMatchObject({
      subject: { kind: 'person', name: 'Jonas Holm', userPrincipalName: 'jholm@lindegaard.example' },
      request: { receivedOn: '2026-11-20', identityCheckedOn: '2026-11-21' },
      devices: [
        {
          serial: 'F9FXH2KQ1MF3',
          name: 'Reception iPad',
          held: { since: made.day(3).toISOString(), isAtLeast: false, until: null },
        },
      ],
    })
    const sharing = facts.devices[0]?.sharing ?? []
    expect(
      sharing.find(({ keys, service }) => service === 'dep' && keys.includes('serial_number')),
    ).toMatchObject({ status: 'shared', why: 'listed', over: ['Lindegaard ADE'], spans: [{ until: null }] })
    expect(
      sharing.find(({ keys, service }) => service === 'vpp' && keys.includes('serial_number')),
    ).toMatchObject({
      status: 'shared',
      spans: [{ since: made.day(3).toISOString(), until: made.day(4).toISOString() }],
    })
    const every = facts.fields.map(({ service, key }) => `${service}/${key}`)
    const said = [...facts.own, ...sharing].flatMap(({ service, keys }) =>
      keys.map((key) => `${service}/${key}`),
    )
    expect(said.toSorted()).toEqual(every.toSorted())
    expect(new Set(facts.own.map(({ status }) => status))).toEqual(new Set(['notApplicable', 'unknown']))
  })

  test('what was shared while a device was theirs, and neither its name since nor who has it now', async () => {
    const { facts, documents } = await told('karen.lind@lindegaard.example', person(made.karen))
    expect(facts.devices).toMatchObject([
      { serial: 'F9FXH2KQ1MF3', name: null, held: { isAtLeast: true, until: made.day(3).toISOString() } },
    ])
    const all = [JSON.stringify(facts), ...documents].join()
    for (const other of ['Jonas', 'jholm', 'Reception']) expect(all).not.toContain(other)
  })

  test('nothing of what colleagues stated but that the organisation did', async () => {
    const { organisationId, actors } = made
    await owner().legalFact.create({
      data: {
        ...{ organisationId, key: 'contract', version: 1, deed: 'changed', value: 'Agreement of 2026' },
        ...{ basis: 'Signed copy', edition: '2026-11', checkedOn: new Date('2026-11-20') },
        ...{ reviewBy: new Date('2027-11-20'), statedBy: actors.decider.name },
      },
    })
    const { facts } = await told('jholm@lindegaard.example', person(made.jonas))
    expect(facts.legal.contract).toMatchObject({
      value: 'Agreement of 2026',
      source: { grade: 'stated', by: facts.organisation.name },
    })
    expect(JSON.stringify(facts)).not.toContain(actors.decider.name)
  })

  test('over each connection for its own time, and once over one that came back', async () => {
    const { organisationId, link, apps, token } = made
    const { externalId, name } = token
    const kiosk = await makeConnection(link, {
      service: 'dep',
      name: 'Skagen ADE',
      observedSince: made.day(1),
    })
    await owner().connection.updateMany({ where: { id: apps.id }, data: { until: 3 } })
    const again = await makeConnection(link, {
      service: 'vpp',
      name: apps.name,
      externalId: apps.externalId,
      since: 4,
    })
    const device = await makeDevice(link, { serial: 'C02FAMILY001', name: 'Stay_1', personId: made.karen.id })
    await owner().deviceShare.createMany({
      data: [
        { organisationId, deviceId: device.id, connectionId: kiosk.id, since: 1, until: 2 },
        { organisationId, deviceId: device.id, connectionId: token.id, since: 1 },
        { organisationId, deviceId: device.id, connectionId: apps.id, since: 1, until: 3 },
        { organisationId, deviceId: device.id, connectionId: again.id, since: 4 },
      ],
    })
    const { facts, documents } = await told('karen.lind@lindegaard.example', person(made.karen))
    const sharing = facts.devices.find(({ serial }) => serial === 'C02FAMILY001')?.sharing ?? []
    const over = (of: string) => sharing.find(({ service, status }) => service === of && status === 'shared')
    expect(over('dep')?.apart).toMatchObject([
      { connection: kiosk.name, spans: [{ until: made.day(2).toISOString() }] },
      { connection: name, spans: [{ until: null }] },
    ])
    expect(over('vpp')).toMatchObject({ over: [apps.name], spans: [{}, { until: null }] })
    expect(over('vpp')?.apart).toBeUndefined()
    expect(externalId).toBeTruthy()
    expect(documents[0]).toContain('Skagen ADE: from 1 Mar 2026 or earlier until 2 Mar 2026')
    expect(documents[0]).not.toContain(`${apps.name}, ${apps.name}`)
    expect(documents[0]).not.toMatch(/Reading [0-9a-f]{8}-/)
  })

  test('that a device nobody is known to have had is all that answers to a serial number', async () => {
    const { facts, documents } = await told('G6TZM4ABPLJM', { subject: 'device', subjectId: made.phone.id })
    expect(documents[0]).not.toContain('No reading has found a connection')
    expect(documents[0]).not.toContain('theirs')
    expect(facts).toMatchObject({
      ...{ subject: { kind: 'device' }, own: [] },
      devices: [{ serial: 'G6TZM4ABPLJM', name: 'Phone_1', held: null }],
    })
  })

  test('where an Apple ID of theirs stands on a connection', async () => {
    const { organisationId, token } = made
    const appleId = 'ade@lindegaard.example'
    const { id } = await owner().account.create({ data: { organisationId, appleId, since: 1 } })
    await owner().connectionFact.create({
      data: { organisationId, connectionId: token.id, key: 'appleId', value: appleId, since: 2, until: 4 },
    })
    const { facts } = await told(appleId, { subject: 'account', subjectId: id })
    expect(facts.own.find(({ keys }) => keys.includes('admin_id'))).toMatchObject({
      ...{ status: 'shared', why: 'administers', over: ['Lindegaard ADE'] },
      spans: [{ since: made.day(2).toISOString(), until: made.day(4).toISOString() }],
    })
    expect(facts.namedOn).toMatchObject([{ connection: 'Lindegaard ADE', service: 'dep' }])
  })

  test('and on one for whose Apple ID the page has no field', async () => {
    const { organisationId, apps } = made
    const appleId = 'content@lindegaard.example'
    const { id } = await owner().account.create({ data: { organisationId, appleId, since: 1 } })
    await owner().connectionFact.create({
      data: { organisationId, connectionId: apps.id, key: 'appleId', value: appleId, since: 1, until: 2 },
    })
    const { facts, documents } = await told(appleId, { subject: 'account', subjectId: id })
    expect(facts.namedOn).toMatchObject([{ connection: apps.name, service: 'vpp' }])
    expect(documents[0]).toContain(`${apps.name} (VPP): from 1 Mar 2026`)
  })

  test('not that it still stands on a push certificate that was emptied, whose record names nobody', async () => {
    const { organisationId, link, day } = made
    const appleId = 'push@lindegaard.example'
    const { id } = await owner().account.create({ data: { organisationId, appleId, since: 1 } })
    const push = await makeConnection(link, { service: 'apns', name: 'MDM push certificate' })
    const fact = { organisationId, connectionId: push.id }
    await owner().connectionFact.createMany({
      data: [
        { ...fact, key: 'appleId', value: appleId, since: 1 },
        { ...fact, key: 'missing', value: 'true', since: 3 },
      ],
    })
    const { facts, documents } = await told(appleId, { subject: 'account', subjectId: id })
    expect(facts.namedOn).toMatchObject([
      { connection: push.name, spans: [{ since: day(1).toISOString(), until: day(3).toISOString() }] },
    ])
    expect(documents[0]).toContain('until 3 Mar 2026')
    expect(documents[0]).toContain('it no longer names it in Microsoft Intune')
    expect(documents[0]).not.toContain('until now')
  })

  test('or that nobody is known, and where it was looked for', async () => {
    const { facts, documents } = await told('stranger@elsewhere.example', {
      subject: 'nobody',
      subjectId: null,
    })
    expect(facts).toMatchObject({ subject: { kind: 'nobody' }, own: [], devices: [], fields: [] })
    for (const document of documents) expect(document).toContain('stranger@elsewhere.example')
  })
})

describe('an extract is handed out', () => {
  const input = { language: 'en', standard: 'a-3a', keep: false } as const

  test('once the person and their identity are known, and then as PDF that is known again by its hash', async () => {
    const request = await requested(officer(), 'jholm@lindegaard.example')
    expect(await handOutExtract(officer(), request, input)).toMatchObject({ reason: 'requestNotIdentified' })
    const known = await identified(officer(), 'jholm@lindegaard.example', person(made.jonas))
    const file = must(await handOutExtract(officer(), known, input))
    expect(Buffer.from(file.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    expect(file).toMatchObject({ mediaType: 'application/pdf', name: 'pomona-extract-2026-11-29-en.pdf' })
    expect(file.sha256).toBe(createHash('sha256').update(file.bytes).digest('hex'))
    expect(await accessRequestDetail(officer(), known)).toMatchObject({
      step: 'answer',
      extracts: [
        { pdfSha256: file.sha256, reportId: null, composedBy: officer().name, size: file.bytes.length },
      ],
    })
    const verdict = must(await verdictOn(file.sha256, '203.0.113.7'))
    expect(verdict).toMatchObject({
      isOurs: true,
      kind: 'extract',
      language: 'en',
      version: 'final',
      supersededAt: null,
    })
    const last = await owner().auditEvent.findFirstOrThrow({
      where: { organisationId: made.organisationId },
      orderBy: { sequence: 'desc' },
    })
    expect(last.kind).toBe('accessRequest.extractMade')
    expect(last.body).toContain(file.sha256)
  }, 60_000)

  test('and kept only where that is asked: nothing of the person is in the database otherwise', async () => {
    const before = await owner().report.count()
    const request = await identified(officer(), 'karen.lind@lindegaard.example', person(made.karen))
    must(await handOutExtract(officer(), request, input))
    expect(await owner().report.count()).toBe(before)
    const kept = must(await handOutExtract(officer(), request, { ...input, keep: true }))
    const { extracts } = await accessRequestDetail(officer(), request)
    const reportId = extracts[0]?.reportId ?? ''
    expect(extracts).toHaveLength(2)
    expect(must(await downloadReport(officer(), reportId)).sha256).toBe(kept.sha256)
    expect(await approveReport(made.actors.decider, reportId, { note: '' })).toMatchObject({
      reason: 'reportFinal',
    })
  }, 60_000)

  test('a kept one is for those alone who see the request: to an admin it is not there', async () => {
    const { reportId } = await owner().extract.findFirstOrThrow({ where: { reportId: { not: null } } })
    const id = reportId ?? ''
    const seen = async (actor: Actor) => (await listReports(actor)).some((report) => report.id === id)
    expect(await seen(made.actors.auditor)).toBe(true)
    expect(await seen(made.actors.admin)).toBe(false)
    await expect(reportDetail(made.actors.admin, id)).rejects.toBeInstanceOf(Missing)
    await expect(downloadReport(made.actors.admin, id)).rejects.toBeInstanceOf(Missing)
    await expect(downloadFacts(made.actors.admin, id)).rejects.toBeInstanceOf(Missing)
    expect(must(await downloadFacts(made.actors.auditor, id)).mediaType).toBe('application/json')
  })

  test('to a privacy officer alone, and not for a request that is over', async () => {
    const request = await identified(officer(), 'jholm@lindegaard.example', person(made.jonas))
    for (const role of ['owner', 'admin', 'decider', 'auditor'] as const)
      await expect(handOutExtract(made.actors[role], request, input), role).rejects.toBeInstanceOf(Denied)
    must(await endAccessRequest(officer(), { request, end: 'withdrawn', endedOn: '2026-11-29', note: null }))
    expect(await handOutExtract(officer(), request, input)).toMatchObject({ reason: 'requestOver' })
  })
})
