import { beforeAll, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { composeReport, type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import type { DisclosureFacts } from '#domain/report/disclosure-facts.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { must } from '#features/offboardings/case.fixture.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeDisclosureReport } from './commands.ts'
import { reportDetail } from './queries.ts'
import { overallInput } from './schema.ts'

useTestDatabase()

let made: Awaited<ReturnType<typeof makeHistory>>
beforeAll(async () => {
  made = await makeHistory()
  const { organisationId, token, apps, actors, day } = made
  const at = (number: number) => ({
    startedAt: day(number),
    startedByName: 'x',
    startedBy: actors.admin.id ?? '',
  })
  const approve = async (decidedAt: Date, finishedAt: Date | null, note: string) => {
    const { id } = await owner().offboarding.create({
      data: {
        ...{ organisationId, ...at(2), finishedAt, confirmedAt: decidedAt },
        connections: { create: { connectionId: token.id } },
      },
    })
    await owner().approval.create({
      data: {
        ...{ organisationId, offboardingId: id, planHash: 'x', askedBy: actors.admin.id ?? '' },
        ...{ askedByName: 'x', askedAt: day(2), decision: 'approved', decidedAt, note },
        ...{ decidedBy: actors.decider.id, decidedByName: 'Karen Decider' },
      },
    })
  }
  await approve(day(2, 6), null, 'stood')
  await approve(day(2, 6), day(2, 8), 'was over')
  await approve(day(3), null, 'came later')
  const fact = { organisationId, key: 'contract', deed: 'changed', basis: 'Signed copy', edition: '2026-11' }
  const dates = { checkedOn: day(1), reviewBy: day(28) }
  await owner().legalFact.createMany({
    data: [
      { ...fact, ...dates, version: 1, value: 'Agreement of February', statedBy: 'x', statedAt: day(1) },
      { ...fact, ...dates, version: 2, value: 'Agreement of March', statedBy: 'x', statedAt: day(3) },
    ],
  })
  await owner().sharingAuthorisation.create({
    data: {
      ...{ organisationId, tenantLinkId: made.link.id, externalId: '1', service: 'vpp', granted: true },
      ...{ grantedAt: day(1), grantedBy: 'Jonas Bruun', since: 1, until: 3 },
    },
  })
  expect(apps.service).toBe('vpp')
  const since = 3
  await owner().profile.create({
    data: {
      ...{ organisationId, connectionId: token.id, externalId: 'p', name: 'Shop floor', platform: 'ios' },
      ...{ isDefault: false, removalDisabled: false, since },
    },
  })
  const app = { externalId: 'a', kind: 'app', name: 'Keynote', since }
  await owner().app.create({ data: { ...app, organisationId, connectionId: apps.id } })
  await owner().connectionFact.create({
    data: {
      ...{ organisationId, connectionId: token.id, key: 'appleId', value: 'new@lindegaard.example', since },
    },
  })
})

type Asked = Partial<Parameters<typeof composeDisclosureReport>[1]>
const stated = async (asked: Asked): Promise<DisclosureFacts> => {
  const facts = await composed(asked)
  if (!('totals' in facts)) throw new Error(facts.kind)
  return facts
}

const composed = async (asked: Asked): Promise<ReportFacts> => {
  const input = { language: 'en', standard: 'a-3a', kind: 'state', ...asked } as const
  const { reportId } = must(await composeDisclosureReport(made.actors.auditor, input))
  const row = await owner().report.findFirstOrThrow({ where: { id: reportId } })
  const facts = reportFactsSchema.parse(row.facts)
  for (const language of ['en', 'fr'] as const)
    expect(composeReport(facts, language, reportWords(language), 'hash').sections.length).toBeGreaterThan(2)
  return facts
}

test('a state on a date tells that day through its end: its reading, its legal facts, what was approved and stood', async () => {
  const facts = await stated({ asOf: '2026-03-02' })
  expect(facts).toMatchObject({
    ...{ kind: 'state', asOf: '2026-03-02T23:59:59.999Z', reading: { sequence: 2 } },
    legal: { contract: { value: 'Agreement of February' } },
    inForce: {
      authorisations: expect.arrayContaining([
        expect.objectContaining({ of: 'agreed', service: 'vpp', value: 'granted', by: 'Jonas Bruun' }),
      ]),
      approvals: [{ of: 'offboarding', note: 'stood', source: { grade: 'stated', by: 'Karen Decider' } }],
    },
  })
  expect((await stated({ asOf: '2026-03-03' })).inForce?.approvals.map(({ note }) => note)).toEqual([
    'stood',
    'came later',
  ])
  const now = await stated({})
  expect(now).toMatchObject({
    reading: { sequence: 4 },
    legal: { contract: { value: 'Agreement of March' } },
  })
  expect(now.asOf).toBeUndefined()
  expect(now.inForce?.authorisations.filter(({ of }) => of === 'agreed')).toEqual([])
})

test('before the first reading it lists nothing as observed and cannot be approved', async () => {
  const facts = await stated({ asOf: '2026-02-20' })
  expect(facts).toMatchObject({
    reading: null,
    isComplete: false,
    inForce: { authorisations: [], approvals: [] },
  })
  expect(facts.services.every(({ state }) => state === 'none')).toBe(true)
})

test('carries the confidentiality that was chosen, on its cover and in its head', async () => {
  expect(await stated({})).toMatchObject({ confidentiality: 'confidential' })
  expect(await stated({ confidentiality: 'public' })).toMatchObject({ confidentiality: 'public' })
})

test('a report of chosen services names no other, and counts what they concern where that was counted', async () => {
  const facts = await stated({ kind: 'disclosure', services: ['vpp'] })
  expect(facts.chosen).toEqual(['vpp'])
  expect(facts.services.map(({ service }) => service)).toEqual(['vpp'])
  expect(facts.offboardings).toEqual([])
  expect(JSON.stringify(facts)).not.toContain('Lindegaard ADE')
  expect(facts.inForce).toBeUndefined()
  const both = await stated({ kind: 'disclosure', services: ['dep', 'vpp', 'asm', 'apns'] })
  expect(both.totals.devices.source.grade).toBe('observed')
  await owner().connection.create({
    data: {
      ...{
        organisationId: made.organisationId,
        tenantLinkId: made.link.id,
        service: 'asm',
        externalId: 'asm',
      },
      ...{ name: 'School', since: 4, observedSince: made.day(4) },
    },
  })
  const some = await stated({ kind: 'record', services: ['dep', 'vpp'] })
  expect(some.totals.devices).toEqual({
    value: null,
    source: { grade: 'unverifiable', why: 'reports.document.overlapNotCounted' },
  })
})

test('what changed between two days is told as both ends found it, of all services or of some', async () => {
  const facts = await composed({ kind: 'difference', from: '2026-03-01', asOf: '2026-03-04' })
  if (facts.kind !== 'difference') throw new Error(facts.kind)
  expect(facts.changes).toMatchObject({
    ...{ from: { reading: { sequence: 1 } }, to: { reading: { sequence: 4 } }, handedOver: 1 },
    attachments: expect.arrayContaining([
      expect.objectContaining({ kind: 'authorisation', name: 'vpp', change: 'vanished' }),
    ]),
    shares: [{ name: 'Lindegaard ADE', people: { appeared: 1, vanished: 1 } }],
  })
  const some = await composed({
    kind: 'difference',
    from: '2026-03-01',
    asOf: '2026-03-04',
    services: ['vpp'],
  })
  if (some.kind !== 'difference') throw new Error(some.kind)
  expect(some.changes.services.map(({ service }) => service)).toEqual(['vpp'])
  expect(some.changes.shares).toEqual([])
  // Neither what is listed beside it: the file of its data is as narrow as its pages.
  const namesOf = ({ attachments }: typeof some.changes) => attachments.map(({ name }) => name).toSorted()
  expect(namesOf(facts.changes)).toEqual(['Keynote', 'Shop floor', 'vpp'])
  expect(namesOf(some.changes)).toEqual(['Keynote', 'vpp'])
  expect(facts.changes.accounts?.appeared).toEqual(['new@lindegaard.example'])
  expect(some.changes.accounts).toBeUndefined()
  const then = await composed({ kind: 'difference', from: '2026-02-01', asOf: '2026-03-04' })
  expect(then).toMatchObject({ isComplete: false, changes: { from: { reading: null }, connections: [] } })
  // What was not read is not said to be unchanged.
  const unread = JSON.stringify(composeReport(then, 'en', reportWords('en'), 'hash'))
  expect(unread).toContain(reportWords('en').t('reports.difference.notCompared'))
  expect(unread).not.toContain(reportWords('en').t('readings.difference.noConnections'))
  expect((await stated({ kind: 'disclosure', from: '2026-03-02' })).changes).toMatchObject({
    from: { reading: { sequence: 2 } },
    shares: [{ name: 'Lindegaard ADE' }, { name: 'Lindegaard Apps', devices: { appeared: 0, vanished: 1 } }],
  })
})

test('that a token expired between two days is told, though no reading found anything else of it', async () => {
  const { organisationId, token, day } = made
  await owner().connection.updateMany({
    where: { organisationId, id: token.id },
    data: { expiresAt: day(6) },
  })
  const facts = await composed({ kind: 'difference', from: '2026-03-05', asOf: '2026-03-07' })
  if (facts.kind !== 'difference') throw new Error(facts.kind)
  const { from, to, connections } = facts.changes
  expect(from.reading?.id).toBe(to.reading?.id)
  const standing = { key: 'standing', before: 'expiring', after: 'expired', source: { grade: 'observed' } }
  expect(connections).toMatchObject([{ name: 'Lindegaard ADE', change: 'changed', facts: [standing] }])
})

test.each([
  [{ kind: 'difference' }, 'beginningNeeded'],
  [{ kind: 'difference', from: '2026-03-02', asOf: '2026-03-02' }, 'periodEmpty'],
  [{ kind: 'disclosure', from: '2026-03-03', asOf: '2026-03-02' }, 'periodEmpty'],
  [{ kind: 'record', from: '2999-03-03' }, 'dayAhead'],
] as const)('%j is refused: %s', async (asked, reason) => {
  const input = { language: 'en', standard: 'a-3a', ...asked } as const
  expect(await composeDisclosureReport(made.actors.auditor, input)).toMatchObject({ reason })
})

test('of a day that has not come is refused, and nothing is composed', async () => {
  const { actors } = await makeWorld()
  const input = { language: 'fr', standard: 'ua-1', kind: 'state', asOf: '2999-01-01' } as const
  expect(await composeDisclosureReport(actors.auditor, input)).toMatchObject({ reason: 'dayAhead' })
  await expect(reportDetail(actors.auditor, made.jonas.id)).rejects.toThrow('report')
})

test.each([
  [{}, []],
  [{ services: 'vpp' }, ['vpp']],
  [{ services: ['vpp', 'dep'] }, ['vpp', 'dep']],
])('a form with %j means the services %j', (given, services) => {
  const form = { language: 'en', standard: 'a-3a', kind: 'state', asOf: '', from: '', ...given }
  expect(overallInput.parse(form)).toMatchObject({ services, asOf: null })
})
