import type { Transaction } from '#adapters/db.ts'
import type { LifeState } from '#domain/connection-life.ts'
import { dayIn } from '#domain/day.ts'
import {
  type Difference,
  differences,
  type SameGround,
  sameConnection,
  type Traits,
} from '#domain/same-connection.ts'
import { kindOf, type Service, services } from '#domain/service.ts'
import { type Expiry, expiryOf, type Origin, origins, statedLife } from '#domain/stated-connection.ts'

/** A connection that a member stated, as it stood at a moment. */
export type StatedConnection = {
  id: string
  service: Service
  name: string
  appleId: string | null
  accountId: string | null
  topic: string | null
  certificateSerial: string | null
  organisationName: string | null
  validFrom: Date | null
  expiry: Expiry | null
  origin: Origin
  statedBy: string
  statedAt: Date
  state: LifeState
  joined: { connectionId: string; by: string; at: Date } | null
  withdrawn: { by: string; at: Date } | null
}

/** A connection that a reading found and that seems to be the stated one, and why. */
export type JoinOffer = {
  connectionId: string
  name: string
  ground: SameGround
  /** In what the two contradict each other all the same. */
  differences: Difference[]
}

const among = <Known extends string>(known: readonly Known[], text: string): Known => {
  const found = known.find((each) => each === text)
  if (found === undefined) throw new Error(`unknown: ${text}`)
  return found
}

const timeZoneOf = async (tx: Transaction): Promise<string> =>
  (await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })).timeZone

/** What had been stated by a moment, by service and name; of some connections alone where ids are given. */
export const statedAt = async (
  tx: Transaction,
  at: Date,
  { ids, joinedTo, accounts }: { ids?: string[]; joinedTo?: string[]; accounts?: string[] } = {},
): Promise<StatedConnection[]> => {
  const standing = { joinedAt: { lte: at }, OR: [{ undoneAt: null }, { undoneAt: { gt: at } }] }
  const rows = await tx.statedConnection.findMany({
    where: {
      statedAt: { lte: at },
      ...(ids && { id: { in: ids } }),
      ...(accounts && { accountId: { in: accounts } }),
      ...(joinedTo && { joinings: { some: { ...standing, connectionId: { in: joinedTo } } } }),
    },
    include: { joinings: { where: standing } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  if (rows.length === 0) return []
  const timeZone = await timeZoneOf(tx)
  const stated = rows.map(({ joinings: [joining], withdrawnBy, withdrawnAt, ...row }) => {
    const origin = among(origins, row.origin)
    const expiry = expiryOf(origin, row.expiresAt, timeZone)
    const isWithdrawn = withdrawnBy !== null && withdrawnAt !== null && withdrawnAt <= at
    return {
      id: row.id,
      service: among(services, row.service),
      name: row.name,
      appleId: row.appleId,
      accountId: row.accountId,
      topic: row.topic,
      certificateSerial: row.certificateSerial,
      organisationName: row.organisationName,
      validFrom: row.validFrom,
      expiry,
      origin,
      statedBy: row.statedBy,
      statedAt: row.statedAt,
      state: statedLife(among(services, row.service), row.statedAt, expiry, at),
      joined: joining
        ? { connectionId: joining.connectionId, by: joining.joinedBy, at: joining.joinedAt }
        : null,
      withdrawn: isWithdrawn ? { by: withdrawnBy, at: withdrawnAt } : null,
    }
  })
  return stated.toSorted((a, b) => services.indexOf(a.service) - services.indexOf(b.service))
}

/** Whether it still stands for itself: neither withdrawn nor joined to what a reading found. */
export const isOpen = ({ joined, withdrawn }: StatedConnection): boolean =>
  joined === null && withdrawn === null

/** The current connections that each of these may be. */
export const joinOffers = async (
  tx: Transaction,
  stated: readonly StatedConnection[],
): Promise<ReadonlyMap<string, JoinOffer[]>> => {
  const open = stated.filter(isOpen)
  if (open.length === 0) return new Map()
  const kinds = new Set(open.map(({ service }) => kindOf(service)))
  const found = await foundTraits(tx, { service: { in: services.filter((each) => kinds.has(kindOf(each))) } })
  return new Map(
    open.map((each) => [
      each.id,
      found.flatMap(({ id, traits }) => {
        const ground = sameConnection(traitsOf(each), traits)
        return ground
          ? [
              {
                connectionId: id,
                name: traits.name,
                ground,
                differences: differences(traitsOf(each), traits),
              },
            ]
          : []
      }),
    ]),
  )
}

/** What the last reading said of current connections, as far as it tells them apart. */
export const foundTraits = async (
  tx: Transaction,
  where: { id: string } | { service: { in: Service[] } },
): Promise<{ id: string; traits: Traits }[]> => {
  const timeZone = await timeZoneOf(tx)
  const rows = await tx.connection.findMany({
    where: { ...where, until: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      service: true,
      name: true,
      expiresAt: true,
      observed: true,
      account: { select: { appleId: true } },
    },
  })
  return rows.map(({ id, service, name, expiresAt, observed, account }) => ({
    id,
    traits: {
      service: among(services, service),
      name,
      topic: textIn(observed, 'topic'),
      appleId: account?.appleId ?? null,
      organisationName: textIn(observed, 'organisationName'),
      expiresOn: expiresAt && dayIn(timeZone, expiresAt),
    },
  }))
}

const textIn = (observed: unknown, key: string): string | null => {
  const value = typeof observed === 'object' && observed !== null ? Reflect.get(observed, key) : null
  return typeof value === 'string' && value !== '' ? value : null
}

export const traitsOf = ({ expiry, ...stated }: StatedConnection): Traits => ({
  ...stated,
  expiresOn: expiry?.day ?? null,
})
