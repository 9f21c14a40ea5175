import { readFileSync } from 'node:fs'
import { advancesOf, glyphsOf } from './sfnt.ts'
import { sfntFromWoff } from './woff.ts'

/**
 * The typefaces of reports, from npm: the machine's own fonts are never used, so that the same facts give the
 * same bytes everywhere. A script these cannot draw (Arabic, Japanese, emoji ...) gets its typeface by one more
 * line here and its family's name in `templates/style.typ`; until then `printable` spells its characters out.
 */
const files = [
  import.meta.resolve('@ibm/plex-sans/fonts/complete/woff/IBMPlexSans-Regular.woff'),
  import.meta.resolve('@ibm/plex-sans/fonts/complete/woff/IBMPlexSans-SemiBold.woff'),
  import.meta.resolve('@ibm/plex-mono/fonts/complete/woff/IBMPlexMono-Regular.woff'),
]

export type Fonts = {
  /** As Typst reads them. */
  blobs: Buffer[]
  /** Whether a character can be drawn in every weight that is used. */
  covers: (codePoint: number) => boolean
  /** How wide a text is on one line in the regular weight, in parts of the font's size. */
  widthOf: (text: string) => number
}

export const loadFonts = (): Fonts => {
  const blobs = files.map((file) => sfntFromWoff(readFileSync(new URL(file))))
  const [regular, semibold] = blobs.slice(0, 2).map((sfnt) => ({
    glyphs: glyphsOf(sfnt),
    advance: advancesOf(sfnt),
  }))
  if (!regular || !semibold) throw new Error('a typeface of two weights is needed')
  const covers = (codePoint: number) => regular.glyphs.has(codePoint) && semibold.glyphs.has(codePoint)
  const widthOf = (text: string): number => {
    let width = 0
    for (const character of text)
      width += regular.advance(regular.glyphs.get(character.codePointAt(0) ?? 0) ?? 0)
    return width
  }
  return { blobs, covers, widthOf }
}
