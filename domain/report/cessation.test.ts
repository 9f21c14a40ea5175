import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { languages } from '../language.ts'
import { composeCessation } from './cessation.ts'
import { type CessationFacts, cessationFactsSchema } from './cessation-facts.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import { freeze } from './freeze.ts'
import { reportTables } from './tables.ts'
import { unmarkedIn } from './unmarked.fixture.ts'

const at = '2026-11-22T10:00:00.000Z'
const by = 'Ida Winther'
const source = { grade: 'stated' as const, by, at }
const piece = { call: '', requestId: '', connection: null, by, at, sha256: 'a'.repeat(64), file: null }

/** As certificates were frozen before they told what stayed behind and what a piece of evidence is about. */
const earlier: CessationFacts = {
  ...{ kind: 'cessation', version: 1, state: 'draft', isComplete: true, approved: null },
  ...{ confidentiality: 'confidential', reportId: 'report', composedAt: at, composedBy: by },
  organisation: lindegaardFacts.organisation,
  reading: lindegaardFacts.reading,
  auditHead: null,
  offboarding: {
    ...{ id: 'case', startedBy: by, startedAt: at, confirmedBy: by, confirmedAt: at, finishedAt: at },
    planHash: 'b'.repeat(64),
  },
  approval: null,
  informing: { groups: ['users'], note: 'By e-mail.' },
  connections: (['Lindegaard Apps', 'Skagen Kiosk'] as const).map((name) => ({
    ...{ id: name, service: 'vpp', name, externalId: name, appleId: 'apps@lindegaard.example' },
    ...{ verdict: 'accountKept', gone: { value: true, source }, goneAt: at, returnedAt: null },
    leftOutBecause: null,
    account: {
      ...{ outcome: 'kept', why: 'It buys books.', stillUsedBy: 'The library', reviewOn: '2027-11-22', by },
      source,
    },
  })),
  services: [{ service: 'vpp', verdict: 'notStopped', others: 1 }],
  tasks: [
    { kind: 'removeAssignments', state: 'done', reason: null },
    { kind: 'revokeLicences', state: 'skipped', reason: 'tokenAlreadyGone' },
    { kind: 'awaitRevocation', state: 'skipped', reason: 'remainderAccepted' },
    { kind: 'deleteToken', state: 'skipped', reason: 'leftOut' },
    { kind: 'checkGone', state: 'waiting', reason: null },
    { kind: 'revokeCertificate', state: 'done', reason: null },
  ].map((task) => ({ connection: 'Lindegaard Apps', endedAt: at, ...task })),
  rechecks: (['gone', 'present', 'unknown'] as const).map((found) => ({
    ...{ connection: 'Lindegaard Apps', day: 1, found, by, at },
  })),
  doubts: [{ why: 'reports.cessation.doubt.appleSide', values: {} }],
  remainders: [{ connection: 'Lindegaard Apps', task: 'awaitRevocation', count: null, why: 'Late.', source }],
  organisationRequests: [{ name: 'Lindegaard Group', requestedOn: '2026-11-22', by, at }],
  evidence: [
    { ...piece, id: '1', what: 'assignmentRemoved', call: 'DELETE /deviceAppManagement 204' },
    { ...piece, id: '2', what: 'accountDeleted' },
  ],
}
test.each([
  ['kept', ['accountKept'], 'its Apple account kept by a recorded decision.'],
  ['deleted', ['stopped'], 'its Apple account stated to be deleted.'],
  [
    'deleted or kept',
    ['stopped', 'accountKept'],
    'the Apple account behind each stated to be deleted or kept by a recorded decision.',
  ],
] as const)('says of accounts that are all %s no more than that', (_, verdicts, said) => {
  const connections = verdicts.flatMap((verdict) =>
    earlier.connections.slice(0, 1).map((connection) => ({ ...connection, verdict })),
  )
  const document = composeCessation({ ...earlier, connections }, 'en', reportWords('en'), 'hash')
  expect(JSON.stringify(document.sections[0])).toContain(said)
})

