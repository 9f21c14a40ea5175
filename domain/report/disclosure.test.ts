import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import { composeDisclosure } from './disclosure.ts'
import { type DisclosedService, type DisclosureFacts, disclosureFactsSchema } from './disclosure-facts.ts'
import type { Words } from './document.ts'
import { freeze } from './freeze.ts'

/** Words that show their key and values, so that a test sees what was asked for. */
const plainWords: Words = {
  t: (key, values) => (values ? `${key} ${Object.values(values).join(' ')}` : key),
  date: (at, precision) => `${precision} ${at}`,
  number: (value) => `#${value}`,
  country: (code) => `country ${code}`,
}
const compose = (facts: DisclosureFacts, language: 'en' | 'fr' = 'en') =>
  composeDisclosure(facts, language, plainWords, 'a'.repeat(64))

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : []

const withElement = (change: Partial<DisclosureFacts['services'][number]['elements'][number]>) => ({
  ...lindegaardFacts,
  services: lindegaardFacts.services.map((service) => ({
    ...service,
    elements: service.elements.map((element) => ({ ...element, ...change })),
  })),
})

describe('a disclosure report', () => {
  it.each(['en', 'fr'] as const)('prints every element of the facts, with its words, in %s', (language) => {
    const printed = stringsIn(compose(lindegaardFacts, language))
    for (const { elements } of lindegaardFacts.services)
      for (const { texts } of elements) {
        expect(printed).toContain(texts[language].label)
        expect(printed).toContain(texts[language].purpose)
      }
  })

  it('gives every element two marks: that it is sent, and whom it concerns', () => {
    const { sections } = compose(lindegaardFacts)
    const rows = sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'table' && block.columns.some(({ title }) => title.endsWith('column.sent'))
          ? block.rows
          : [],
      ),
    )
    expect(rows).toHaveLength(lindegaardFacts.services.flatMap(({ elements }) => elements).length)
    for (const [, , sent, concerns] of rows) {
      expect(sent?.some(({ mark }) => mark)).toBe(true)
      expect(concerns?.some(({ mark }) => mark)).toBe(true)
    }
  })

  it('tells on what basis fields are shared: once for those that were adopted alike, and which have none', () => {
    const review = {
      basis: 'publicTask' as const,
      basisNote: 'Education Act',
      retention: null,
      necessity: 'necessary' as const,
      dpia: null,
      reviewOn: '2027-11-12',
      due: [],
      source: { grade: 'stated' as const, by: 'Søren Kjær', at: '2026-11-10T08:00:00Z' },
    }
    const tables = (facts: DisclosureFacts) =>
      compose(facts).sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'table' && block.caption?.includes('reviews.caption') ? [block.rows] : [],
        ),
      )
    expect(tables(lindegaardFacts)).toEqual([])
    const alike = tables(withElement({ review }))
    expect(alike).not.toEqual([])
    for (const rows of alike) expect(rows).toHaveLength(1)
    const printed = stringsIn(alike)
    expect(printed).toContain('Education Act')
    expect(printed.join(' ')).toContain('Søren Kjær')
    expect(printed).toContain('reports.document.reviews.retentionUnknown')
    expect(stringsIn(tables(withElement({ review: null })))).toContain('reports.document.reviews.none')
    const moved = { of: 'people' as const, was: null, is: 12 }
    const due = (review: NonNullable<DisclosureFacts['services'][number]['elements'][number]['review']>) =>
      stringsIn(tables(withElement({ review: { ...review, due: ['numbers'] } })))
    expect(due(review)).toContain('reports.document.reviews.due reviews.due.moved')
    expect(due({ ...review, moved })).toContain(
      'reports.document.reviews.due reviews.due.numbers inventory.count.people 12 reviews.due.notKnown',
    )
  })

  it('prints every connection with its Apple ID, and the account that is half-stopped loudest', () => {
    const document = compose(lindegaardFacts)
    const printed = stringsIn(document)
    for (const { name, externalId, appleId } of lindegaardFacts.services.flatMap(
      (service) => service.connections,
    ))
      for (const value of [name, externalId, appleId]) expect(printed).toContain(value)
    const notices = document.sections[0]?.blocks.filter((block) => block.kind === 'notice')
    expect(notices).toEqual([expect.objectContaining({ tone: 'loud' })])
    expect(stringsIn(notices)).toContain('Skagen Kiosk (services.vpp.short)')
    const until = 'inventory.sharedUntil day 2026-11-03T12:00:00Z 24 3'
    expect(stringsIn(notices)).toContain(until)
    expect(printed.filter((text) => text === until)).toHaveLength(2)
  })

  it('keeps a token that came back among what was ended, and says that it came back', () => {
    const printed = stringsIn(compose(lindegaardFacts))
    const key = 'reports.document.offboardings.tokenBack'
    const returned = lindegaardFacts.offboardings.filter(({ hasReturned }) => hasReturned)
    expect(returned.map(({ connectionName }) => connectionName)).toEqual(['Aarhus Store'])
    expect(printed.filter((text) => text === key)).toHaveLength(1)
  })

  it('prints an unknown count as words, never as zero', () => {
    const unknown = withElement({
      devices: null,
      people: null,
      administrators: null,
      counts: { of: 'devices', why: 'catalogue.counting.managedAppleDevices' },
    })
    const nobodyKnows = { value: null, source: { grade: 'unverifiable' as const, why: 'because' } }
    const printed = stringsIn(
      compose({
        ...unknown,
        totals: { devices: nobodyKnows, people: nobodyKnows },
        services: unknown.services.map((service) => ({
          ...service,
          connections: service.connections.map((connection) => ({
            ...connection,
            devices: nobodyKnows,
            people: nobodyKnows,
          })),
        })),
      }).sections.slice(1, 3),
    )
    expect(printed).toContain('reports.document.count.unknown.devices')
    expect(printed).toContain('reports.document.notKnown')
    expect(printed).not.toContain('#0')
  })

  it('says of rows that two services share whom each concerns there, and their words once', () => {
    const [apns, dep, asm, vpp] = lindegaardFacts.services
    if (!apns || !dep || !asm || !vpp) throw new Error('the fixture has four services')
    const elements = dep.elements.map((element) => ({ ...element, devices: 77 }))
    const { sections } = compose({ ...lindegaardFacts, services: [apns, dep, { ...asm, elements }, vpp] })
    const printed = sections.find(({ title }) => title === 'services.asm.name')
    const rows = printed?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])) ?? []
    const counts = stringsIn(rows).filter((text) => text === 'reports.document.count.devices 77')
    expect(rows.length).toBeGreaterThanOrEqual(elements.length)
    expect(counts).toHaveLength(elements.length)
    for (const { texts } of elements) expect(stringsIn(rows)).toContain(texts.en.label)
    const purpose = elements[0]?.texts.en.purpose
    expect(stringsIn(sections).filter((text) => text === purpose)).toHaveLength(1)
  })

  it('writes every note once, in a section of its own that the rows refer to', () => {
    const { sections } = compose(lindegaardFacts)
    const notes = sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'notes' ? block.items : [])),
    )
    expect(new Set(notes).size).toBe(notes.length)
    for (const { directionNote } of lindegaardFacts.services.flatMap(({ elements }) => elements))
      expect(notes).toContain(directionNote)
  })

  it('counts a field once although two services share its row, and not where sharing has stopped', () => {
    const [apns, dep, asm] = lindegaardFacts.services
    if (!apns || !dep || !asm) throw new Error('the fixture has four services')
    const twice = { ...asm, state: 'sharing' as const, elements: dep.elements }
    const figure = (services: DisclosureFacts['services']) =>
      compose({ ...lindegaardFacts, services }).sections[0]?.blocks.flatMap((block) =>
        block.kind === 'figures' ? [block.items[1]?.figure.text] : [],
      )
    expect(figure([dep, twice])).toEqual(['#23'])
    expect(
      figure([
        { ...dep, state: 'stopped' },
        { ...twice, state: 'accountKept' },
      ]),
    ).toEqual(['#0'])
  })

  it('names what nobody could check, and says so where the tenant was never read', () => {
    const printed = stringsIn(compose({ ...lindegaardFacts, reading: null, auditHead: null }))
    for (const { why } of lindegaardFacts.unverifiable) expect(printed.join('\n')).toContain(why)
    expect(printed).toContain('reports.document.noReading')
    expect(printed).toContain('reports.document.annex.noAuditHead')
  })

  it('claims of an organisation that nobody has read neither a number nor that it is not connected', () => {
    const notRead = { value: null, source: { grade: 'unverifiable' as const, why: 'inventory.why.notRead' } }
    const unread = lindegaardFacts.services.map(({ service }) => ({
      ...{ service, state: 'none' as const, firstObservedAt: null, connections: [], elements: [] },
    }))
    const { sections } = compose({
      ...lindegaardFacts,
      reading: null,
      totals: { devices: notRead, people: notRead },
      services: unread,
      offboardings: [],
    })
    const printed = stringsIn(sections.slice(0, 5))
    expect(printed).not.toContain('#0')
    expect(printed).not.toContain('states.none')
    expect(printed).not.toContain('reports.document.connections.noneAndNoField')
    expect(printed.filter((text) => text === 'inventory.stateNotKnown')).toHaveLength(2 * unread.length)
    expect(printed).toContain('reports.document.summary.notRead Lindegaard Group')
    expect(printed.filter((text) => text === 'reports.document.connections.notRead')).toHaveLength(4)
  })

  it('names the fields, the service or the legal fact of every gap', () => {
    const printed = stringsIn(compose(lindegaardFacts).sections)
    const line = (subject: string, why: string) => `reports.document.gaps.line ${subject} ${why}`
    expect(printed).toContain(
      line(
        'reports.document.gaps.fields server_uuid, org_name services.dep.name',
        'catalogue.observationLimits.heldByAppleOnly',
      ),
    )
    expect(printed).toContain(line('reports.document.legal.role', 'reports.legal.why.roleNotStated'))
  })

  it('says who counts as people where fields about people count fewer of them, and not elsewhere', () => {
    const means = 'reports.document.flow.people'
    expect(stringsIn(compose(lindegaardFacts))).toContain(means)
    const services = lindegaardFacts.services.filter(({ service }) => service !== 'vpp')
    expect(stringsIn(compose({ ...lindegaardFacts, services }))).not.toContain(means)
    const { source } = lindegaardFacts.totals.people
    const totals = { ...lindegaardFacts.totals, people: { value: null, source } }
    expect(stringsIn(compose({ ...lindegaardFacts, totals }))).not.toContain(means)
  })

  it('sets the keys of the protocol among its gaps as keys', () => {
    const gaps = compose(lindegaardFacts).sections.find(
      ({ title }) => title === 'reports.document.gaps.title',
    )
    const lines = gaps?.blocks.flatMap((block) => (block.kind === 'list' ? block.items.flat() : [])) ?? []
    const keysOf = (name: string) =>
      lines.find(({ text }) => text.includes(name))?.parts?.flatMap(({ text, isKey }) => (isKey ? text : []))
    expect(keysOf('server_uuid')).toEqual(['server_uuid', 'org_name'])
    expect(keysOf('Location Token')).toEqual([])
  })

  it('counts licences that Intune does not list, with the connection that holds them, among the gaps', () => {
    const why = 'reports.document.gaps.licences'
    const gap = { of: 'licences', service: 'vpp', connection: 'Lindegaard Apps', licences: 7, why } as const
    const { sections } = compose({ ...lindegaardFacts, unverifiable: [gap] })
    expect(stringsIn(sections)).toContain(
      `reports.document.gaps.line reports.document.gaps.connection Lindegaard Apps services.vpp.name ${why} 7`,
    )
    expect(stringsIn(sections[0])).toContain('reports.document.summary.gaps 2')
  })

  it('prints a connection that only a member states as a gap, by whose word', () => {
    const why = 'reports.document.gaps.stated'
    const by = { by: 'Jonas Bech, admin', at: '2026-11-11T15:20:00Z' }
    const gap = { of: 'stated' as const, service: 'vpp' as const, connection: 'Harbour Kiosk', ...by, why }
    const { sections } = compose({ ...lindegaardFacts, unverifiable: [gap] })
    const printed = stringsIn(sections).find((text) => text.includes('Harbour Kiosk'))
    expect(printed).toContain('reports.document.gaps.connection Harbour Kiosk services.vpp.name')
    expect(printed).toContain(`${why} Jonas Bech, admin`)
  })

  it('tells licences that were left behind where the connection was ended, and among the gaps', () => {
    const { sections } = compose(lindegaardFacts)
    const left = 'reports.document.offboardings.licencesLeft 3'
    const why = 'reports.document.offboardings.acceptedBecause These devices were sold last year.'
    for (const title of ['offboardings', 'gaps']) {
      const printed = stringsIn(
        sections.find((section) => section.title === `reports.document.${title}.title`),
      )
      expect(printed.some((text) => text.endsWith(left))).toBe(true)
      expect(printed).toContain(why)
    }
    expect(stringsIn(sections[0])).toContain('reports.document.summary.gaps 4')
  })

  it.each([
    ['devices', { of: 'devices' as const, licences: 426 }, 'devicesLeft 426'],
    ['devices of an unknown number', { of: 'devices' as const, licences: null }, 'devicesLeftUncounted'],
    ['the certificate', { of: 'certificate' as const, licences: null }, 'certificateLeft'],
    [
      'devices in facts of an earlier time',
      { licences: 426, problem: { key: 'refusals.allDevicesToRetire', values: { count: 426 } } },
      'devicesLeft 426',
    ],
  ])('tells apart from licences that %s stayed', (_, left, text) => {
    const [kiosk] = lindegaardFacts.offboardings
    if (!kiosk?.licencesLeft) throw new Error('the fixture has licences left')
    const licencesLeft = { ...kiosk.licencesLeft, problem: null, ...left }
    const printed = stringsIn(compose({ ...lindegaardFacts, offboardings: [{ ...kiosk, licencesLeft }] }))
    expect(printed).toContain(`reports.document.offboardings.${text}`)
    expect(printed.join(' ')).not.toContain('licencesLeft')
    // A reading found them, so they are no gap.
    expect(printed).toContain('reports.document.summary.gaps 3')
  })

  it('says of a field that nobody is concerned any more once its service has ended, and not “0 devices”', () => {
    const [apns, ...others] = withElement({ devices: 0 }).services
    if (!apns) throw new Error('the fixture has a push certificate')
    const printed = (state: 'disabled' | 'sharing') =>
      stringsIn(
        compose({ ...lindegaardFacts, services: [{ ...apns, state }, ...others] }).sections.find(
          ({ title }) => title === 'services.apns.name',
        ),
      )
    expect(printed('disabled')).toContain('inventory.noLonger')
    expect(printed('disabled')).not.toContain('reports.document.count.devices 0')
    expect(printed('sharing')).toContain('reports.document.count.devices 0')
  })

  it('shares nothing any more where all that is left is half-stopped, however many fields there were', () => {
    const [apns] = lindegaardFacts.services
    if (!apns) throw new Error('the fixture has a push certificate')
    const services = [{ ...apns, state: 'disabled' as const }]
    const summary = stringsIn(compose({ ...lindegaardFacts, services }).sections[0])
    expect(summary.some((text) => text.startsWith('reports.document.summary.noLongerShared '))).toBe(true)
    expect(summary.some((text) => text.startsWith('reports.document.summary.shared '))).toBe(false)
  })

  it('says of serial numbers that are counted by licences at most how many there are', () => {
    const printed = stringsIn(compose(lindegaardFacts))
    expect(printed).toContain('reports.document.count.atMost reports.document.count.devices 206')
  })

  it('says of a service whose token came back that it is observed again, not that it is new', () => {
    const foundAt = '2026-11-12T04:10:00Z'
    const [apns, ...others] = lindegaardFacts.services
    const [connection] = apns?.connections ?? []
    if (!apns || !connection) throw new Error('the fixture has a push certificate')
    const back = { ...connection, restarted: { endedAt: '2026-11-03T12:00:00Z', foundAt } }
    const services = [{ ...apns, firstObservedAt: foundAt, connections: [back] }, ...others]
    const printed = stringsIn(compose({ ...lindegaardFacts, services }))
    expect(printed).toContain(`reports.document.observedAgain day ${foundAt}`)
    expect(printed).toContain(`reports.document.summary.againSince day ${foundAt}`)
    expect(printed).not.toContain(`reports.document.observedSince day ${foundAt}`)
  })

  it('tells of a service that ended what went over it, in the past', () => {
    const [apns, ...others] = lindegaardFacts.services
    if (!apns) throw new Error('the fixture has a push certificate')
    const { sections } = compose({ ...lindegaardFacts, services: [{ ...apns, state: 'stopped' }, ...others] })
    const printed = stringsIn(sections.find(({ title }) => title === 'services.apns.name'))
    expect(printed).toContain('reports.document.elements.captionEnded services.apns.short')
    expect(printed).toContain('reports.document.column.sentBefore')
    expect(printed).not.toContain('reports.document.column.sent')
  })

  it('tells of an emptied push certificate that nothing goes over it, and not that it has ended', () => {
    const [apns, ...others] = lindegaardFacts.services
    if (!apns) throw new Error('the fixture has a push certificate')
    const emptied: DisclosedService = {
      ...apns,
      state: 'emptied',
      connections: apns.connections.map((each) => ({ ...each, state: { ...each.state, value: 'emptied' } })),
    }
    const facts = { ...lindegaardFacts, services: [emptied, ...others], offboardings: [] }
    const { sections } = compose(facts)
    const printed = stringsIn(sections)
    expect(printed).toContain('reports.document.elements.captionEmptied services.apns.short')
    expect(printed).toContain('reports.document.summary.connectionsEmptied 1')
    const [name] = emptied.connections.map((each) => each.name)
    expect(printed).toContain('reports.document.connections.namedBefore')
    expect(stringsIn(compose(lindegaardFacts))).not.toContain('reports.document.connections.namedBefore')
    const told = `reports.document.summary.inState ${name} services.apns.short states.emptied`
    expect(printed.filter((text) => text === told)).toHaveLength(1)
  })

  it('tells what ended outside a case beside what cases ended', () => {
    const of = (offboardings: DisclosureFacts['offboardings']) =>
      stringsIn(
        compose({ ...lindegaardFacts, offboardings }).sections.find(
          ({ title }) => title === 'reports.document.offboardings.title',
        ),
      )
    const ended = 'reports.document.summary.inState Skagen Kiosk services.vpp.short states.disabled'
    expect(of([])).toEqual(
      expect.arrayContaining([
        'reports.document.offboardings.none',
        'reports.document.offboardings.outside 1',
        ended,
      ]),
    )
    expect(of(lindegaardFacts.offboardings)).not.toContain(ended)
  })

  it('refers to its notes in their order', () => {
    const referred = stringsIn(compose(lindegaardFacts)).filter((text) =>
      text.startsWith('reports.document.notes.some'),
    )
    for (const text of referred) {
      const numbers = [...text.matchAll(/#(\d+)/g)].map(([, number]) => Number(number))
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
    expect(referred.length).toBeGreaterThan(0)
  })

  it('says of a moment before the first reading that nothing had been read by then', () => {
    const gap = { of: 'tenant', why: 'reports.document.noReading' } as const
    const past = { asOf: '2025-01-01T00:00:00Z', reading: null, unverifiable: [gap] }
    const printed = stringsIn(compose({ ...lindegaardFacts, ...past })).join(' ')
    expect(printed).toContain('reports.document.noReadingThen')
    expect(printed).not.toMatch(/noReading(?!Then)/)
  })

  it('says at least how many a kind of data concerns where of one field that is not known', () => {
    const printed = stringsIn(compose(lindegaardFacts))
    expect(printed).toContain('overview.flow.atLeast inventory.count.administrators 1')
  })

  it('says in words, beside the picture and for those who hear it, what of it is disabled and not stopped', () => {
    const flowOf = (state: DisclosedService['state']) => {
      const services = lindegaardFacts.services.map((each) =>
        each.service === 'vpp' ? { ...each, state } : each,
      )
      const sections = compose({ ...lindegaardFacts, services }).sections
      return sections.find(({ title }) => title === 'reports.document.flow.title')?.blocks ?? []
    }
    const toldOf = (state: DisclosedService['state']) => {
      const blocks = flowOf(state)
      const table = blocks.find((block) => block.kind === 'table')
      const rows = table?.rows.filter(([service]) =>
        service?.some(({ text }) => text === 'services.vpp.name'),
      )
      return {
        alt: blocks.flatMap((block) => (block.kind === 'flow' ? [block.alt] : [])).join(),
        note: stringsIn(blocks).includes('reports.document.flow.noteHalfStopped'),
        rows: new Set(rows?.map(([service]) => service?.some((line) => line.state === 'disabled'))),
      }
    }
    expect(toldOf('disabled')).toMatchObject({ note: true, rows: new Set([true]) })
    expect(toldOf('disabled').alt).toContain('overview.flow.halfStopped services.vpp.short')
    expect(toldOf('sharing')).toMatchObject({ note: false, rows: new Set([false]) })
    expect(toldOf('sharing').alt).not.toContain('halfStopped')
  })

  it('parts the bands of its picture as the language does, for those who hear it', () => {
    const { sections } = composeDisclosure(lindegaardFacts, 'fr', reportWords('fr'), 'hash')
    const alts = sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'flow' ? [block.alt] : [])),
    )
    expect(alts.join()).toContain('\u202f; ')
    expect(alts.join()).not.toMatch(/[^\u202f];/)
  })

  it('prints what was stated of the account behind an ended connection', () => {
    const [kiosk, store] = lindegaardFacts.offboardings
    if (!kiosk || !store) throw new Error('the fixture has two cases')
    const accountDeletion = { deletedOn: '2026-11-10', statedBy: 'Jonas Bech' }
    const printed = stringsIn(
      compose({ ...lindegaardFacts, offboardings: [{ ...kiosk, accountDeletion }, store] }),
    )
    expect(printed).toContain('reports.document.account.deletedOn day 2026-11-10 Jonas Bech')
    expect(printed).toContain(
      'reports.document.account.keptBecause Sofie Lund, decider It buys the apps of the headquarters.',
    )
    expect(printed).toContain('reports.document.account.stillUsedBy The location token “Lindegaard Apps”')
    expect(printed).toContain('reports.document.account.reviewOn day 2027-06-20')
  })

  it('counts ended connections apart, names them, and prints no expiry for them', () => {
    const { sections } = compose(lindegaardFacts)
    const summary = stringsIn(sections[0])
    expect(summary).toContain('reports.document.summary.connectionsSharing 1 0')
    expect(summary).toContain('reports.document.summary.connectionsHeld 1')
    expect(summary).toContain(
      'reports.document.summary.inState Skagen Kiosk services.vpp.short states.disabled',
    )
    const printed = stringsIn(sections)
    expect(printed).toContain('reports.document.connections.expires day 2027-02-01T00:00:00Z')
    expect(printed).not.toContain('reports.document.connections.expires day 2027-01-20T00:00:00Z')
  })

  it('says once why a field cannot be counted', () => {
    const why = 'catalogue.counting.notShownByGraph'
    const printed = stringsIn(compose(lindegaardFacts))
    expect(printed.filter((text) => text === why)).toHaveLength(1)
    expect(printed).not.toContain('reports.document.count.none')
  })

  it('names the legal facts that are to be checked, and none that the organisation confirmed', () => {
    const of = (legal: DisclosureFacts['legal']) =>
      compose({ ...lindegaardFacts, legal })
        .sections.flatMap(({ blocks }) => blocks)
        .flatMap((block) =>
          block.kind === 'notice' && block.title === 'reports.document.legal.toBeChecked' ? block.lines : [],
        )
        .map(({ text }) => text)
        .join()
    const { legal } = lindegaardFacts
    expect(of(legal)).toContain('reports.document.legal.recipient')
    const confirmed = of({ ...legal, recipient: { ...legal.recipient, toBeChecked: false } })
    expect(confirmed).not.toContain('reports.document.legal.recipient')
    expect(confirmed).toContain('reports.document.legal.transfer, reports.document.legal.deletion')
  })

  it('never guesses the recipient of a country that the legal facts do not name', () => {
    const { recipient, ...rest } = lindegaardFacts.legal
    const printed = stringsIn(
      compose({
        ...lindegaardFacts,
        legal: {
          ...rest,
          recipient: {
            ...recipient,
            value: null,
            source: { grade: 'unverifiable', why: 'reports.legal.why.recipientUnknown' },
          },
        },
      }),
    )
    expect(printed).toContain('reports.document.legal.recipientUnknown country DK')
    expect(printed).toContain('reports.legal.why.recipientUnknown')
    expect(printed.join(' ')).not.toContain('Apple Distribution')
  })

  it('passes any name through unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const [first, ...others] = lindegaardFacts.services
        const [connection] = first?.connections ?? []
        if (!first || !connection) throw new Error('the fixture has a push certificate')
        const services = [{ ...first, connections: [{ ...connection, name }] }, ...others]
        expect(stringsIn(compose({ ...lindegaardFacts, services }))).toContain(name)
      }),
      { numRuns: 50 },
    )
  })
})

describe('frozen facts', () => {
  it('have one spelling, whatever the order of their properties', () => {
    const reversed = Object.fromEntries(Object.entries(lindegaardFacts).reverse())
    expect(freeze(disclosureFactsSchema.parse(reversed))).toBe(freeze(lindegaardFacts))
  })

  it('survive being stored and read back', () => {
    expect(disclosureFactsSchema.parse(JSON.parse(freeze(lindegaardFacts)))).toEqual(lindegaardFacts)
  })

  it('are refused where a value lost its source', () => {
    const { source: _, ...devices } = lindegaardFacts.totals.devices
    const doubtful = { ...lindegaardFacts, totals: { ...lindegaardFacts.totals, devices } }
    expect(disclosureFactsSchema.safeParse(doubtful).success).toBe(false)
  })
})
