import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Grade } from '../grade.ts'
import { languages } from '../language.ts'
import { changedFacts as facts } from './changes.fixture.ts'
import { composeDifference } from './changes.ts'
import { type DifferenceFacts, differenceFactsSchema } from './changes-facts.ts'
import type { Block, Line } from './document.ts'
import { unmarkedIn } from './unmarked.fixture.ts'

const nothing: DifferenceFacts['changes'] = {
  ...facts.changes,
  ...{ connections: [], attachments: [], shares: [], isCut: false, handedOver: null },
  accounts: { appeared: [], vanished: [], missing: [] },
}
const sinceReading = (of: DifferenceFacts['changes']['from']['reading']) => ({
  ...nothing,
  from: { ...facts.changes.from, reading: of },
})

describe.each(languages)('a report of what changed in %s', (language) => {
  const words = reportWords(language)
  const blocksOf = (changes: DifferenceFacts['changes']): Block[] =>
    composeDifference({ ...facts, changes }, language, words, 'hash')
      .sections.slice(0, -2)
      .flatMap(({ blocks }) => blocks)
  // What a list is of is no statement about it.
  const explanations = [
    'reports.difference.intro',
    'readings.difference.accountsNote',
    'readings.difference.attachmentsNote',
  ].map((key) => words.t(key))
  const period = (line: Line) =>
    explanations.includes(line.text) || line.text.includes(words.date(facts.changes.from.at, 'minute'))

  test.each([
    ['much', facts.changes],
    ['nothing', nothing],
    ['nothing, for it was the same reading', sinceReading(facts.reading)],
    ['nobody knows what, for one end was not read', sinceReading(null)],
  ])('has a grade on every statement where what changed is %s', (_, changes) => {
    const blocks = blocksOf(changes)
    const unmarked = blocks.flatMap((block) => {
      if (block.kind === 'table')
        return block.rows.flatMap(([, ...cells]) => cells.flat().filter(({ mark }) => !mark))
      if (block.kind === 'definitions')
        return block.rows.flatMap(({ lines }) => lines.filter(({ mark }) => !mark))
      if (block.kind === 'paragraph' || block.kind === 'notice')
        return block.lines.filter((line) => !line.mark && !period(line))
      return []
    })
    expect([unmarked, blocks.flatMap(unmarkedIn)]).toEqual([[], []])
  })

  test('says of what is half-stopped that Apple still holds it, by service, and by connection where the service goes on', () => {
    const [service] = facts.changes.services
    if (!service) return expect.unreachable()
    const after = { ...service.after, state: 'disabled' as const }
    const told = (name: string) => words.t('reports.difference.halfStopped', { name })
    const printed = (changes: DifferenceFacts['changes']) =>
      linesOf(blocksOf(changes)).map(({ text }) => text)
    expect(printed({ ...facts.changes, services: [{ ...service, after }] })).toContain(
      told(words.t(`services.${service.service}.name`)),
    )
    const ended = { key: 'standing', before: 'sharing', after: 'disabled' }
    const kiosk = {
      name: 'Skagen Kiosk',
      service: 'vpp' as const,
      change: 'changed' as const,
      facts: [ended],
    }
    expect(printed({ ...facts.changes, services: [], connections: [kiosk] })).toContain(told('Skagen Kiosk'))
    expect(printed({ ...nothing, services: [] }).join(' ')).not.toContain(told('').slice(4))
  })

  test('of some services tells no accounts of others', () => {
    const { sections } = composeDifference({ ...facts, chosen: ['asm'] }, language, words, 'hash')
    const told = JSON.stringify(sections)
    expect(told).toContain(words.t('readings.difference.accountsOfAll'))
    for (const change of ['appeared', 'vanished', 'missing'])
      expect(told).not.toContain(words.t(`readings.difference.account.${change}`))
  })

  const gradesOf = (changes: DifferenceFacts['changes'], text: string): Grade[] =>
    linesOf(blocksOf(changes)).flatMap((line) => (line.text === text && line.mark ? [line.mark.grade] : []))

  test.each<[string, DifferenceFacts['changes'], string, Grade[]]>([
    ['that it stopped, on a member’s word', facts.changes, words.t('states.stopped'), ['stated']],
    [
      'what it was before',
      facts.changes,
      words.t('reports.difference.before', { was: words.t('states.disabled') }),
      ['observed'],
    ],
    ['that there was none', facts.changes, words.t('states.none'), ['observed']],
    [
      'that an unread service is not known',
      sinceReading(null),
      words.t('reports.difference.before', { was: words.t('inventory.stateNotKnown') }),
      ['unverifiable'],
    ],
    ['what vanished', facts.changes, words.t('readings.difference.vanished'), ['observed']],
    [
      'why a number lacks holders',
      facts.changes,
      words.t('inventory.why.licencesUnlisted'),
      ['unverifiable'],
    ],
    ['why a number is missing', facts.changes, words.t('reports.difference.uncounted'), ['unverifiable']],
    ['that not all was compared', facts.changes, words.t('readings.difference.cut'), ['unverifiable']],
    [
      'that too many were handed over',
      nothing,
      words.t('reports.difference.handedOverMany'),
      ['unverifiable'],
    ],
    ['that nothing came or went', nothing, words.t('readings.difference.noShares'), ['observed']],
  ])('grades %s', (_, changes, text, grades) => {
    expect(gradesOf(changes, text)).toEqual(grades)
  })
})

test('names of states stand apart from the words around them, and that nothing changed hands is plain', () => {
  const all = JSON.stringify(linesOf(composeDifference(facts, 'fr', reportWords('fr'), 'hash').sections))
  expect(all).toContain('«\u00a0Partage en cours\u00a0» avant, «\u00a0Échéance dépassée\u00a0» après')
  const none = { ...facts, changes: { ...facts.changes, handedOver: 0 } }
  expect(JSON.stringify(composeDifference(none, 'en', reportWords('en'), 'hash'))).toContain(
    'No device changed hands between the two.',
  )
})

test.each([
  ['en', /\bnow\b/i],
  ['fr', /maintenant|désormais|actuel/i],
] as const)(
  'the end of a period may lie in the past: nothing is said to be so now, in %s',
  (language, now) => {
    const { sections } = composeDifference(facts, language, reportWords(language), 'hash')
    const told = linesOf(sections.slice(0, -2)).map(({ text }) => text)
    expect(told.filter((text) => now.test(text))).toEqual([])
  },
)

test('facts frozen before states had a source are drawn as they were known: by the reading in force', () => {
  const [service] = facts.changes.services
  if (!service) throw new Error('the fixture has a service')
  const { stateSource: _was, ...was } = service.before
  const { stateSource: _is, ...is } = service.after
  const old = { ...facts, changes: { ...facts.changes, services: [{ ...service, before: was, after: is }] } }
  const words = reportWords('en')
  const lines = linesOf(composeDifference(differenceFactsSchema.parse(old), 'en', words, 'hash').sections)
  const line = lines.find(({ text }) => text === words.t('states.stopped'))
  expect(line?.mark?.grade).toBe('observed')
})

/** Every line in a value, however deep. */
function linesOf(value: unknown): Line[] {
  if (Array.isArray(value)) return value.flatMap(linesOf)
  if (typeof value !== 'object' || value === null) return []
  const own = 'text' in value && !('kind' in value) ? [value as Line] : []
  return [...own, ...Object.values(value).flatMap(linesOf)]
}
