import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Language } from '../language.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import type { DisclosedElement, DisclosureFacts } from './disclosure-facts.ts'
import { composeRecord } from './record.ts'
import { unmarkedIn } from './unmarked.fixture.ts'

const facts: DisclosureFacts = { ...lindegaardFacts, kind: 'record' }
const compose = (of: DisclosureFacts, language: Language = 'en') =>
  composeRecord(of, language, reportWords(language), 'a'.repeat(64))
const sectionsOf = (of: DisclosureFacts, language: Language = 'en') =>
  compose(of, language).sections.map((section) => JSON.stringify(section))

describe('a record of processing', () => {
  test.each(['en', 'fr'] as const)(
    'names for each service in use every field once, by its category, in %s',
    (language) => {
      const inUse = facts.services.filter(({ elements }) => elements.length > 0)
      expect(inUse.length).toBeGreaterThan(0)
      const words = reportWords(language)
      const printed = sectionsOf(facts, language)
      for (const { service, elements } of inUse) {
        const title = words.t('reports.record.activityOf', { service: words.t(`services.${service}.name`) })
        const section = printed.find((text) => text.includes(JSON.stringify(title).slice(1, -1)))
        for (const { texts } of elements)
          expect(section).toContain(JSON.stringify(texts[language].label).slice(1, -1))
      }
    },
  )

  test('says once what was adopted alike, of how many fields, and of how many nothing was', () => {
    const [service] = facts.services.filter(({ elements }) => elements.length > 2)
    if (!service) return expect.unreachable()
    const review: NonNullable<DisclosedElement['review']> = {
      basis: 'contract',
      basisNote: null,
      retention: 'one year',
      necessity: 'necessary',
      dpia: null,
      reviewOn: '2027-11-20',
      due: [],
      source: { grade: 'stated', by: 'Søren Kjær', at: '2026-11-20T10:00:00Z' },
    }
    const elements = service.elements.map((element, at) => ({ ...element, review: at < 2 ? review : null }))
    const text = JSON.stringify(compose({ ...facts, services: [{ ...service, elements }] }))
    expect(text).toContain('Contract (2 fields)')
    expect(text).toContain('one year (2 fields)')
    expect(text).toContain(`Nothing adopted for ${elements.length - 2} field`)
  })

  test('counts what has ended apart from what shares, and heads it so', () => {
    const [apns, ...others] = facts.services
    if (!apns) return expect.unreachable()
    const services = [{ ...apns, state: 'accountKept' as const }, ...others]
    const document = compose({ ...facts, services })
    expect(JSON.stringify(document)).toContain(
      'shares data with Apple in 2 processing activities; 1 activity has ended.',
    )
    expect(document.sections.map(({ title }) => title)).toContain(
      'Sharing with Apple, ended: Apple Push Notification service',
    )
  })

  test('says at least how many where of a field nobody knows whom it concerns', () => {
    const printed = sectionsOf(facts)
    expect(printed.filter((text) => text.includes('At least 1 administrator'))).toHaveLength(1)
  })

  test('grades what it says of every activity', () => {
    const elements = facts.services[0]?.elements.map((element) => ({ ...element, review: null })) ?? []
    const services = facts.services.map((service, at) => (at === 0 ? { ...service, elements } : service))
    const blocks = compose({ ...facts, services }).sections.flatMap((section) => section.blocks)
    const marked = (text: string) =>
      JSON.stringify(blocks).match(new RegExp(`\\{"text":"${text}[^{]*"mark":\\{"grade":"(\\w+)"`))?.[1]
    expect(marked('Nothing adopted for')).toBe('unverifiable')
    expect(marked('Wakes managed devices')).toBe('documented')
    expect(
      blocks
        .flatMap(unmarkedIn)
        .flat()
        .map(({ text }) => text),
    ).toEqual([])
  })

  test('tells a reading of less than a minute to the second', () => {
    const { reading } = facts
    if (!reading) return expect.unreachable()
    const startedAt = '2026-11-12T04:10:00Z'
    const finishedAt = '2026-11-12T04:10:07Z'
    const text = JSON.stringify(compose({ ...facts, reading: { ...reading, startedAt, finishedAt } }))
    expect(text).toMatch(/from 12 November 2026 at 04:10:00 UTC to 12 November 2026 at 04:10:07 UTC/)
    expect(JSON.stringify(compose(facts))).not.toMatch(/04:08:41/)
  })

  test('says plainly what it does not hold, and that a service was not read', () => {
    const words = reportWords('en')
    expect(JSON.stringify(compose(facts))).toContain(words.t('reports.record.securityNote'))
    const unread = compose({ ...facts, reading: null, services: [] })
    expect(JSON.stringify(unread)).toContain('no processing activity')
    expect(unread.sections.map(({ title }) => title)).toContain(words.t('reports.document.gaps.title'))
  })
})
