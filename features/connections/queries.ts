import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type LifeState, lifeOf } from '#domain/connection-life.ts'
import type { DisabledBy } from '#domain/gone-source.ts'
import { Missing } from '#domain/outcome.ts'
import { type Service, services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { connectionsNaming } from './naming.ts'
import { type Return, withReturns } from './returns.ts'
import { staysThen } from './stays-then.ts'
import { type StoredStay, storedStays } from './stored-stays.ts'

export type ConnectionAccount = {
  id: string
  appleId: string
  deletion: { deletedOn: Date; statedBy: string; statedAt: Date } | null
}

export type ConnectionSummary = Return & {
  id: string
  tenantLinkId: string
  externalId: string
  service: Service
  name: string
  account: ConnectionAccount | null
  state: LifeState
  expiresAt: Date | null
  /** When a reading of ours first saw it: sharing may be older. */
  observedSince: Date
  disabledAt: Date | null
  /** Who found it gone; null as long as nobody has. */
  disabledBy: DisabledBy | null
  keeping: { why: string; stillUsedBy: string; reviewOn: Date; decidedBy: string; decidedAt: Date } | null
  /** Interval in reading sequences. */
  since: number
  until: number | null
}

const serviceOf = (text: string): Service => {
  const service = services.find((each) => each === text)
  if (!service) throw new Error(`unknown service ${text}`)
  return service
}

/** A moment to look from: an instant and the sequence of the reading in force then. */
export type Moment = { at: Date; sequence: number }

/**
 * Every connection known at a moment with its state then. A connection is known from the first reading that saw it;
 * what was recorded later (a disablement, a deletion, a decision) does not count yet. Of a token that came back only
 * the present stay is told.
 */
export const connectionsAt = async (tx: Transaction, moment: Moment): Promise<ConnectionSummary[]> =>
  (await staysAt(tx, moment)).filter(({ returnedAs }) => returnedAs === null)

/**
 * The same with the earlier stays of tokens that came back; of some connections alone where their ids are given, and
 * `returnedAs` then as far as the later stay is among them.
 */
export const staysAt = async (
  tx: Transaction,
  { at, sequence }: Moment,
  ids: string[] | null = null,
): Promise<ConnectionSummary[]> => {
  const stored = await staysThen(tx, await storedStays(tx, sequence, ids), sequence)
  const stays = stored.map((row) => {
    const { id, tenantLinkId, externalId, name, expiresAt, isMissing, observedSince, since } = row
    const until = row.until !== null && row.until <= sequence ? row.until : null
    const service = serviceOf(row.service)
    const account = accountAt(row, at)
    const disabledAt = row.disabledAt && row.disabledAt <= at ? row.disabledAt : null
    const keeping = keepingAt(row, at)
    const state = lifeOf(
      {
        service,
        isCurrent: until === null,
        isMissing,
        expiresAt,
        observedSince,
        disabledAt,
        accountDeletion: account?.deletion ?? null,
        accountKeptAt: keeping?.decidedAt ?? null,
      },
      at,
    )
    return {
      id,
      tenantLinkId,
      externalId,
      service,
      name,
      account,
      state,
      expiresAt,
      observedSince,
      disabledAt,
      disabledBy: disabledAt && { readingId: row.disabledByReading, evidenceId: row.disabledByEvidence },
      keeping,
      since,
      until,
    }
  })
  return withReturns(stays)
}

/** All stays known at a moment of the tokens that these connections are stays of. */
export const staysOfTokens = async (
  tx: Transaction,
  moment: Moment,
  ids: readonly string[],
): Promise<ConnectionSummary[]> => {
  if (ids.length === 0) return []
  const stays = await tx.$queryRaw<{ id: string }[]>`
    select distinct stay.id from connection one
    join connection stay on stay.organisation_id = one.organisation_id and stay.tenant_link_id = one.tenant_link_id
      and lower(stay.external_id) = lower(one.external_id)
    where one.id = any(${[...ids]}::uuid[])`
  return staysAt(
    tx,
    moment,
    stays.map(({ id }) => id),
  )
}

/** The account behind a stay, with its deletion if that was stated by then. */
const accountAt = ({ accountId, appleId, ...row }: StoredStay, at: Date): ConnectionAccount | null => {
  if (accountId === null || appleId === null) return null
  const { deletedOn, deletionStatedBy: statedBy, deletionStatedAt: statedAt } = row
  const isStated = deletedOn !== null && statedBy !== null && statedAt !== null && statedAt <= at
  return { id: accountId, appleId, deletion: isStated ? { deletedOn, statedBy, statedAt } : null }
}

/** The decision that the account lives on, if it was taken by then. */
const keepingAt = (row: StoredStay, at: Date): ConnectionSummary['keeping'] => {
  const { why, stillUsedBy, reviewOn, decidedBy, decidedAt } = row
  if (why === null || stillUsedBy === null || reviewOn === null) return null
  if (decidedBy === null || decidedAt === null || decidedAt > at) return null
  return { why, stillUsedBy, reviewOn, decidedBy, decidedAt }
}

/** The latest moment: all readings, and what was recorded until now. */
export const latest = (): Moment => ({ at: new Date(), sequence: 2_147_483_647 })

export type ConnectionDetail = ConnectionSummary & {
  facts: { key: string; value: string; since: number }[]
  profiles: {
    externalId: string
    name: string
    platform: string
    isDefault: boolean
    supportPhone: string | null
    supportDepartment: string | null
    removalDisabled: boolean
  }[]
  apps: {
    externalId: string
    name: string
    kind: string
    used: number | null
    total: number | null
    unlisted: number
  }[]
  /** Other connections of the same Apple account that still share. */
  sameAccount: ConnectionSummary[]
  tenant: { name: string; tenant: string }
}

/** One connection with what the last reading that held it knew. Throws Missing. */
export const connectionDetail = (actor: Actor, id: string): Promise<ConnectionDetail> => {
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { detail } = await connectionDetailAt(tx, id, latest())
    if (!detail) throw new Missing('connection')
    return detail
  })
}

