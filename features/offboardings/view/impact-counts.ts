import { canRevoke } from '#domain/offboarding/plan.ts'
import type { ConnectionKind } from '#domain/service.ts'
import type { Case } from '../case.ts'

type Counts = {
  connections: number
  devices: number
  people: number
  apps: number
  licences: number
  managed: number
}

/** What a case counts over some of its connections; over its only one, what the plan itself says. */
const countsOver = ({ plan, impact }: Pick<Case, 'plan' | 'impact'>, ids: readonly string[]): Counts => {
  if (plan.connections.length === 1 && ids.length === 1) return { connections: 1, ...plan.counts }
  const counts: Counts = { connections: ids.length, devices: 0, people: 0, apps: 0, licences: 0, managed: 0 }
  for (const { id, ...of } of impact.each) {
    if (!ids.includes(id)) continue
    counts.devices += of.devices
    counts.people += of.people
    counts.apps += of.apps
    counts.licences += of.licences
    counts.managed += of.managed
  }
  return counts
}

/** The Apple accounts that Intune names behind connections of one kind. */
export const accountsIn = ({ connections }: Case['plan'], kind: ConnectionKind): string[] => [
  ...new Set(
    connections.flatMap((connection) =>
      connection.kind === kind ? (connection.account?.appleId ?? []) : [],
    ),
  ),
]

/** Over the connections of one kind. */
export const countsOfKind = (found: Pick<Case, 'plan' | 'impact'>, kind: ConnectionKind): Counts =>
  countsOver(
    found,
    found.plan.connections.flatMap((connection) => (connection.kind === kind ? connection.id : [])),
  )

/** Over location tokens whose licences Intune can still revoke, and over those where it cannot. */
export const revocableCounts = (
  found: Pick<Case, 'plan' | 'impact'>,
): { revocable: Counts; kept: Counts } => {
  const ids = found.plan.connections.flatMap(({ id, kind }) => (kind === 'locationToken' ? id : []))
  return {
    revocable: countsOver(
      found,
      ids.filter((id) => canRevoke(found.plan, id)),
    ),
    kept: countsOver(
      found,
      ids.filter((id) => !canRevoke(found.plan, id)),
    ),
  }
}