const facts: CessationFacts = {
  ...earlier,
  connections: earlier.connections.map((connection) => ({
    ...connection,
    missed: { count: 2, source: { grade: 'observed', reading: '', at } },
    went: [{ kind: 'deleteIdentities', gone: 81, of: 170, source: { grade: 'observed', reading: '', at } }],
    left: [
      {
        ...{ of: 'licences', count: 564, isPlanned: true },
        source: { grade: 'unverifiable', why: 'reports.why.revocationNotSeen' },
      },
    ],
  })),
  doubts: [
    ...earlier.doubts,
    { why: 'reports.cessation.doubt.notRevoked', values: { name: 'Lindegaard Apps', count: 564 } },
  ],
  remainders: earlier.remainders.map((remainder) => ({ ...remainder, planned: 564 })),
  tasks: [
    ...earlier.tasks,
    {
      ...{ connection: 'Lindegaard Apps', endedAt: at, kind: 'deleteIdentities' },
      ...{ state: 'skipped', reason: 'leftOut', gone: { gone: 81, of: 170 } },
    },
  ],
  evidence: [
    { ...piece, id: '7', what: 'taskStopped', stoppedAt: { gone: 80, of: 170 } },
    {
      ...{
        ...piece,
        id: '1',
        what: 'assignmentRemoved',
        call: 'DELETE /deviceAppManagement 204',
        app: 'Keynote',
      },
      assigned: [{ app: 'Keynote', intent: 'required', target: 'group', group: 'pupils' }],
    },
    {
      ...{ ...piece, id: '6', what: 'assignmentsFoundGone', call: 'GET /deviceAppManagement 200' },
      assigned: [{ app: 'Numbers', intent: 'available', target: 'allUsers', group: null }],
    },
    {
      ...{ ...piece, id: '2', what: 'accountDeleted', words: 'Apple wrote so.' },
      about: { kind: 'account', name: 'apps@lindegaard.example' },
    },
    {
      ...{ ...piece, id: '3', what: 'organisationRequested' },
      about: { kind: 'organisation', name: 'Lindegaard Group' },
    },
    { ...piece, id: '4', what: 'identitiesDeleted', call: 'POST /deviceManagement 200', total: 130 },
    { ...piece, id: '5', what: 'certificateRevoked', about: { kind: 'task', task: 'revokeCertificate' } },
  ],
}