/**
 * One connection as it was known at a moment; `detail` is null where no reading had seen it by then, `name` is what it is
 * called now. Throws Missing.
 */
export const connectionDetailAt = async (
  tx: Transaction,
  id: string,
  moment: Moment,
): Promise<{ name: string; detail: ConnectionDetail | null }> => {
  const row = await tx.connection.findFirst({
    where: { id },
    select: { name: true, tenantLink: { select: { name: true, tenant: true } } },
  })
  if (!row) throw new Missing('connection')
  const connection = (await staysOfTokens(tx, moment, [id])).find((each) => each.id === id)
  if (!connection) return { name: row.name, detail: null }
  // What hung on a connection was closed by the reading that found it gone.
  const { until } = connection
  const { sequence } = moment
  const where = {
    connectionId: id,
    ...(until === null
      ? { since: { lte: sequence }, OR: [{ until: null }, { until: { gt: sequence } }] }
      : { until }),
  }
  const facts = await tx.connectionFact.findMany({
    where,
    orderBy: { key: 'asc' },
    select: { key: true, value: true, since: true },
  })
  const profiles = await tx.profile.findMany({
    where,
    orderBy: { name: 'asc' },
    select: {
      externalId: true,
      name: true,
      platform: true,
      isDefault: true,
      supportPhone: true,
      supportDepartment: true,
      removalDisabled: true,
    },
  })
  const apps = await tx.app.findMany({ where, orderBy: { name: 'asc' } })
  const detail = {
    ...connection,
    facts,
    profiles,
    apps: apps.map((app) => ({
      externalId: app.externalId,
      name: app.name,
      kind: app.kind,
      used: app.usedLicences,
      total: app.totalLicences,
      unlisted: app.unlistedLicences,
    })),
    sameAccount: await sameAccountAt(tx, connection, moment),
    tenant: row.tenantLink,
  }
  return { name: row.name, detail }
}

/** Other connections that the same Apple account stood behind, as far as they were there at the moment. */
const sameAccountAt = async (
  tx: Transaction,
  { id, account }: ConnectionSummary,
  moment: Moment,
): Promise<ConnectionSummary[]> => {
  if (account === null) return []
  const ids = new Set(await connectionsNaming(tx, account.appleId, moment))
  ids.delete(id)
  const stays = ids.size === 0 ? [] : await staysAt(tx, moment, [...ids])
  return stays.filter(({ until, account: other }) => until === null && other?.id === account.id)
}
