import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type LifeState, lifeOf } from '#domain/connection-life.ts'
import type { DisabledBy } from '#domain/gone-source.ts'
import { Missing } from '#domain/outcome.ts'
import { type Service, services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { accountsThen, factsAt, stayThen } from './stays-then.ts'

export type ConnectionAccount = {
  id: string
  appleId: string
  deletion: { deletedOn: Date; statedBy: string; statedAt: Date } | null
}

export type ConnectionSummary = {
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
  /** The later stay of the same token, once Intune lists it again after it was gone. */
  returnedAs: string | null
}

const serviceOf = (text: string): Service => {
  const service = services.find((each) => each === text)
  if (!service) throw new Error(`unknown service ${text}`)
  return service
}

const selection = {
  id: true,
  externalId: true,
  tenantLinkId: true,
  service: true,
  name: true,
  expiresAt: true,
  observedSince: true,
  since: true,
  until: true,
  missingSince: true,
  account: {
    select: {
      id: true,
      appleId: true,
      deletions: { select: { deletedOn: true, statedBy: true, statedAt: true } },
    },
  },
  disablement: { select: { observedAt: true, readingId: true, evidenceId: true } },
  keeping: { select: { why: true, stillUsedBy: true, reviewOn: true, decidedBy: true, decidedAt: true } },
} as const

/** A moment to look from: an instant and the sequence of the reading in force then. */
export type Moment = { at: Date; sequence: number }

/**
 * Every connection known at a moment with its state then. A connection is known from the first reading that saw it;
 * what was recorded later (a disablement, a deletion, a decision) does not count yet. Of a token that came back only
 * the present stay is told.
 */
export const connectionsAt = async (tx: Transaction, moment: Moment): Promise<ConnectionSummary[]> =>
  (await staysAt(tx, moment)).filter(({ returnedAs }) => returnedAs === null)

/** The same with the earlier stays of tokens that came back. */
export const staysAt = async (tx: Transaction, { at, sequence }: Moment): Promise<ConnectionSummary[]> => {
  const rows = await tx.connection.findMany({
    where: { since: { lte: sequence } },
    orderBy: [{ service: 'asc' }, { name: 'asc' }, { since: 'asc' }],
    select: { ...selection, facts: factsAt(sequence) },
  })
  const accounts = await accountsThen(tx, rows, sequence)
  // Of the enrolment program's two services a token may change from one to the other.
  const tokenOf = ({ tenantLinkId, service, externalId }: (typeof rows)[number]) =>
    [tenantLinkId, service === 'asm' ? 'dep' : service, externalId.toLowerCase()].join(' ')
  const newest = new Map(rows.toSorted((a, b) => a.since - b.since).map((row) => [tokenOf(row), row.id]))
  return rows.map((stay) => {
    const { account: behind, disablement, keeping, missingSince, facts, ...row } = stay
    const present = newest.get(tokenOf(stay))
    const until = row.until !== null && row.until <= sequence ? row.until : null
    const { name, expiresAt, isMissing, account } = stayThen(
      { ...row, account: behind, missingSince, facts },
      sequence,
      accounts,
    )
    const deletion = account?.deletions.find((each) => each.statedAt <= at) ?? null
    const found = disablement && disablement.observedAt <= at ? disablement : null
    const disabledAt = found?.observedAt ?? null
    const kept = keeping && keeping.decidedAt <= at ? keeping : null
    const state = lifeOf(
      {
        isCurrent: until === null,
        isMissing,
        expiresAt,
        observedSince: row.observedSince,
        disabledAt,
        accountDeletion: deletion,
        accountKeptAt: kept?.decidedAt ?? null,
      },
      at,
    )
    return {
      ...row,
      name,
      until,
      expiresAt,
      service: serviceOf(row.service),
      account: account && { id: account.id, appleId: account.appleId, deletion },
      state,
      disabledAt,
      disabledBy: found && { readingId: found.readingId, evidenceId: found.evidenceId },
      keeping: kept,
      returnedAs: present === undefined || present === row.id ? null : present,
    }
  })
}

/** The latest moment: all readings, and what was recorded until now. */
export const latest = (): Moment => ({ at: new Date(), sequence: 2_147_483_647 })

export type AccountSummary = {
  id: string
  appleId: string
  deletion: ConnectionAccount['deletion']
  connections: ConnectionSummary[]
}

/** Each Apple account with the connections behind which it stands, past ones too. */
export const listAccounts = (actor: Actor): Promise<AccountSummary[]> => {
  demand(actor, 'accounts:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const accounts = new Map<string, AccountSummary>()
    for (const connection of await connectionsAt(tx, latest())) {
      if (!connection.account) continue
      const known = accounts.get(connection.account.id)
      if (known) known.connections.push(connection)
      else accounts.set(connection.account.id, { ...connection.account, connections: [connection] })
    }
    return [...accounts.values()].sort((a, b) => a.appleId.localeCompare(b.appleId))
  })
}

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
    const moment = latest()
    const all = await staysAt(tx, moment)
    const connection = all.find((each) => each.id === id)
    if (!connection) throw new Missing('connection')
    // What hung on a connection was closed by the reading that found it gone.
    const where = { connectionId: id, until: connection.until }
    const row = await tx.connection.findFirstOrThrow({
      where: { id },
      select: { tenantLink: { select: { name: true, tenant: true } } },
    })
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
    return {
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
      sameAccount: all.filter(
        ({ id: otherId, until, account }) =>
          otherId !== id && until === null && account !== null && account.id === connection.account?.id,
      ),
      tenant: row.tenantLink,
    }
  })
}
