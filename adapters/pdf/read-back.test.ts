import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lindegaardFacts } from '#domain/report/disclosure.fixture.ts'
import { composeDisclosure } from '#domain/report/disclosure.ts'
import type { DisclosureFacts } from '#domain/report/disclosure-facts.ts'
import type { ReportDocument } from '#domain/report/document.ts'
import { drawReport } from './draw.ts'
import { loadFonts } from './fonts.ts'
import { printable } from './printable.ts'
import { comparable, readBack } from './read-back.fixture.ts'
import { reportWords } from './words.ts'

const { covers } = loadFonts()
const asPrinted = (text: string) => printable(text, covers)

/** Letters with a mark that the font draws as one glyph, but for four. */
const drawnWhole =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hiragana}\p{Script=Katakana}]/u
const takenApart = /[ǸǹḾḿ]/

/**
 * Whether each letter is one glyph with its marks. Of one that is not, pdf.js reads the mark wherever the letter stands:
 * it goes by the first use of a glyph, and not by the replacement text that the PDF has for the others.
 */
const isComposed = (text: string): boolean => {
  const composed = asPrinted(text).normalize('NFC')
  const isWhole = (letter: string) =>
    !/\p{M}/u.test(letter.normalize('NFD')) || (drawnWhole.test(letter) && !takenApart.test(letter))
  return asPrinted(composed) === composed && [...composed].every(isWhole)
}

/**
 * Of a text with letters that run from right to left, its characters in any order: the PDF has them in the order in which
 * they stand on the page, and every reader goes about turning them round by rules of its own. Among such letters a bracket
 * is drawn, and read, as its counterpart (Unicode Standard Annex 9, L4).
 */
const runsLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const counterparts: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<', '»': '«' }
const ordered = (text: string): string =>
  runsLeft.test(text)
    ? [...text]
        .map((letter) => counterparts[letter] ?? letter)
        .toSorted()
        .join('')
    : text

/** What somebody may have typed, in a tenant or here. */
const typed = fc
  .oneof(
    fc.constantFrom(
      '#panic("no") #import "@preview/x:1.0.0": *',
      '*bold* _italic_ `raw` $x^2$ = heading',
      '@ref <label> \\u{41} \\ ~ -- --- ...',
      '</script><script>alert(1)</script> &amp; %00',
      '{organisation} {count, plural, other {#}} <b>x</b>',
      'null',
      ' ',
      '\u200f\u202eשלום\u202c עולם',
      'مرحبا بالعالم',
      '👩‍🏫 🇩🇰 iPad',
      'e\u0301tude, Z\u0351\u036b\u0343algo',
      'ﬁn fin, Ω Ω, µ μ, a\u00a0b\u202fc\u00ad\u2011d',
      'unbreakable'.repeat(28).slice(0, 300),
    ),
    // Spelled out, each is up to nine characters.
    fc.string({ unit: 'binary', maxLength: 130, size: 'max' }),
    fc.string({ unit: 'grapheme', maxLength: 40, size: 'max' }),
    fc.string({
      unit: fc.constantFrom(...'#*_$@\\`<>[]{}"\'/=-+~. aéΩжﬁ'),
      minLength: 1,
      maxLength: 300,
      size: 'max',
    }),
  )
  .filter(isComposed)
  // Of a long one it is only looked for whether it stands somewhere on the pages.
  .filter((text) => asPrinted(text).length < 100 || !runsLeft.test(asPrinted(text)))

const [connection] = lindegaardFacts.services.flatMap(({ connections }) => connections)

const writtenIn = ([name = '', address = '', note = '', ...names]: string[]): DisclosureFacts => ({
  ...lindegaardFacts,
  organisation: { ...lindegaardFacts.organisation, name, address },
  approved: { by: name, at: lindegaardFacts.composedAt, note, draft: 'rep' },
  services: lindegaardFacts.services.map((service) =>
    service.service === 'vpp' && connection
      ? { ...service, connections: names.map((of) => ({ ...connection, id: of, name: of })) }
      : service,
  ),
})

const drawn = (document: ReportDocument) =>
  readBack(
    drawReport({ template: 'report', standard: 'ua-1', attachment: null, createdAtSeconds: 0, document })
      .bytes,
  )

it('any name and any note is read back from the PDF as what was to be printed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(typed, { minLength: 40, maxLength: 40 }), async (texts) => {
      const document = composeDisclosure(writtenIn(texts), 'en', reportWords('en'), 'hash')
      const pdf = await drawn(document)
      expect(pdf.title).toBe(asPrinted(document.title))
      const read = new Set(pdf.pages.flatMap(({ tagged }) => tagged.map(({ text }) => ordered(text))))
      const whole = pdf.pages.map(({ tagged: [root] }) => root?.text).join('')
      // Only a long text is ever divided between two pages.
      const isRead = (text: string) => (text.length < 100 ? read.has(ordered(text)) : whole.includes(text))
      const printed = texts.map((text) => comparable(asPrinted(text))).filter((text) => text !== '')
      expect(printed.filter((text) => !isRead(text))).toEqual([])
    }),
    // A document takes a second: a fault is told as it was found, not looked into with hundreds more.
    { numRuns: 2, endOnFailure: true },
  )
})

it('a hyphen is read as one after words that were divided at the end of a line', async () => {
  const long = 'internationalisation of responsibilities '.repeat(12)
  const document = composeDisclosure(lindegaardFacts, 'en', reportWords('en'), 'hash')
  const styles = ['quiet', 'strong', 'mono'] as const
  const blocks = styles.flatMap((style) =>
    [long, 'E-mail'].map((text) => ({ kind: 'paragraph' as const, lines: [{ text, style }] })),
  )
  const pdf = await drawn({ ...document, sections: [{ title: 'Hyphens', newPage: true, blocks }] })
  const read = pdf.pages.flatMap(({ tagged }) => tagged.map(({ text }) => text))
  expect(read.filter((text) => text === 'E-mail')).toHaveLength(styles.length)
  expect(read.filter((text) => text === comparable(long))).toHaveLength(styles.length)
})
