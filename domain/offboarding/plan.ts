import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { ConnectionKind } from '../service.ts'

/** A connection as a case means to end it. */
export type PlannedConnection = {
  id: string
  kind: ConnectionKind
  externalId: string
  name: string
  tenantLinkId: string
  /** The Apple account behind it; null where Intune names none. */
  account: { id: string; appleId: string } | null
}

/**
 * What breaks or cannot be done, whatever we do: whoever approves must have seen it. Each kind has a sentence in
 * `messages.offboardings.hardStops`. Sources: Intune's "Manage volume purchased apps" and its ADE pages.
 */
export const hardStopKinds = [
  /** Somebody else removed it before the case began: nothing of it can be undone in order any more. Its subject is when. */
  'alreadyGone',
  /** Enrolment profiles that install Company Portal from this token block enrolment without it. */
  'companyPortalProfiles',
  /** Intune cannot revoke licences with an expired token. */
  'tokenExpired',
  /** Another device management service holds the token, so Intune can do nothing with it. */
  'tokenHeldElsewhere',
  /** Without a working push certificate Intune cannot revoke licences. */
  'pushCertificateExpired',
  /** School Data Sync uses the enrolment token too. */
  'sharedWithSchoolDataSync',
  /** Devices of the connection are still managed: they leave management, or can no longer be reached, without it. */
  'devicesManaged',
  /** Supervised devices whose management profile cannot be removed: without the certificate only erasing them helps. */
  'profilesNotRemovable',
  /** Tokens of the tenant go on without the certificate: their licences can no longer be revoked. */
  'tokensLeft',
] as const
export type HardStopKind = (typeof hardStopKinds)[number]
export type HardStop = { kind: HardStopKind; connectionId: string; subjects: readonly string[] }

const revocationStops: ReadonlySet<HardStopKind> = new Set([
  'alreadyGone',
  'tokenExpired',
  'tokenHeldElsewhere',
  'pushCertificateExpired',
])

/**
 * Whether Intune can still revoke the licences of a token; if not they stay assigned at Apple, and every sentence says
 * so.
 */
export const canRevoke = ({ hardStops }: Pick<Plan, 'hardStops'>, connectionId: string): boolean =>
  !hardStops.some((stop) => stop.connectionId === connectionId && revocationStops.has(stop.kind))

/** Whether a connection was gone before the case began. */
export const wasGone = ({ hardStops }: Pick<Plan, 'hardStops'>, connectionId: string): boolean =>
  hardStops.some((stop) => stop.connectionId === connectionId && stop.kind === 'alreadyGone')

/** Whether a connection of this kind is among those that end. */
export const ends = ({ connections }: Pick<Plan, 'connections'>, kind: ConnectionKind): boolean =>
  connections.some((connection) => connection.kind === kind)

/** How many Apple accounts are behind what ends, as far as Intune names them. */
export const accountsBehind = ({ connections }: Pick<Plan, 'connections'>): number =>
  new Set(connections.flatMap(({ account }) => account?.id ?? [])).size

/**
 * How much a case touches, as the last reading counted it, a device once for each connection that it is shared over.
 * `managed` of them are still managed by Intune, and of these `fixed` may have a profile that nobody can remove.
 */
export const countNames = ['devices', 'people', 'apps', 'licences', 'managed', 'fixed'] as const
export type PlanCounts = Record<(typeof countNames)[number], number>

/** What a case is about to do, computed from the last reading; confirming freezes it. */
export type Plan = {
  version: 1
  connections: readonly PlannedConnection[]
  hardStops: readonly HardStop[]
  counts: PlanCounts
}

/** The share by which a count may move before those who agreed must look again, and the least that may. */
const countShare = 0.1
const countSlack = 5

const isWithin = (count: number, agreed: number): boolean =>
  Math.abs(count - agreed) <= Math.max(countSlack, Math.floor(agreed * countShare))

/** The counts that were agreed to, where they still tell the size; otherwise the present ones. */
const materialCounts = (counts: PlanCounts, agreed: PlanCounts): PlanCounts =>
  countNames.every((name) => isWithin(counts[name], agreed[name])) ? agreed : counts

/**
 * SHA-256 over the facts that decide whether an approval still holds: connections, accounts, hard stops, and the
 * counts rounded to the `agreed` ones while they are within a share of them. A renamed token or an hourly count
 * changes nothing.
 */
export const planHash = (plan: Plan, agreed: PlanCounts): string => {
  const connections = plan.connections.map(({ id, kind, externalId, account }) => ({
    id,
    kind,
    externalId,
    account: account?.id ?? null,
  }))
  const hardStops = plan.hardStops.map(({ kind, connectionId, subjects }) => ({
    kind,
    connectionId,
    subjects: [...subjects].sort(),
  }))
  const byText = (left: unknown, right: unknown) => (canonicalOf(left) < canonicalOf(right) ? -1 : 1)
  return hashOf({
    version: plan.version,
    connections: connections.sort(byText),
    hardStops: hardStops.sort(byText),
    counts: materialCounts(plan.counts, agreed),
  })
}

const canonicalOf = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

/** SHA-256 of a value's canonical JSON (RFC 8785), in hex: what evidence and plans are known by. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(canonicalOf(value)).digest('hex')

/** What has to be typed to confirm: the name of the one connection, or whose they are and how many. */
export const nameToType = (connections: readonly { name: string }[], organisation: string): string => {
  const [only, ...others] = connections
  return only && others.length === 0 ? only.name : `${organisation} ${connections.length}`
}
