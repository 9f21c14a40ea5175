import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Language } from '#domain/language.ts'
import { lindegaardFacts } from '#domain/report/disclosure.fixture.ts'
import { composeDisclosure } from '#domain/report/disclosure.ts'
import type { ReportDocument } from '#domain/report/document.ts'
import { freeze } from '#domain/report/freeze.ts'
import { compileReport } from './draw.ts'
import { loadFonts } from './fonts.ts'
import { printable } from './printable.ts'
import { type RenderRequest, renderPdf } from './render.ts'
import { reportWords } from './words.ts'

const frozen = freeze(lindegaardFacts)
const documentIn = (language: Language): ReportDocument =>
  composeDisclosure(
    lindegaardFacts,
    language,
    reportWords(language),
    createHash('sha256').update(frozen).digest('hex'),
  )
const requestIn = (language: Language, standard: RenderRequest['standard']): RenderRequest => ({
  template: 'report',
  document: documentIn(language),
  attachment: {
    name: 'disclosure-facts.json',
    mediaType: 'application/json',
    description: 'The facts',
    text: frozen,
  },
  standard,
  at: new Date(lindegaardFacts.composedAt),
})
const drawn = async (request: RenderRequest) => {
  const outcome = await renderPdf(request)
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.value
}
/** The PDF's bytes with its deflated streams opened, one character a byte. */
const opened = (bytes: Uint8Array): string => {
  const pdf = Buffer.from(bytes)
  const parts = [pdf.toString('latin1')]
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('\nendstream', at)
    try {
      parts.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'))
    } catch {
      // Not every stream is deflated: XMP is plain, and already part of the first text.
    }
  }
  return parts.join('\n')
}
const utf8AsLatin1 = (text: string) => Buffer.from(text).toString('latin1')

/** Looks for texts without printing a whole PDF when one is missing. */
const missingFrom = (pdf: string, texts: string[]): string[] =>
  texts.filter((text) => !pdf.includes(text)).map((text) => text.slice(0, 60))

