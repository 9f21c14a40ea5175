import { beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { comparable, type ReadBack, readBack } from '#adapters/pdf/read-back.fixture.ts'
import { renderPdf } from '#adapters/pdf/render.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import { catalogue, currentEdition, textOf } from '#domain/catalogue/catalogue.ts'
import { type Language, languages } from '#domain/language.ts'
import { composeReport, type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import { lindegaardFacts } from '#domain/report/disclosure.fixture.ts'
import type { DisclosureFacts } from '#domain/report/disclosure-facts.ts'
import type { Block, ReportDocument } from '#domain/report/document.ts'
import { freeze } from '#domain/report/freeze.ts'
import { dueReasons } from '#domain/review.ts'
import { heldRequest } from '#features/access-requests/queries.ts'
import { identified } from '#features/access-requests/requests.fixture.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { confirmed, must } from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeCertificate, composeDisclosureReport, composeImpactReport } from './commands.ts'
import { gatherExtractFacts } from './extract-facts.ts'
import { nullPlaces, withNulls } from './nullable.fixture.ts'
import { renderRequestOf, sha256 } from './render-request.ts'
import type { reportStandards } from './schema.ts'

useTestDatabase()

const input = { language: 'en', standard: 'a-3a' } as const

/** The facts of a report that was composed, as they are kept. */
const factsOf = async ({ reportId }: { reportId: string }): Promise<ReportFacts> => {
  const { facts } = await owner().report.findFirstOrThrow({ where: { id: reportId } })
  return reportFactsSchema.parse(facts)
}

type Standard = (typeof reportStandards)[number]

/** The PDF of facts, beside the document it was drawn from. */
const drawn = async (facts: ReportFacts, language: Language, standard: Standard) => {
  const text = freeze(facts)
  const hash = sha256(text)
  const { bytes } = must(await renderPdf(renderRequestOf({ facts, text, language, standard }, hash)))
  const words = reportWords(language, facts.organisation.timeZone)
  return { text, document: composeReport(facts, language, words, hash), pdf: await readBack(bytes) }
}

const blocksOf = <Kind extends Block['kind']>({ sections }: ReportDocument, kind: Kind) =>
  sections.flatMap(({ blocks }) =>
    blocks.filter((block): block is Extract<Block, { kind: Kind }> => block.kind === kind),
  )

const taggedIn = ({ pages }: ReadBack, role: string) =>
  pages.flatMap(({ tagged }) => tagged.filter((element) => element.role === role))
/** A table that goes on over the page is told with its caption and header there too, and these have no text. */
const textsIn = (pdf: ReadBack, role: string) =>
  taggedIn(pdf, role).flatMap(({ text }) => (text === '' ? [] : [text]))

/** Everything a document has words for, but those that only a picture shows. */
const wordsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'kind') === 'flow') return []
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' && !printedKeys.has(key) ? [] : wordsOf(item),
  )
}
const printedKeys = new Set(['text', 'title', 'caption', 'term', 'label', 'kicker', 'subject', 'foot'])

/** The names of the grades that a document has marks of. */
const marksOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(marksOf)
  if (typeof value !== 'object' || value === null) return []
  const own = Reflect.get(value, 'mark')?.alt
  return [...(own ? [String(own)] : []), ...Object.values(value).flatMap(marksOf)]
}

const headingsOf = ({ sections }: ReportDocument) =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === 'heading') return [block.text]
      return block.kind === 'contents' ? [block.title] : []
    }),
  )

/** Whether the PDF says of itself, by its tags and in its text all that the report has to say. */
const expectReadsBack = async (facts: ReportFacts, language: Language, standard: Standard) => {
  const { text, document, pdf } = await drawn(facts, language, standard)
  const is = `${facts.kind} ${language} ${standard}`
  const titles = document.sections.map(({ title }) => title)
  expect([pdf.title, pdf.language, pdf.isMarked], is).toEqual([document.title, language, true])
  expect(pdf.outline, is).toEqual(titles)
  const attached = pdf.attachments.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }))
  expect(attached, is).toEqual(standard === 'a-3a' ? [{ name: `${facts.kind}-facts.json`, text }] : [])

  const tables = blocksOf(document, 'table')
  const headers = tables.flatMap(({ columns }) => columns.map(({ title }) => title))
  expect(new Set(pdf.pages.map(({ tagged: [, root] }) => root?.role)), is).toEqual(new Set(['Document']))
  expect(textsIn(pdf, 'H1'), is).toEqual(titles.map(comparable))
  expect(textsIn(pdf, 'H2'), is).toEqual(headingsOf(document).map(comparable))
  expect(textsIn(pdf, 'Caption'), is).toEqual(
    tables.flatMap(({ caption }) => (caption ? [comparable(caption)] : [])),
  )
  expect(textsIn(pdf, 'TH'), is).toEqual(headers.map(comparable))
  const pictured = [...blocksOf(document, 'flow').map(({ alt }) => alt), ...marksOf(document)]
  const pictures = taggedIn(pdf, 'Figure').map(({ alt }) => alt ?? '')
  expect(pictures.filter((alt) => alt !== '').toSorted(), is).toEqual(pictured.toSorted())

  const whole = textsIn(pdf, 'Document').join('')
  const printed = wordsOf([document.cover, document.sections])
  expect(
    printed.filter((words) => !whole.includes(comparable(words))),
    is,
  ).toEqual([])

  const { page, of } = document.running
  const [cover, ...inner] = pdf.pages.map((read) => read.text)
  const footers = inner.map((_, index) => comparable(`${page} ${index + 2} ${of} ${pdf.pages.length}`))
  expect(inner.length, is).toBeGreaterThan(0)
  expect(
    footers.filter((footer, index) => !inner[index]?.endsWith(footer)),
    is,
  ).toEqual([])
  expect(cover?.endsWith(comparable(document.cover.foot)), is).toBe(true)
}

