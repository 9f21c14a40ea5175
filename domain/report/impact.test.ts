import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { languages } from '../language.ts'
import type { Touched } from '../offboarding/impact.ts'
import { hardStopKinds } from '../offboarding/plan.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import { composeImpact } from './impact.ts'
import type { ImpactFacts } from './impact-facts.ts'
import { unmarkedIn } from './unmarked.fixture.ts'

const kinds = ['locationToken', 'enrolmentToken', 'pushCertificate'] as const
const counts = { devices: 4, people: 3, apps: 2, licences: 6, managed: 1 }
const at = '2026-11-22T10:00:00.000Z'
const profile = { id: '1', name: 'Staff iPads', isDefault: true, token: 'enrolmentToken' }
const touched: Touched = {
  plan: {
    version: 1,
    connections: kinds.map((kind) => ({
      ...{ id: kind, kind, externalId: kind, name: kind, tenantLinkId: 'link' },
      account: { id: 'account', appleId: 'apps@lindegaard.example' },
    })),
    hardStops: hardStopKinds.map((kind) => ({ kind, connectionId: 'locationToken', subjects: ['1'] })),
    counts: { ...counts, fixed: 1 },
  },
  impact: {
    books: { titles: 2, licences: 41 },
    reading: lindegaardFacts.reading,
    each: kinds.map((id) => ({ id, ...counts })),
    apps: [
      { id: '1', name: 'Keynote', usedLicences: 6 },
      { id: '2', name: 'Numbers', usedLicences: null },
    ],
    profiles: [profile],
    ownProfiles: [profile, { ...profile, id: '2', name: 'Kiosks', isDefault: false }],
    siblings: [{ id: 's', name: 'Lindegaard School', service: 'asm', appleId: 'apps@lindegaard.example' }],
  },
}
const facts: ImpactFacts = {
  ...{ kind: 'impact', version: 1, state: 'draft', isComplete: true, approved: null },
  ...{ confidentiality: 'confidential', reportId: 'report', composedAt: at, composedBy: 'Ida Winther' },
  organisation: lindegaardFacts.organisation,
  reading: lindegaardFacts.reading,
  auditHead: null,
  offboarding: { id: 'case', startedBy: 'Ida Winther', startedAt: at },
  planHash: 'b'.repeat(64),
  touched: {
    plan: { ...touched.plan, connections: [...touched.plan.connections], hardStops: [] },
    impact: touched.impact,
  },
}

describe.each(languages)('the report of an impact in %s', (language) => {
  const words = reportWords(language)
  const stops = touched.plan.hardStops.map((stop) => ({ ...stop, subjects: [...stop.subjects] }))
  const all = { ...facts, touched: { ...facts.touched, plan: { ...facts.touched.plan, hardStops: stops } } }
  const composed = composeImpact(all, language, words, 'hash')
  const blocks = composed.sections.flatMap((section) => section.blocks)

  test('marks every statement with its grade: what was counted by the reading of the plan', () => {
    expect(blocks.flatMap(unmarkedIn)).toEqual([])
    const loud = blocks.flatMap((block) =>
      block.kind === 'notice' && block.tone === 'loud' ? block.lines : [],
    )
    expect(loud.map(({ mark }) => mark?.grade)).toEqual(hardStopKinds.map(() => 'observed'))
    const unread = { ...all, reading: null }
    const marks = JSON.stringify(composeImpact(unread, language, words, 'hash').sections.slice(0, 1))
    expect(marks).not.toContain('"grade":"observed"')
  })

  test('says on whose word it is that enrolment breaks', () => {
    const breaks = composed.sections.find(({ title }) => title === words.t('offboardings.impact.breaks'))
    const [note] = breaks?.blocks ?? []
    expect(note?.kind === 'paragraph' && note.lines.map(({ mark }) => mark?.grade)).toEqual([
      undefined,
      'stated',
    ])
    expect(JSON.stringify(note)).toContain(words.t('offboardings.impact.makers.microsoft'))
  })

  test('speaks of one account where there is but one', () => {
    const told = (ids: string[]) => {
      const connections = ids.map((id, at) => ({
        ...{
          id: `${at}`,
          kind: 'locationToken' as const,
          externalId: `${at}`,
          name: 'Apps',
          tenantLinkId: 'link',
        },
        account: { id, appleId: `${id}@lindegaard.example` },
      }))
      const plan = { ...facts.touched.plan, connections }
      const { sections } = composeImpact(
        { ...facts, touched: { ...facts.touched, plan } },
        language,
        words,
        'hash',
      )
      return JSON.stringify(sections)
    }
    const administrator = (accounts: number) => words.t('offboardings.impact.administrator', { accounts })
    expect(administrator(1)).not.toBe(administrator(2))
    expect(told(['a', 'a'])).toContain(administrator(1))
    expect(told(['a', 'b'])).toContain(administrator(2))
  })

  test('says on the word of no reading that there is no way back', () => {
    const lines = composed.sections[0]?.blocks.flatMap((block) =>
      block.kind === 'paragraph' ? block.lines : [],
    )
    const line = lines?.find(({ text }) => text === words.t('offboardings.impact.cannotBeUndone'))
    expect(line).toBeDefined()
    expect(line?.mark).toBeUndefined()
  })

  test('leaves no cell of a table empty', () => {
    const cells = blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : []))
    expect(cells.filter((cell) => cell.length === 0)).toEqual([])
  })

  test('numbers what is done in order', () => {
    const order = composed.sections.find(({ title }) => title === words.t('offboardings.confirm.order'))
    const lists = order?.blocks.filter((block) => block.kind === 'list')
    expect(lists?.map(({ ordered }) => ordered)).toEqual([true, true, true])
  })

  test('names on its cover what the case ends', () => {
    const named = words.t('offboardings.named', { name: 'locationToken', count: 3, others: 2 })
    expect(JSON.stringify(composed.cover)).toContain(named)
  })
})
