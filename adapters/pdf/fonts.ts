import { readFileSync } from 'node:fs'
import { advancesOf, glyphsOf } from './sfnt.ts'
import { sfntFromWoff } from './woff.ts'

/**
 * The typefaces of reports, from npm: the machine's own fonts are never used, so that the same facts give the
 * same bytes everywhere. A script that none of them can draw gets its typeface by a line here and its family's name in
 * `templates/style.typ`; until then `printable` spells its characters out.
 */
const drawnAlways = [
  {
    regular: import.meta.resolve('@ibm/plex-sans/fonts/complete/woff/IBMPlexSans-Regular.woff'),
    semibold: import.meta.resolve('@ibm/plex-sans/fonts/complete/woff/IBMPlexSans-SemiBold.woff'),
  },
  {
    regular: import.meta.resolve('@ibm/plex-sans-arabic/fonts/complete/woff/IBMPlexSansArabic-Regular.woff'),
    semibold: import.meta.resolve(
      '@ibm/plex-sans-arabic/fonts/complete/woff/IBMPlexSansArabic-SemiBold.woff',
    ),
  },
  {
    regular: import.meta.resolve('@ibm/plex-sans-hebrew/fonts/complete/woff/IBMPlexSansHebrew-Regular.woff'),
    semibold: import.meta.resolve(
      '@ibm/plex-sans-hebrew/fonts/complete/woff/IBMPlexSansHebrew-SemiBold.woff',
    ),
  },
]
const monospaced = import.meta.resolve('@ibm/plex-mono/fonts/complete/woff/IBMPlexMono-Regular.woff')

/**
 * Megabytes each, and seldom needed: read once a text has a character that none of the others draws. One weight serves for
 * all. Han characters have their Chinese forms, in Japanese and Korean names too.
 */
const drawnSeldom = [
  import.meta.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
  new URL('../fonts/NotoSansHans-Regular.otf', import.meta.resolve('@embedpdf/fonts-sc')).href,
  new URL('../fonts/NotoSansKR-Regular.otf', import.meta.resolve('@embedpdf/fonts-kr')).href,
]

export type Fonts = {
  /** As Typst reads them, with those of `drawnSeldom` that were asked about. */
  blobs: () => Buffer[]
  /** Whether a character can be drawn in every weight that is used. */
  covers: (codePoint: number) => boolean
  /** How wide a text is on one line in the regular weight, in parts of the font's size. */
  widthOf: (text: string) => number
}

type Face = { sfnt: Buffer; glyphs: ReadonlyMap<number, number>; advance: (glyph: number) => number }

const faceIn = (file: string): Face => {
  const bytes = readFileSync(new URL(file))
  const sfnt = file.endsWith('.woff') ? sfntFromWoff(bytes) : bytes
  return { sfnt, glyphs: glyphsOf(sfnt), advance: advancesOf(sfnt) }
}

export const loadFonts = (): Fonts => {
  const pairs = drawnAlways.map(({ regular, semibold }) => [faceIn(regular), faceIn(semibold)] as const)
  const opened: Face[] = []
  const seldomWith = (codePoint: number): Face | undefined => {
    const isIn = ({ glyphs }: Face) => glyphs.has(codePoint)
    const open = opened.find(isIn)
    if (open) return open
    while (opened.length < drawnSeldom.length) {
      const face = faceIn(drawnSeldom[opened.length] ?? '')
      opened.push(face)
      if (isIn(face)) return face
    }
    return undefined
  }
  const faceWith = (codePoint: number): Face | undefined =>
    pairs.find((pair) => pair.every(({ glyphs }) => glyphs.has(codePoint)))?.[0] ?? seldomWith(codePoint)
  return {
    blobs: () => [...pairs.flat(), faceIn(monospaced), ...opened].map(({ sfnt }) => sfnt),
    covers: (codePoint) => faceWith(codePoint) !== undefined,
    widthOf: (text) => {
      let width = 0
      for (const character of text) {
        const codePoint = character.codePointAt(0) ?? 0
        const face = faceWith(codePoint)
        width += face?.advance(face.glyphs.get(codePoint) ?? 0) ?? 0
      }
      return width
    },
  }
}
