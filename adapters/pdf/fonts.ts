import { readFileSync } from 'node:fs'
import { codePointsOf } from './coverage.ts'
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

/** The fonts as Typst reads them, and whether one of them draws a character in every weight that is used. */
export const loadFonts = (): { blobs: Buffer[]; covers: (codePoint: number) => boolean } => {
  const blobs = files.map((file) => sfntFromWoff(readFileSync(new URL(file))))
  const sans = blobs.slice(0, 2).map(codePointsOf)
  return { blobs, covers: (codePoint) => sans.every((covered) => covered.has(codePoint)) }
}
