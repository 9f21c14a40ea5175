import { doorway } from '#adapters/db.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { sessionSeconds } from '#domain/session.ts'
import { change } from '#features/audit/change.ts'
import { sessionState } from './queries.ts'
import { signOut } from './sessions.ts'

export type Started = {
  sessionId: string
  /** The language the member has chosen; null leaves it to the browser. */
  language: string | null
}

type Starting = {
  browser: string | null
  /** The session that the browser has until now, whoever's it is: its cookie makes way, so it ends. */
  held: string | null
  provenAt: Date
  organisationId?: string
}

/** Starts a session of a member who has shown, at `provenAt`, that it is them. */
export const startSession = async (
  memberId: string,
  { browser, held, provenAt, organisationId }: Starting,
): Promise<Outcome<Started, never>> => {
  const expiresAt = new Date(Date.now() + sessionSeconds * 1000)
  const [row] = await doorway().$queryRaw<{ id: string }[]>`
    select session_start(${memberId}::uuid, ${expiresAt}::timestamptz, ${browser}, ${provenAt}::timestamptz) as id`
  if (!row) throw new Error('session_start gave no session')
  if (held !== null) await signOut(held)
  if (organisationId !== undefined)
    await doorway().$queryRaw`select session_enter(${row.id}::uuid, ${organisationId}::uuid)`
  const state = await sessionState(row.id)
  if (state.kind === 'none') throw new Error('a session that has just started is not there')
  if (state.kind === 'outside') return done({ sessionId: row.id, language: state.member.language })
  const { actor, member } = state.present
  return change<Started, never>(actor, async ({ record }) => {
    record({ kind: 'member.signedIn', subject: { kind: 'member', id: member.id } })
    return done({ sessionId: row.id, language: member.language })
  })
}
