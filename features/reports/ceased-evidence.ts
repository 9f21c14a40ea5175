import { goneAssignments } from '#domain/offboarding/assignment.ts'
import type { CeasedConnection, CessationFacts } from '#domain/report/cessation-facts.ts'
import type { CaseAccount } from '#features/offboardings/accounts.ts'
import type { Case } from '#features/offboardings/case.ts'
import type { NamedCase } from '#features/offboardings/ended-elsewhere.ts'
import { connectionNamed } from '#features/offboardings/queries.ts'
import { evidenceContent } from '#features/offboardings/stored.ts'
import { caseHead } from './report-head.ts'
import { revokedIn } from './revoked-licences.ts'

/** A piece of evidence as it is kept. */
export type StoredPiece = {
  id: string
  content: unknown
  sha256: string
  recordedBy: string
  recordedAt: Date
  file: { erasedAt: Date | null } | null
  /** The other case that keeps it. */
  offboarding?: NamedCase
}
type Piece = CessationFacts['evidence'][number]
type Content = ReturnType<typeof evidenceContent.parse>

/** What a certificate says of a piece of evidence: enough to know what it is about without opening it. */
export const ceasedPiece = (
  { id, content, sha256, recordedBy, recordedAt, file: kept, offboarding: given }: StoredPiece,
  found: Case,
  accounts: readonly CaseAccount[],
): Piece => {
  const read = evidenceContent.parse(content)
  const { what, call, requestId, file, connectionId, position, words, total, stoppedAt, profile } = read
  const about = aboutOf(read, found, accounts)
  const named = (appId: string | null) => found.impact.apps.find(({ id: app }) => app === appId)?.name ?? null
  const app = named(read.appId) ?? read.appName
  const assigned = goneAssignments([read]).map(({ app: appId, name, intent, target, group }) => ({
    ...{ app: named(appId) ?? name ?? appId, intent, target, group },
  }))
  return {
    ...{ id, what, call, requestId, sha256, by: recordedBy, at: recordedAt.toISOString() },
    connection: connectionNamed(found, { connectionId, position }),
    file: file && { name: file.name, sha256: file.sha256, isErased: kept?.erasedAt != null },
    ...(about && { about }),
    ...(app !== null && { app }),
    ...(profile !== null && { profile }),
    ...(assigned.length > 0 && { assigned }),
    ...revokedIn(content),
    ...(words !== null && { words }),
    ...(stoppedAt !== null && { stoppedAt }),
    ...(total !== null && { total }),
    ...(given && { given: caseHead(given) }),
  }
}

const aboutOf = (
  { what, appleId, accountId, organisation, connectionId, shows }: Content,
  { plan, tasks }: Case,
  accounts: readonly CaseAccount[],
): Piece['about'] | null => {
  if (organisation !== null) return { kind: 'organisation', name: organisation }
  if (shows?.kind === 'case') return { kind: 'case' }
  if (shows?.kind === 'task') {
    const task = tasks.find(({ position }) => position === shows.position)
    return task ? { kind: 'task', task: task.kind } : null
  }
  // An account that Intune does not name is known by its connection.
  const id = shows?.id ?? accountId ?? (keepings.has(what) ? connectionId : null)
  if (id === null && appleId === null) return null
  const account = accounts.find((each) => each.id === id || each.connections.some((of) => of.id === id))
  const planned = plan.connections.find((each) => each.id === id || each.account?.id === id)
  const name = appleId ?? account?.appleId ?? planned?.account?.appleId ?? planned?.name
  return name === undefined ? null : { kind: 'account', name }
}

/** Decisions on an account are kept for each of its connections. */
const keepings: ReadonlySet<string> = new Set(['accountKept', 'ownAccount'])

/** Of a connection that was left out, how many assignments went before, as the last piece of evidence of it tells. */
export const missedOf = (
  connectionId: string,
  evidence: readonly StoredPiece[],
  { tasks }: Case,
): Pick<CeasedConnection, 'missed'> => {
  const of = tasks.filter((task) => task.connectionId === connectionId).map(({ position }) => position)
  const went = evidence.flatMap(({ content, recordedAt }) => {
    const read = evidenceContent.parse(content)
    const count = goneAssignments([read]).length
    return count > 0 && of.includes(read.position ?? -1) ? { count, recordedAt } : []
  })
  const newest = went.at(-1)
  if (!newest) return {}
  const source = { grade: 'observed' as const, reading: '', at: newest.recordedAt.toISOString() }
  return { missed: { count: went.reduce((sum, { count }) => sum + count, 0), source } }
}
