import type { ConnectionKind, Service } from '../service.ts'
import { canRevoke, type Plan, type PlanCounts, wasGone } from './plan.ts'

/** What is counted of one connection of a case. */
export type ConnectionCounts = { id: string } & Omit<PlanCounts, 'fixed'>

/** What is counted of connections: licences of location tokens alone, and whether devices are managed of all others. */
export const countedOf = ['devices', 'managed', 'people', 'licences'] as const
export type CountedOf = (typeof countedOf)[number]
export const isCounted = (kind: ConnectionKind, of: CountedOf): boolean =>
  of === 'licences' ? kind === 'locationToken' : of !== 'managed' || kind !== 'locationToken'

/** An enrolment profile, and the enrolment token that it is of. */
export type ImpactProfile = {
  id: string
  name: string
  isDefault: boolean
  token: string
  /** The connection of that token; plans of an earlier time do not have it. */
  tokenId?: string | undefined
}

/** Another connection that still uses an Apple account of a case. */
export type Sibling = { id: string; name: string; service: Service; appleId: string }

/** What stands in the last reading about the connections of a case: frozen with the plan when it is confirmed. */
export type Impact = {
  reading: { id: string; sequence: number; finishedAt: string } | null
  each: ConnectionCounts[]
  apps: { id: string; name: string; usedLicences: number | null }[]
  /** Books of location tokens, and licences of them in use. Null where no reading could tell. */
  books: { titles: number; licences: number } | null
  /** Enrolment profiles that install Company Portal from a token in scope. */
  profiles: ImpactProfile[]
  /** Enrolment profiles that go with an enrolment token in scope. */
  ownProfiles: ImpactProfile[]
  siblings: Sibling[]
}

/** A case as its impact is told from it. */
export type Touched = { plan: Plan; impact: Impact }

type Counts = {
  connections: number
  devices: number
  people: number
  apps: number
  licences: number
  managed: number
}

/** What a case counts over some of its connections; over its only one, what the plan itself says. */
export const countsOver = ({ plan, impact }: Touched, over: readonly string[]): Counts => {
  if (plan.connections.length === 1 && over.length === 1) return { connections: 1, ...plan.counts }
  const counts = { connections: over.length, devices: 0, people: 0, apps: 0, licences: 0, managed: 0 }
  for (const { id, ...of } of impact.each) {
    if (!over.includes(id)) continue
    counts.devices += of.devices
    counts.people += of.people
    counts.apps += of.apps
    counts.licences += of.licences
    counts.managed += of.managed
  }
  return counts
}

/** The Apple accounts that Intune names behind connections of one kind. */
export const accountsIn = ({ connections }: Plan, kind: ConnectionKind): string[] => [
  ...new Set(
    connections.flatMap((connection) =>
      connection.kind === kind ? (connection.account?.appleId ?? []) : [],
    ),
  ),
]

export const idsOf = ({ connections }: Plan, kind: ConnectionKind): string[] =>
  connections.flatMap((connection) => (connection.kind === kind ? connection.id : []))

/** Those of one kind that are still to be ended. */
const standingIds = (plan: Plan, kind: ConnectionKind): string[] =>
  idsOf(plan, kind).filter((id) => !wasGone(plan, id))

/** Location tokens that are still there: those whose licences Intune can still revoke, and those where it cannot. */
export const revocableIds = (plan: Plan): { revocable: string[]; kept: string[] } => {
  const ids = standingIds(plan, 'locationToken')
  return {
    revocable: ids.filter((id) => canRevoke(plan, id)),
    kept: ids.filter((id) => !canRevoke(plan, id)),
  }
}

/** Over the connections of one kind that are still to be ended. */
export const countsOfKind = (touched: Touched, kind: ConnectionKind): Counts =>
  countsOver(touched, standingIds(touched.plan, kind))

/** Over location tokens whose licences Intune can still revoke, and over those where it cannot. */
export const revocableCounts = (touched: Touched): { revocable: Counts; kept: Counts } => {
  const { revocable, kept } = revocableIds(touched.plan)
  return { revocable: countsOver(touched, revocable), kept: countsOver(touched, kept) }
}

/** A sentence by its full message key. */
export type Sentence = { key: string; values?: Record<string, string | number> }
