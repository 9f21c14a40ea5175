import type { CollectionProgress } from '#features/readings/queries.ts'
import { number, t } from './words.ts'

const width = 24

/** The kinds of collection a reading goes through. Microsoft does not say how many pages each has. */
const kinds = [
  'organisation',
  'pushCertificate',
  'sharingAuthorisations',
  'enrolmentTokens',
  'enrolmentProfiles',
  'identities',
  'locationTokens',
  'locationApps',
  'licences',
  'managedDevices',
]

export const barOf = (collections: readonly CollectionProgress[]): string => {
  const done = collections.filter(({ collection, isDone }) => isDone && kinds.includes(collection)).length
  const filled = Math.round((width * done) / kinds.length)
  const seen = collections.reduce((sum, each) => sum + each.seen, 0)
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${t('cli.read.progress', { seen: number(seen) })}`
}

/** Draws over the last line of the terminal; `null` wipes it. */
export const draw = (line: string | null): void => {
  process.stderr.write(`\r\u001b[2K${line ?? ''}`)
}
