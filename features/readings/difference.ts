import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { type AttachmentChange, attachmentChanges } from './changed-attachments.ts'
import {
  type AccountChanges,
  accountChanges,
  type ComparedConnection,
  type ConnectionChange,
  comparedConnections,
  connectionChanges,
} from './changed-connections.ts'
import { type ComparedReading, type ComparedReadings, comparedReadings } from './compared-readings.ts'
import {
  type Counted,
  countHandedOver,
  countMovedShares,
  type MovedShares,
  type Stay,
} from './moved-shares.ts'
import { type FrozenChanges, frozenChanges } from './write-changes.ts'

export type ConnectionShares = MovedShares & { connection: ComparedConnection }

export type ReadingDifference = ComparedReadings & {
  connections: ConnectionChange[]
  accounts: AccountChanges
  attachments: AttachmentChange[]
  /** There were too many apps to look at all of them. */
  isCut: boolean
  /** Of the connections of this page, those over which devices or people came or went. */
  shares: ConnectionShares[]
  handedOver: Counted
  /** The numbers of shares were frozen with the reading, so what was erased since is in them. */
  isFrozen: boolean
  isNothing: boolean
  page: number
  pages: number
}

export type DifferencePage = {
  to: ComparedReading
  offered: ComparedReading[]
  /** Null where no complete reading came before. */
  difference: ReadingDifference | null
}

/** Counting over a connection looks at up to `mostCounted` rows of each kind: a page bounds how often. */
const perPage = 25

/**
 * What appeared, vanished and changed from one complete reading to a later one: by default from the last before it,
 * against which its numbers were frozen. Throws Missing.
 */
export const readingDifference = (
  actor: Actor,
  id: string,
  { from: fromId, page = 1 }: { from?: string; page?: number } = {},
): Promise<DifferencePage> => {
  demand(actor, 'readings:read')
  const { organisationId } = actor
  return inOrganisation(organisationId, async (tx) => {
    const { to, from, offered } = await comparedReadings(tx, id, fromId)
    if (!from) return { to, offered, difference: null }
    const difference = await differenceBetween(tx, organisationId, { from, to }, { page, perPage })
    return { to, offered, difference }
  })
}

/** `readingDifference` of two readings in a transaction of the caller. */
export const differenceBetween = async (
  tx: Transaction,
  organisationId: string,
  { from, to }: ComparedReadings,
  { page, perPage }: { page: number; perPage: number },
): Promise<ReadingDifference> => {
  const span = { from: from.sequence, to: to.sequence }
  const all = await comparedConnections(tx, span)
  const connections = await connectionChanges(tx, all, span)
  const accounts = await accountChanges(tx, span)
  const { attachments, isCut } = await attachmentChanges(tx, all, span)
  const frozen = await frozenAgainst(tx, { from, to })
  const listed = frozen ? namedIn(frozen, all) : all
  const shown = listed.slice((page - 1) * perPage, page * perPage)
  const moved = frozen ? frozen.shares : await countMovedShares(tx, organisationId, staysOf(shown, all), span)
  const shares = withConnections(moved.filter(hasMoved), shown)
  const handedOver = frozen ? frozen.handedOver : await countHandedOver(tx, organisationId, span)
  const pages = Math.max(1, Math.ceil(listed.length / perPage))
  const counts = [connections, attachments, shares, ...Object.values(accounts)].map(({ length }) => length)
  const isNothing = pages === 1 && handedOver === 0 && counts.every((count) => count === 0)
  return {
    from,
    to,
    connections,
    accounts,
    attachments,
    isCut,
    shares,
    handedOver,
    isFrozen: frozen !== null,
    isNothing,
    page,
    pages,
  }
}

/** The numbers frozen with the later reading, where they speak of the earlier one. */
const frozenAgainst = async (
  tx: Transaction,
  { from, to }: ComparedReadings,
): Promise<FrozenChanges | null> => {
  const { changes } = await tx.reading.findFirstOrThrow({ where: { id: to.id }, select: { changes: true } })
  const parsed = frozenChanges.safeParse(changes)
  return parsed.success && parsed.data.against === from.sequence ? parsed.data : null
}

const namedIn = (
  { shares }: FrozenChanges,
  connections: readonly ComparedConnection[],
): ComparedConnection[] => {
  const named = new Set(shares.map(({ connectionId }) => connectionId))
  return connections.filter(({ id }) => named.has(id))
}

/** Of one thing that was gone in between, each stay knows the other. */
const staysOf = (shown: readonly ComparedConnection[], all: readonly ComparedConnection[]): Stay[] =>
  shown.map(({ id, object }) => ({
    id,
    other: all.find((each) => each.object === object && each.id !== id)?.id ?? id,
  }))

const withConnections = (
  moved: readonly MovedShares[],
  connections: readonly ComparedConnection[],
): ConnectionShares[] => {
  const of = new Map(moved.map((each) => [each.connectionId, each]))
  return connections.flatMap((connection) => {
    const shares = of.get(connection.id)
    return shares ? [{ ...shares, connection }] : []
  })
}

const hasMoved = ({ devices, people }: MovedShares): boolean =>
  [devices.appeared, devices.vanished, people.appeared, people.vanished].some((count) => count !== 0)