/** What stands where a value was forgotten, by JavaScript or by the words. */
const forgotten = /\b(null|undefined|NaN)\b|\[object|\{\w+\}/

/** With nothing in each place that may be empty, then in all of them at once. */
const expectBearsNulls = async (facts: ReportFacts) => {
  const places = nullPlaces(reportFactsSchema, facts)
  const without = (of: typeof places) => reportFactsSchema.parse(withNulls(facts, of))
  const emptied = [...places.map((place) => [place]), places].map(without)
  for (const language of languages) {
    const words = reportWords(language, facts.organisation.timeZone)
    const said = emptied.flatMap((of) => wordsOf(composeReport(of, language, words, 'hash')))
    expect(said.filter((text) => forgotten.test(text))).toEqual([])
  }
  await expectReadsBack(without(places), 'en', 'ua-1')
}

const expectHolds = async (facts: ReportFacts) => {
  await Promise.all([expectReadsBack(facts, 'en', 'a-3a'), expectReadsBack(facts, 'fr', 'a-3a')])
  await Promise.all([expectReadsBack(facts, 'fr', 'ua-1'), expectBearsNulls(facts)])
}

const stated = { grade: 'stated', by: 'Søren Kjær', at: '2026-11-10T10:00:00Z' } as const

/** With everything written that may be left empty. */
const reviewed: DisclosureFacts = {
  ...lindegaardFacts,
  approved: {
    by: 'Karen Lind',
    at: '2026-11-12T10:00:00Z',
    note: 'Read with the board.',
    draft: 'rep_draft',
  },
  services: lindegaardFacts.services.map((service) => ({
    ...service,
    elements: service.elements.map((element) => ({
      ...element,
      review: {
        ...({ basis: 'contract', basisNote: 'The lease', retention: 'One year', dpia: 'No. 7' } as const),
        ...({ necessity: 'necessary', reviewOn: '2027-11-20', source: stated } as const),
        ...{ due: [...dueReasons], moved: { of: 'devices', was: 3, is: 12 } as const },
      },
    })),
  })),
}

describe('read back from its PDF', { timeout: 120_000 }, () => {
  test.each(['disclosure', 'record'] as const)('a %s holds what it was made from', (kind) =>
    expectHolds({ ...reviewed, kind }),
  )

  test('a processor’s record holds what it was made from', () => {
    const operator = {
      name: 'Nordlys IT',
      contact: 'Havnegade 1, Aarhus',
      dataProtectionOfficer: 'dpo@nordlys.example',
    }
    return expectHolds({
      ...{ ...lindegaardFacts, kind: 'processing' },
      organisation: { ...lindegaardFacts.organisation, operator },
    })
  })

  test.each(languages)('a disclosure has every row of the catalogue, in %s', async (language) => {
    const { pdf } = await drawn(lindegaardFacts, language, 'a-3a')
    const cells = textsIn(pdf, 'TD')
    expect(catalogue.elements).toHaveLength(currentEdition.rowCount)
    for (const { group, key, protocolKeys } of catalogue.elements) {
      const row = textOf(group, key, language)
      const label = comparable(row?.label ?? '')
      const own = cells.filter((cell) => cell.startsWith(label))
      expect(
        own.filter((cell) => protocolKeys.every((name) => cell.includes(comparable(name)))),
        key,
      ).not.toEqual([])
      expect(
        cells.filter((cell) => cell.includes(comparable(row?.purpose ?? 'none'))),
        key,
      ).not.toEqual([])
    }
  })

  describe('of a history', () => {
    let made: Awaited<ReturnType<typeof makeHistory>>
    beforeAll(async () => {
      made = await makeHistory()
    })

    test.each([
      { kind: 'state', asOf: '2026-03-03' },
      { kind: 'difference', from: '2026-03-01', asOf: '2026-03-04' },
    ] as const)('a $kind holds what it was made from', async (asked) => {
      await expectHolds(
        await factsOf(must(await composeDisclosureReport(made.actors.auditor, { ...input, ...asked }))),
      )
    })

    test('an extract holds what it was made from', async () => {
      const officer = made.actors.privacyOfficer
      const about = 'jholm@lindegaard.example'
      const request = await identified(officer, about, { subject: 'person', subjectId: made.jonas.id })
      const composing = { reportId: request, composedAt: new Date() }
      const facts = await inOrganisation(made.organisationId, async (tx) =>
        gatherExtractFacts(tx, officer, await heldRequest(tx, request), composing),
      )
      await expectHolds(reportFactsSchema.parse(facts))
    })
  })

  describe('of a case', () => {
    const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })

    test('its impact and its certificate hold what they were made from', async () => {
      const { auditor } = tenant.world.actors
      const id = await confirmed(tenant.world, 'Skagen Kiosk', 'Lindegaard Apps')
      await expectHolds(await factsOf(must(await composeImpactReport(auditor, id, input))))
      await tenant.carryOut(id)
      await expectHolds(await factsOf(must(await composeCertificate(auditor, id, input))))
    })
  })
})
