import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { z } from 'zod'

/** One element of the structure tree, after those it stands in. `text` holds that of the elements within it too. */
export type Tagged = { role: string; alt: string | null; text: string }

/** What a PDF says to a program that knows nothing of us. */
export type ReadBack = {
  title: unknown
  language: unknown
  isMarked: boolean
  /** Of the first level of the outline. */
  outline: string[]
  attachments: { name: string; bytes: Uint8Array }[]
  pages: { text: string; tagged: Tagged[] }[]
}

/** Opens a PDF with pdf.js. Every text of its pages is as `comparable` leaves it. */
export const readBack = async (bytes: Uint8Array): Promise<ReadBack> => {
  // pdf.js keeps the array it is handed.
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const pdf = await task.promise
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1)
  const { info } = z.object({ info: z.record(z.string(), z.unknown()) }).parse(await pdf.getMetadata())
  const read = {
    title: info.Title,
    language: info.Language,
    isMarked: marks.parse(await pdf.getMarkInfo())?.get('Marked') === true,
    outline: ((await pdf.getOutline()) ?? []).map(({ title }) => title),
    attachments: await attachmentsOf(pdf),
    pages: await Promise.all(numbers.map(async (number) => pageOf(await pdf.getPage(number)))),
  }
  await task.destroy()
  return read
}

/**
 * A text in the form in which what was to be printed and what is read back can be held against each other. White space
 * is left out, the fillers of Hangul with it: where a line ends the PDF has none, and pdf.js reads some wherever glyphs stand
 * apart. Characters that
 * Unicode calls compatible are one (NFKC): a font has a single glyph for several of them (µ and μ, Ω and Ω, a ligature
 * and its letters, a letter with an accent and the pair of them), and from the glyph pdf.js tells one.
 */
export const comparable = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\s\u115f\u1160]/gu, '')

const marks = z.map(z.string(), z.unknown()).nullable()

const attachmentsOf = async (pdf: PDFDocumentProxy): Promise<ReadBack['attachments']> => {
  const listed = (await pdf.getAttachments()) ?? new Map<string, unknown>()
  return Promise.all(
    [...listed.keys()].map(async (name) => ({
      name,
      bytes: z.instanceof(Uint8Array).parse(await pdf.getAttachmentContent(name)),
    })),
  )
}

const item = z.union([
  z.object({ str: z.string() }),
  z.object({ type: z.string(), id: z.string().nullish(), tag: z.string().nullish() }),
])
const content = z.object({ type: z.literal('content'), id: z.string() })
const element = z.object({
  role: z.string(),
  alt: z.string().nullish(),
  get children() {
    return z.array(z.union([element, content, z.object({ type: z.string() })]))
  },
})
type Element = z.infer<typeof element>

const pageOf = async (page: PDFPageProxy): Promise<ReadBack['pages'][number]> => {
  const read = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
  const { text, byId } = textsOf(z.array(item).parse(read.items))
  const tree = element.nullable().parse(await page.getStructTree())
  return { text: comparable(text), tagged: tree ? within(tree, byId) : [] }
}

/** All text of a page, and that of each marked content the structure tree may speak of. */
const textsOf = (items: readonly z.infer<typeof item>[]) => {
  const opened: { id: string | null; tag: string | null }[] = []
  const byId = new Map<string, string>()
  let text = ''
  for (const at of items) {
    if (!('str' in at)) {
      if (at.type === 'endMarkedContent') opened.pop()
      else opened.push({ id: at.id ?? null, tag: at.tag ?? null })
      continue
    }
    if (isInsertedHyphen(at.str, opened.at(-1))) continue
    text += at.str
    const id = opened.findLast((of) => of.id !== null)?.id
    if (id) byId.set(id, (byId.get(id) ?? '') + at.str)
  }
  return { text, byId }
}

/**
 * A hyphen that only divides a word at a line's end is no part of the word. The PDF says so by a span whose replacement
 * text is a soft hyphen (ISO 32000-1, 14.9.4); pdf.js tells the span and not its replacement.
 */
const isInsertedHyphen = (text: string, span: { id: string | null; tag: string | null } | undefined) =>
  span?.tag === 'Span' && span.id === null && /^[-\u2010\u00ad]$/.test(text)

const within = (of: Element, byId: ReadonlyMap<string, string>): Tagged[] => {
  const own = { role: of.role, alt: of.alt ?? null, text: comparable(textWithin(of, byId)) }
  return [own, ...of.children.flatMap((child) => ('children' in child ? within(child, byId) : []))]
}

const textWithin = (of: Element, byId: ReadonlyMap<string, string>): string =>
  of.children
    .map((child) => {
      if ('children' in child) return textWithin(child, byId)
      return 'id' in child ? (byId.get(child.id) ?? '') : ''
    })
    .join('')
