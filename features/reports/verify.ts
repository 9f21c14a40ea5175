import { doorway } from '#adapters/db.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { mayAsk, type Rate } from '#features/access/rate-limit.ts'
import { reportKinds } from './schema.ts'

/** What a stranger learns of a report: which kind, when, and whose, where the organisation chose to be named. */
export type Verdict =
  | { isOurs: false }
  | { isOurs: true; kind: (typeof reportKinds)[number]; composedAt: Date; organisation: string | null }

const rate: Rate = { name: 'verify', each: 20, all: 600, seconds: 60 }

/**
 * Whether a file with this SHA-256 is a report of this installation, unaltered. Anybody may ask, from `address`, some
 * twenty times a minute; a hash cannot be guessed, so whoever asks holds the file.
 */
export const verdictOn = async (
  sha256: string,
  address: string,
): Promise<Outcome<Verdict, 'askedTooOften'>> => {
  if (!(await mayAsk(rate, address))) return refused('askedTooOften')
  type Row = { public_name: string | null; kind: string; composed_at: Date }
  const [row] = await doorway().$queryRaw<Row[]>`select * from report_verify(${sha256.toLowerCase()})`
  const kind = reportKinds.find((each) => each === row?.kind)
  if (!row || !kind) return done({ isOurs: false })
  return done({ isOurs: true, kind, composedAt: row.composed_at, organisation: row.public_name })
}
