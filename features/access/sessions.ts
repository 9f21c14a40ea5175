import { doorway } from '#adapters/db.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'
import { type Present, sessionState } from './queries.ts'

export type OwnSession = {
  id: string
  /** The one that asks. */
  isThis: boolean
  organisation: string | null
  /** As the browser named itself at sign-in. */
  browser: string | null
  startedAt: Date
  seenAt: Date
  expiresAt: Date
}

/** Where the member who holds this session is signed in, the newest first. */
export const ownSessions = async (sessionId: string): Promise<OwnSession[]> => {
  type Row = {
    id: string
    organisation_name: string | null
    browser: string | null
    created_at: Date
    seen_at: Date
    expires_at: Date
  }
  const rows = await doorway().$queryRaw<Row[]>`select * from session_list(${sessionId}::uuid)`
  return rows.map((row) => ({
    id: row.id,
    isThis: row.id === sessionId,
    organisation: row.organisation_name,
    browser: row.browser,
    startedAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }))
}

/** Ends another session of the member, or all others where none is named; this one goes on. */
export const endOwnSessions = (
  { actor, member }: Pick<Present, 'actor' | 'member'>,
  { sessionId, other }: { sessionId: string; other: string | null },
): Promise<Outcome<{ sessions: number }, 'noSession'>> =>
  change<{ sessions: number }, 'noSession'>(actor, async ({ tx, record }) => {
    const [row] = await tx.$queryRaw<{ ended: number }[]>`
      select session_end_others(${sessionId}::uuid, ${other}::uuid) as ended`
    const sessions = row?.ended ?? 0
    if (sessions === 0) return refused('noSession')
    record({
      kind: 'member.sessionsEnded',
      subject: { kind: 'member', id: member.id },
      facts: { sessions },
    })
    return done({ sessions })
  })

/** Ends a session for good, whatever cookies still name it. Does nothing when it has ended already. */
export const signOut = async (sessionId: string): Promise<void> => {
  const state = await sessionState(sessionId)
  if (state.kind === 'none') return
  if (state.kind === 'outside') {
    await doorway().$executeRaw`select session_end(${sessionId}::uuid)`
    return
  }
  const { actor, member } = state.present
  await change(actor, async ({ tx, record }) => {
    await tx.$executeRaw`select session_end(${sessionId}::uuid)`
    record({ kind: 'member.signedOut', subject: { kind: 'member', id: member.id } })
    return done(null)
  })
}