describe('a rendered report', { timeout: 30_000 }, () => {
  it.each(['en', 'fr'] as const)('is PDF/A-3a in %s, with its facts inside', async (language) => {
    const { bytes, sha256 } = await drawn(requestIn(language, 'a-3a'))
    expect(
      missingFrom(opened(bytes), [
        '%PDF-1.7',
        '/OutputIntents',
        `/Lang (${language}`,
        '<pdfaid:part>3</pdfaid:part>',
        '<pdfaid:conformance>A</pdfaid:conformance>',
        '(disclosure-facts.json)',
        '/AFRelationship /Data',
        utf8AsLatin1(frozen),
      ]),
    ).toEqual([])
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('has the logo of the organisation on its cover, with words for it', async () => {
    const picture = sharp({ create: { width: 60, height: 20, channels: 4, background: '#1f6b4f' } }).png()
    const png = (await picture.toBuffer()).toString('base64')
    const organisation = { ...lindegaardFacts.organisation, logo: { png, width: 60, height: 20 } }
    const document = composeDisclosure({ ...lindegaardFacts, organisation }, 'en', reportWords('en'), 'hash')
    const withLogo = opened((await drawn({ ...requestIn('en', 'a-3a'), document })).bytes)
    expect(missingFrom(withLogo, ['/Subtype /Image'])).toEqual([])
    const without = opened((await drawn(requestIn('en', 'a-3a'))).bytes)
    expect(missingFrom(without, ['/Subtype /Image'])).toHaveLength(1)
  })

  it.each([
    ['a-3a', []],
    ['ua-1', ['(letter.eml)', '/AFRelationship /Supplement']],
  ] as const)('takes files along as %s allows it', async (standard, missing) => {
    const bytes = Buffer.from([0, 255, 13, 10, 26])
    const letter = { name: 'letter.eml', mediaType: 'message/rfc822', description: 'A letter', bytes }
    const pdf = opened((await drawn({ ...requestIn('en', standard), enclosures: [letter] })).bytes)
    expect(missingFrom(pdf, ['(letter.eml)', '/AFRelationship /Supplement'])).toEqual(missing)
  })

  it.each(['en', 'fr'] as const)('is PDF/UA-1 in %s, without an attachment', async (language) => {
    const pdf = opened((await drawn(requestIn(language, 'ua-1'))).bytes)
    expect(missingFrom(pdf, ['<pdfuaid:part>1</pdfuaid:part>', 'disclosure-facts.json'])).toEqual([
      'disclosure-facts.json',
    ])
  })

  it('has the same bytes when the same facts are drawn again', async () => {
    const [first, second] = [await drawn(requestIn('en', 'a-3a')), await drawn(requestIn('en', 'a-3a'))]
    expect(second.sha256).toBe(first.sha256)
  })

  it('names the renderer that really drew it', async () => {
    const { bytes, rendererVersion: by } = await drawn(requestIn('en', 'a-3a'))
    const pdf = opened(bytes)
    const { version } = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler/package.json')
    const [, typst, compiler] =
      /^typst ([\d.]+) \/ typst-ts-node-compiler ([\d.]+) \/ templates [\da-f]{12}$/.exec(by) ?? []
    expect(compiler).toBe(version)
    expect(missingFrom(pdf, [`Typst ${typst}`])).toEqual([])
  })

  it('is refused, not half drawn, when its document is broken', async () => {
    expect(await renderPdf({ ...requestIn('en', 'a-3a'), document: { language: 'en' } })).toEqual({
      ok: false,
      reason: 'renderFailed',
    })
  })

  it('is ended when it takes too long', async () => {
    expect(await renderPdf({ ...requestIn('en', 'a-3a'), timeoutMs: 1 })).toEqual({
      ok: false,
      reason: 'renderTimedOut',
    })
  })

  it('is ended when the person who asked leaves', async () => {
    const leaving = new AbortController()
    const rendering = renderPdf({ ...requestIn('en', 'a-3a'), signal: leaving.signal })
    leaving.abort(new Error('left'))
    await expect(rendering).rejects.toThrow('left')
  })
})

const nasty = [
  '#panic("no") #import "x.typ"',
  '*bold* _italic_ `raw` $x^2$ = heading',
  '- list + list / term: x',
  '<label> @ref https://lindegaard.example/a?b=c#d',
  '\\u{41} \\ \\n \\"',
  '"straight" \'quotes\' -- --- ... ~',
  '//comment /* comment */',
  '[content] {code} (group)',
  '<script>alert(1)</script> &amp; %00',
  '{organisation} {count, plural, other {#}}',
  '%PDF-1.7 endstream endobj',
  'مرحبا بالعالم',
  'שלום',
  '日本語のデバイス',
  '👩‍🏫 iPad',
  'e\u0301tude',
  'a\u030b Q\u0300 x\u0315',
  'file\u202egpj.exe',
  'tab\there\nline',
  'x'.repeat(300),
  'Ærø-'.repeat(75),
  '   spaces   ',
]

describe('any text', { timeout: 30_000 }, () => {
  const [cover, ...rest] = documentIn('en').sections
  if (!cover) throw new Error('the fixture has a summary')
  const document: ReportDocument = {
    ...documentIn('en'),
    title: nasty[0] ?? '',
    sections: [
      cover,
      ...nasty.map((text) => ({
        title: text,
        newPage: false,
        blocks: [
          { kind: 'paragraph' as const, lines: [{ text }, { text, style: 'mono' as const }] },
          {
            kind: 'definitions' as const,
            rows: [{ term: text, lines: [{ text, style: 'quiet' as const }] }],
          },
          {
            kind: 'table' as const,
            caption: text,
            columns: [
              { title: text, share: 1 },
              { title: 'b', share: 4, align: 'end' as const },
            ],
            rows: [[[{ text, style: 'strong' as const }], [{ text }]]],
          },
        ],
      })),
      ...rest,
    ],
  }

  it('is set as itself: nothing in it becomes markup', () => {
    const order = {
      template: 'report' as const,
      document,
      attachment: null,
      standard: 'a-3a' as const,
      createdAtSeconds: 0,
    }
    const { compiler, compiled } = compileReport(order)
    const titles: { body: { text: string } }[] = compiler.query(compiled, {
      selector: 'heading.where(level: 1)',
    })
    const { covers } = loadFonts()
    expect(titles.map(({ body }) => body.text)).toEqual(
      expect.arrayContaining(nasty.map((text) => printable(text, covers))),
    )
  })

  it.each(['a-3a', 'ua-1'] as const)('conforms to %s', async (standard) => {
    const { bytes } = await drawn({ ...requestIn('en', standard), document })
    expect(bytes.length).toBeGreaterThan(10_000)
  })
})
