import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Language } from '../language.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import type {
  DisclosedConnection,
  DisclosedElement,
  DisclosedService,
  DisclosureFacts,
} from './disclosure-facts.ts'
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
        const title = words.t('reports.record.activity.of', { service: words.t(`services.${service}.name`) })
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

  /** The facts where the push certificate is gone, and its account is as said. */
  const pushGone = (
    state: 'disabled' | 'emptied' | 'accountKept',
    accountKept: DisclosedConnection['accountKept'] = null,
  ) => {
    const services = facts.services.map((service): DisclosedService => {
      if (service.service !== 'apns') return service
      const [first] = service.connections
      if (!first) throw new Error('the fixture has a push certificate')
      const { source } = first.state
      const gone: DisclosedConnection = {
        ...first,
        state: { value: state, source },
        accountKept,
        sharedBefore: { until: '2026-11-11T12:00:00Z', devices: 427, people: 209, source },
      }
      const elements = service.elements.map((element) => ({ ...element, devices: element.devices && 0 }))
      return { ...service, state, connections: [gone], elements }
    })
    return { ...facts, services }
  }

  test.each(['en', 'fr'] as const)(
    'says of a token that is gone until when data of whom went over it, and that Apple still holds it, in %s',
    (language) => {
      const words = reportWords(language)
      const before = words.t('inventory.sharedUntil', {
        date: words.date('2026-11-11T12:00:00Z', 'day'),
        devices: 427,
        people: 209,
      })
      const document = compose(pushGone('disabled'), language)
      const [summary] = document.sections
      expect(JSON.stringify(summary)).toContain(before)
      const titled = words.t('reports.record.activity.held', {
        service: words.t('services.apns.name'),
        state: words.t('states.disabled'),
      })
      const activity = document.sections.find(({ title }) => title === titled)
      expect(JSON.stringify(activity)).toContain(before)
      expect(JSON.stringify(activity)).toContain(words.t('states.disabled'))
      expect(JSON.stringify(activity)).not.toContain(words.t('reports.record.counted.devices', { count: 0 }))
    },
  )

  test('says of a certificate that was emptied that nothing goes over it, and about whom it was', () => {
    const emptied = pushGone('emptied')
    const services = emptied.services.map((service) => ({
      ...service,
      connections: service.connections.map(({ sharedBefore, ...connection }) => ({
        ...connection,
        ...(sharedBefore && { sharedBefore: { ...sharedBefore, until: null } }),
      })),
    }))
    const document = compose({ ...emptied, services })
    const text = JSON.stringify(document)
    expect(text).toContain('1 push certificate was emptied, not deleted')
    expect(text).toContain('427 devices, 209 people')
    expect(text).toContain('2 processing activities; of 1 more the token is gone or emptied')
    expect(document.sections.map(({ title }) => title)).toContain(
      'Sharing with Apple (Emptied, not deleted): Apple Push Notification service',
    )
  })

  test('says how many people use the devices, and not that holders of licences do', () => {
    const services = facts.services.map((service) => ({
      ...service,
      people: { value: 77, source: facts.totals.people.source },
    }))
    const text = JSON.stringify(compose({ ...facts, services }))
    expect(text).toContain('312 devices, used by 77 people')
    expect(text).toContain('206 devices, and whoever uses them')
    expect(text).not.toContain('206 devices, used by')
  })

  test('names a connection that is gone of a service that goes on sharing', () => {
    const text = JSON.stringify(compose(facts))
    expect(text.match(/Skagen Kiosk/g)?.length).toBeGreaterThanOrEqual(2)
    expect(text).toContain('24 devices')
  })

  test('says who decided that an account is kept, why, what still uses it and when that is looked at again', () => {
    const decision = {
      decidedBy: 'Søren Kjær',
      why: 'It buys apps.',
      stillUsedBy: 'The shop',
      reviewOn: '2027-06-01',
    }
    const words = reportWords('en')
    const text = JSON.stringify(compose(pushGone('accountKept', decision)))
    for (const part of ['Søren Kjær', 'It buys apps.', 'The shop', words.date('2027-06-01', 'day')])
      expect(text).toContain(part)
  })

  test('prints what each field is used for in Microsoft’s words, with edition and row', () => {
    const section = compose(facts).sections.find(({ title }) => title === 'What each field is used for (b)')
    const text = JSON.stringify(section)
    const fields = new Map(
      facts.services.flatMap(({ elements }) => elements).map((each) => [`${each.group}/${each.key}`, each]),
    )
    for (const { texts } of fields.values()) {
      expect(text).toContain(JSON.stringify(texts.en.purpose).slice(1, -1))
      expect(text).toContain(`row ${texts.en.row}`)
    }
  })

  test('counts what has ended apart from what shares, and heads it so', () => {
    const document = compose(pushGone('accountKept'))
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
    const services = facts.services
      .map((service, at) => (at === 0 ? { ...service, elements } : service))
      // Of those that are told loudest the lines below their names carry the marks.
      .map((service) => ({
        ...service,
        connections: service.connections.filter(({ sharedBefore }) => !sharedBefore),
      }))
    const blocks = compose({ ...facts, services }).sections.flatMap((section) => section.blocks)
    const marked = (text: string) =>
      JSON.stringify(blocks).match(new RegExp(`\\{"text":"${text}[^{]*"mark":\\{"grade":"(\\w+)"`))?.[1]
    expect(marked('Nothing adopted for')).toBe('unverifiable')
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
