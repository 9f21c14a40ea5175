import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { codePointsOf } from './coverage.ts'
import { sfntFromWoff } from './woff.ts'

/**
 * The typefaces of reports, from npm: the machine's own fonts are never used, so that the same facts give the
 * same bytes everywhere. A script these cannot draw (Arabic, Japanese, emoji ...) gets its typeface by one more
 * line here and its family's name in `templates/style.typ`; until then `printable` spells its characters out.
 */
const packages = {
  sans: createRequire(import.meta.url).resolve('@ibm/plex-sans/package.json'),
  mono: createRequire(import.meta.url).resolve('@ibm/plex-mono/package.json'),
}
const files = [
  join(dirname(packages.sans), 'fonts/complete/woff/IBMPlexSans-Regular.woff'),
  join(dirname(packages.sans), 'fonts/complete/woff/IBMPlexSans-SemiBold.woff'),
  join(dirname(packages.mono), 'fonts/complete/woff/IBMPlexMono-Regular.woff'),
]

/** The fonts as Typst reads them, and whether one of them draws a character in every weight that is used. */
export const loadFonts = (): { blobs: Buffer[]; covers: (codePoint: number) => boolean } => {
  const blobs = files.map((file) => sfntFromWoff(readFileSync(file)))
  const sans = blobs.slice(0, 2).map(codePointsOf)
  return { blobs, covers: (codePoint) => sans.every((covered) => covered.has(codePoint)) }
}