describe.each(languages)('a certificate of cessation in %s', (language) => {
  const words = reportWords(language)
  const composed = composeCessation(facts, language, words, 'hash')
  const blocks = composed.sections.flatMap((section) => section.blocks)
  const texts = JSON.stringify(composed)
  const section = (key: string) =>
    composed.sections.find(({ title }) => title === words.t(`reports.cessation.${key}`))
  const marksOf = (key: string, column: number) =>
    section(key)?.blocks.flatMap((block) =>
      block.kind === 'table' ? block.rows.map((row) => row[column]?.[0]?.mark?.grade) : [],
    )

  test('marks every statement with its grade', () => {
    expect(blocks.flatMap(unmarkedIn)).toEqual([])
    expect(marksOf('steps', 2)).toEqual([
      'observed',
      'observed',
      'stated',
      'stated',
      'unverifiable',
      'stated',
      'stated',
    ])
    expect(marksOf('checks', 2)).toEqual(['observed', 'observed', 'unverifiable'])
    expect(marksOf('remainders', 1)).toEqual(['stated'])
    const doubts = section('doubts')?.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
    expect(doubts?.map(([line]) => line?.mark?.grade)).toEqual(['unverifiable', 'unverifiable', 'stated'])
  })

  test('says how many licences stayed behind where it gives the verdict, and whom a doubt is about', () => {
    const [verdicts] = blocks.filter((block) => block.kind === 'table')
    for (const row of verdicts?.rows ?? [])
      expect(row.at(-1)?.map(({ text }) => text)).toContainEqual(expect.stringContaining('564'))
    expect(texts).toContain(
      words.t('reports.cessation.doubt.notRevoked', { name: 'Lindegaard Apps', count: 564 }),
    )
    const [connections] = reportTables(facts, language, words)
    expect(connections?.rows[0]?.at(-1)).toContain('564')
  })

  test('says how each assignment was made that went, and that those of what stays have to be made again', () => {
    const how = (intent: string, target: string, group: string) =>
      words.t('offboardings.evidence.assigned', { intent, target, group })
    const numbers = how('available', 'allUsers', '')
    const said = [
      how('required', 'group', 'pupils'),
      words.t('offboardings.evidence.assignedOf', { app: 'Numbers', how: numbers }),
    ]
    const [connections, evidence] = reportTables(facts, language, words)
    for (const each of said) {
      expect(JSON.stringify(section('evidence'))).toContain(each)
      expect(JSON.stringify(evidence?.rows)).toContain(each)
    }
    const again = words.t('offboardings.done.assignmentsRemoved', { count: 2 })
    const [verdicts] = blocks.filter((block) => block.kind === 'table')
    for (const row of verdicts?.rows ?? []) expect(row.at(-1)?.map(({ text }) => text)).toContain(again)
    expect(connections?.rows[0]?.at(-1)).toContain(again)
  })

  test('says how much had gone for good before it was left out, and when a member stopped that', () => {
    const went = words.t('offboardings.done.goneBefore', { kind: 'deleteIdentities', gone: 81, of: 170 })
    const [connections, evidence] = reportTables(facts, language, words)
    expect(JSON.stringify(blocks)).toContain(went)
    expect(connections?.rows[0]?.at(-1)).toContain(went)
    const stopped = words.t('offboardings.evidence.stoppedAt', { gone: 80, of: 170 })
    expect(JSON.stringify(section('evidence'))).toContain(stopped)
    expect(JSON.stringify(evidence?.rows)).toContain(stopped)
    expect(JSON.stringify(section('steps'))).toContain(
      words.t('offboardings.stop.gone', { kind: 'deleteIdentities', gone: 81, of: 170 }),
    )
  })

  test('gives the number of licences that Intune revoked, with the verdict and the evidence', () => {
    const numbers = { revoked: 90, of: 100 }
    const told = composeCessation(
      {
        ...facts,
        connections: facts.connections.map((each) => ({
          ...each,
          revoked: [{ ...numbers, source: { grade: 'observed', reading: '', at } }],
        })),
        evidence: [
          { ...piece, id: '8', what: 'revocationEnded', call: 'GET /vppTokens 200', revoked: numbers },
        ],
      },
      language,
      words,
      'hash',
    )
    const said = words.t('reports.cessation.revoked', numbers)
    const tables = told.sections.flatMap((each) => each.blocks).filter((block) => block.kind === 'table')
    for (const row of tables[0]?.rows ?? []) expect(row.at(-1)?.map(({ text }) => text)).toContain(said)
    const pieces = told.sections.find(({ title }) => title === words.t('reports.cessation.evidence'))
    expect(JSON.stringify(pieces)).toContain(said)
    expect(texts).not.toContain(said)
  })

  test('names the function somebody had, and none where none was recorded', () => {
    const offboarding = { ...facts.offboarding, startedByRole: 'admin' as const }
    const approval = {
      ...{ askedBy: by, askedAt: at, decidedBy: 'Sofie Lund', decidedAt: at, note: null, opinions: [] },
      decidedByRole: 'decider' as const,
    }
    const who = composeCessation({ ...facts, offboarding, approval }, language, words, 'hash').sections.find(
      ({ title }) => title === words.t('reports.cessation.who'),
    )
    const moment = words.date(at, 'minute')
    const as = (name: string, role: string) =>
      words.t('reports.cessation.byAtAs', {
        ...{ by: name, at: moment, role: words.t('reports.cessation.function', { role }) },
      })
    const rows = who?.blocks.flatMap((block) => (block.kind === 'definitions' ? block.rows : [])) ?? []
    const saidOf = (key: string) =>
      rows.find(({ term }) => term === words.t(`reports.cessation.roles.${key}`))?.lines[0]?.text
    expect(saidOf('started')).toBe(as(by, 'admin'))
    expect(saidOf('approved')).toBe(as('Sofie Lund', 'decider'))
    expect(saidOf('asked')).toBe(words.t('reports.cessation.byAt', { by, at: moment }))
    expect(saidOf('confirmed')).toBe(words.t('reports.cessation.byAt', { by, at: moment }))
  })

  test('names on its cover what the case ended', () => {
    const named = { name: 'Lindegaard Apps', count: 2, others: 1 }
    expect(JSON.stringify(composed.cover)).toContain(words.t('offboardings.named', named))
  })

  test('tells of evidence whom it is about, what was said, and how many there were by then', () => {
    const said = [
      words.t('offboardings.evidence.assignmentRemovedFrom', { app: 'Keynote' }),
      words.t('offboardings.evidence.shows.account', { name: 'apps@lindegaard.example' }),
      words.t('reports.cessation.organisationAtApple', { name: 'Lindegaard Group' }),
      words.t('offboardings.evidence.upToHere', {
        what: words.t('offboardings.evidence.what.identitiesDeleted'),
        count: 130,
      }),
      words.t('offboardings.tasks.revokeCertificate.name'),
      'Apple wrote so.',
    ]
    const [, evidence] = reportTables(facts, language, words)
    const rows = JSON.stringify(evidence?.rows)
    for (const each of said) {
      expect(JSON.stringify(section('evidence'))).toContain(each)
      expect(rows).toContain(each)
    }
    for (const { columns, rows: all } of reportTables(facts, language, words))
      for (const row of all) expect(row).toHaveLength(columns.length)
  })

  test('is drawn from what was frozen before it told of that, which keeps its hash', () => {
    expect(freeze(cessationFactsSchema.parse(earlier))).toBe(freeze(earlier))
    expect(
      composeCessation(earlier, language, words, 'hash').sections.flatMap((each) =>
        each.blocks.flatMap(unmarkedIn),
      ),
    ).toEqual([])
  })
})
