import { doorway, inOrganisation } from '#adapters/db.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { mayAsk, type Rate } from '#features/access/rate-limit.ts'
import { reportKinds } from './schema.ts'
import { standingOf } from './superseded.ts'

/** What a stranger learns of a report: which kind, when, and whose, where the organisation chose to be named. */
export type Verdict =
  | { isOurs: false }
  | {
      isOurs: true
      kind: (typeof reportKinds)[number]
      language: string
      /** A draft is what nobody has approved. */
      version: 'draft' | 'final'
      /** Final reports of the time before there were approvals have none. */
      isApproved: boolean
      composedAt: Date
      /** Which of its volumes the file is; null where it is the report itself. */
      volume: number | null
      /** IANA name: moments in the report are told in it. */
      timeZone: string
      organisation: string | null
      /** Its own name, for whoever runs the installation. */
      organisationName: string
      /** Since when it no longer holds, though it is genuine. */
      supersededAt: Date | null
    }

const rate: Rate = { name: 'verify', each: 20, all: 600, seconds: 60 }

/**
 * Whether a file with this SHA-256 is a report of this installation, unaltered. Anybody may ask, from `address`, some
 * twenty times a minute; a hash cannot be guessed, so whoever asks holds the file.
 */
export const verdictOn = async (
  sha256: string,
  address: string,
): Promise<Outcome<Verdict, 'askedTooOften'>> =>
  (await mayAsk(rate, address)) ? done(await verdictOf(sha256)) : refused('askedTooOften')

/** The same for whoever has the machine, as often as they like. */
export const verdictOf = async (sha256: string): Promise<Verdict> => {
  type Row = {
    organisation_id: string
    report_id: string
    organisation_name: string
    public_name: string | null
    time_zone: string
    kind: string
    language: string
    version: string
    composed_at: Date
    volume: number | null
  }
  const [row] = await doorway().$queryRaw<Row[]>`select * from report_verify(${sha256.toLowerCase()})`
  const kind = reportKinds.find((each) => each === row?.kind)
  if (!row || !kind) return { isOurs: false }
  const standing = await inOrganisation(row.organisation_id, (tx) => standingOf(tx, row.report_id))
  return {
    ...{ isOurs: true, kind, language: row.language, ...standing },
    version: row.version === 'final' ? 'final' : 'draft',
    composedAt: row.composed_at,
    volume: row.volume,
    timeZone: row.time_zone,
    organisation: row.public_name,
    organisationName: row.organisation_name,
  }
}
