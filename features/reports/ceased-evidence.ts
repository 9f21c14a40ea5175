import type { CessationFacts } from '#domain/report/cessation-facts.ts'
import type { CaseAccount } from '#features/offboardings/accounts.ts'
import type { Case } from '#features/offboardings/case.ts'
import { connectionNamed } from '#features/offboardings/queries.ts'
import { evidenceContent } from '#features/offboardings/stored.ts'

/** A piece of evidence as it is kept. */
export type StoredPiece = {
  id: string
  content: unknown
  sha256: string
  recordedBy: string
  recordedAt: Date
  file: { erasedAt: Date | null } | null
}
type Piece = CessationFacts['evidence'][number]
type Content = ReturnType<typeof evidenceContent.parse>

/** What a certificate says of a piece of evidence: enough to know what it is about without opening it. */
export const ceasedPiece = (
  { id, content, sha256, recordedBy, recordedAt, file: kept }: StoredPiece,
  found: Case,
  accounts: readonly CaseAccount[],
): Piece => {
  const read = evidenceContent.parse(content)
  const { what, call, requestId, file, connectionId, position, words, total } = read
  const about = aboutOf(read, found, accounts)
  const app = found.impact.apps.find((each) => each.id === read.appId)?.name
  return {
    ...{ id, what, call, requestId, sha256, by: recordedBy, at: recordedAt.toISOString() },
    connection: connectionNamed(found, { connectionId, position }),
    file: file && { name: file.name, sha256: file.sha256, isErased: kept?.erasedAt != null },
    ...(about && { about }),
    ...(app !== undefined && { app }),
    ...(words !== null && { words }),
    ...(total !== null && { total }),
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
