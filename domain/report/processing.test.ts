import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Language } from '../language.ts'
import { composeReport, reportFactsSchema } from './compose.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import { freeze } from './freeze.ts'
import { reportTables } from './tables.ts'

const operator = {
  name: 'Fjordlys ApS',
  contact: 'Havnevej 4, 5000 Odense C\r\nprivacy@fjordlys.example',
  dataProtectionOfficer: 'Bo Lund, dpo@fjordlys.example',
}
const facts: DisclosureFacts = {
  ...lindegaardFacts,
  kind: 'processing',
  organisation: { ...lindegaardFacts.organisation, operator },
}
const compose = (of: DisclosureFacts, language: Language = 'en') =>
  composeReport(of, language, reportWords(language), 'a'.repeat(64))
const of = (organisation: Partial<DisclosureFacts['organisation']>): DisclosureFacts => ({
  ...facts,
  organisation: { ...facts.organisation, ...organisation },
})
const textOf = (part: unknown) => JSON.stringify(part)
const quoted = (text: string) => JSON.stringify(text).slice(1, -1)

describe('a record of processing on behalf of a controller', () => {
  test.each(['en', 'fr'] as const)(
    'follows the points of Art. 30(2), each service once, in %s',
    (language) => {
      const words = reportWords(language)
      const inUse = facts.services.filter(({ elements }) => elements.length > 0)
      expect(inUse.length).toBeGreaterThan(0)
      const { sections } = compose(facts, language)
      expect(sections.map(({ title }) => title)).toEqual([
        words.t('reports.document.summary.title'),
        words.t('reports.processing.parties'),
        ...inUse.map(({ service }) =>
          words.t('reports.processing.category.of', { service: words.t(`services.${service}.name`) }),
        ),
        words.t('reports.record.inWords.title'),
        words.t('reports.processing.transfers'),
        words.t('reports.processing.security'),
        words.t('reports.document.gaps.title'),
        words.t('reports.document.legend.title'),
        words.t('reports.document.annex.title'),
      ])
      for (const [at, { service, elements }] of inUse.entries()) {
        const printed = textOf(sections[at + 2])
        expect(printed).toContain(quoted(words.t(`services.${service}.purpose`)))
        for (const { texts } of elements) expect(printed).toContain(quoted(texts[language].label))
      }
    },
  )

  test('names the processor and every controller, each with how to reach it, and who receives the data', () => {
    const { cover, sections } = compose(facts)
    expect(textOf(cover)).toContain(operator.name)
    for (const text of [
      operator.name,
      'Havnevej 4, 5000 Odense C',
      'privacy@fjordlys.example',
      operator.dataProtectionOfficer,
      ...facts.organisation.controllers,
      facts.organisation.address,
      facts.organisation.dataProtectionOfficer,
    ])
      expect(textOf(sections[1])).toContain(`"${text}"`)
    expect(textOf(sections)).toContain('Onward recipient: Apple Distribution International')
  })

  test.each<[string, DisclosureFacts, string, number]>([
    ['the processor', of({ operator: { ...operator, contact: null } }), 'Contact details not stated', 1],
    ['its officer', of({ operator: { ...operator, dataProtectionOfficer: null } }), 'Not stated', 1],
    [
      'no officer',
      of({ operator: { ...operator, dataProtectionOfficer: null }, dataProtectionOfficer: null }),
      'Not stated',
      2,
    ],
    ['the controller', of({ address: null }), 'Contact details not stated', 1],
  ])('prints of %s what nobody stated as such', (_who, stated, words, times) => {
    expect(textOf(compose(stated).sections[1]).split(`"${words}"`)).toHaveLength(times + 1)
  })

  test('says so where neither a processor is stated nor anything was read', () => {
    const { organisation } = lindegaardFacts
    const printed = textOf(compose({ ...facts, organisation, reading: null, services: [] }))
    expect(printed).toContain(
      'the processor runs Microsoft Intune, of which no category of processing is known',
    )
    expect(printed).toContain('"Contact details not stated"')
  })

  test('acts for the organisation itself where no other controller is stated', () => {
    expect(textOf(compose(of({ controllers: [] })).sections[1])).toContain('"Lindegaard Group"')
  })

  test('of several controllers says that their data are not told apart, of one nothing of the kind', () => {
    const said = reportWords('en').t('reports.processing.notToldApart')
    expect(textOf(compose(facts))).toContain(said)
    expect(textOf(compose(of({ controllers: ['Lindegaard Group A/S'] })))).not.toContain(said)
  })

  test('leaves bases and time limits to the controller, in its words and in its tables', () => {
    const words = reportWords('en')
    const printed = textOf(compose(facts))
    expect(printed).toContain(words.t('reports.processing.scope'))
    expect(printed).toContain(words.t('reports.processing.securityNote'))
    expect(printed).not.toContain(words.t('reports.record.bases'))
    const [fields] = reportTables(facts, 'en', words)
    const columns = fields?.columns.map(({ id }) => id) ?? []
    expect(columns).not.toContain('basis')
    expect(fields?.rows.every((row) => row.length === columns.length)).toBe(true)
  })
})

test('facts frozen before an operator could be stated are read as they were, and hash the same', () => {
  for (const kind of ['disclosure', 'record', 'state'] as const) {
    const before = freeze({ ...lindegaardFacts, kind })
    expect(freeze(reportFactsSchema.parse(JSON.parse(before)))).toBe(before)
  }
})
