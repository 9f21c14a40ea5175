import { inOrganisation, sqlPart, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditKind } from '#domain/audit.ts'
import { isFlowing, type LifeState } from '#domain/connection-life.ts'
import { Missing } from '#domain/outcome.ts'
import { sameConnection } from '#domain/same-connection.ts'
import type { Service } from '#domain/service.ts'
import { urgencies } from '#domain/urgency.ts'
import { demand } from '#features/access/actor.ts'
import { eventsAbout, type ListedEvent } from '#features/audit/queries.ts'
import type { Standing } from './list-connections.ts'
import {
  foundTraits,
  isOpen,
  type JoinOffer,
  joinOffers,
  type StatedConnection,
  statedAt,
  traitsOf,
} from './stated.ts'

export type ListedStated = StatedConnection & { offers: JoinOffer[] }

type Sought = {
  service?: Service
  standing?: Standing
  /** A part of the name or of the Apple ID. */
  text?: string
}

/**
 * What members had stated by a moment and what stands for itself: not withdrawn, not joined to a connection that a
 * reading found. Whether a reading found one of them since is asked of today alone.
 */
export const listStated = (
  actor: Actor,
  { asOf, ...sought }: Sought & { asOf?: Date } = {},
): Promise<ListedStated[]> => {
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const stated = await statedAt(tx, asOf ?? new Date())
    const open = stated.filter((each) => isOpen(each) && isSought(each, sought))
    return withOffers(tx, open, asOf === undefined)
  })
}

const isSought = (stated: StatedConnection, { service, standing, text = '' }: Sought): boolean => {
  const part = text.toLowerCase()
  return (
    (service === undefined || stated.service === service) &&
    (standing === undefined || stands(stated.state, standing)) &&
    [stated.name, stated.appleId ?? ''].some((each) => each.toLowerCase().includes(part))
  )
}

const stands = (state: LifeState, standing: Standing): boolean => {
  if (standing === 'flowing') return isFlowing(state)
  return standing === 'waiting' ? urgencies.some((urgency) => urgency === state) : standing === state
}

const withOffers = async (
  tx: Transaction,
  stated: readonly StatedConnection[],
  isToday: boolean,
): Promise<ListedStated[]> => {
  const offers = isToday ? await joinOffers(tx, stated) : new Map<string, JoinOffer[]>()
  return stated.map((each) => ({ ...each, offers: offers.get(each.id) ?? [] }))
}

export type StatedDetail = ListedStated & {
  /** Push certificates that readings found, with another topic than this one's. */
  otherTopics: { connectionId: string; name: string }[]
  /** What it is joined to, by name. */
  joinedName: string | null
  /** What was recorded about it, oldest first. */
  history: ListedEvent[]
}

const kindsAboutStated = [
  'connection.stated',
  'connection.joined',
  'connection.unjoined',
  'connection.statementWithdrawn',
] as const satisfies AuditKind[]

/** One stated connection with what happened to it. Throws Missing. */
export const statedDetail = (actor: Actor, id: string): Promise<StatedDetail> => {
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const [found] = await withOffers(tx, await statedAt(tx, new Date(), { ids: [id] }), true)
    if (!found) throw new Missing('stated connection')
    const { joined, statedAt: since } = found
    const history: ListedEvent[] = []
    for (const kind of kindsAboutStated) {
      // The event is written at the end of the transaction that states, by another clock.
      history.push(...(await eventsAbout(tx, kind, id, new Date(since.getTime() - clocksApartMs))))
    }
    const connection =
      joined &&
      (await tx.connection.findFirst({ where: { id: joined.connectionId }, select: { name: true } }))
    return {
      ...found,
      otherTopics: await otherTopics(tx, found),
      joinedName: connection?.name ?? null,
      history: history.toSorted((a, b) => a.sequence - b.sequence),
    }
  })
}

const clocksApartMs = 60_000

const otherTopics = async (
  tx: Transaction,
  stated: StatedConnection,
): Promise<StatedDetail['otherTopics']> => {
  if (stated.topic === null || !isOpen(stated)) return []
  const found = await foundTraits(tx, { service: { in: [stated.service] } })
  return found
    .filter(({ traits }) => traits.topic !== null && sameConnection(traitsOf(stated), traits) === null)
    .map(({ id, traits }) => ({ connectionId: id, name: traits.name }))
}

/** What members had stated by a moment of a connection that readings found, whichever stay of it was joined. */
export const statedOf = (
  actor: Actor,
  connectionId: string,
  { asOf = new Date() }: { asOf?: Date } = {},
): Promise<StatedConnection[]> => {
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const stays = await tx.$queryRaw<{ id: string }[]>`
      select stay.id from connection one
      join connection stay on stay.organisation_id = one.organisation_id and stay.tenant_link_id = one.tenant_link_id
        and stay.service = one.service and lower(stay.external_id) = lower(one.external_id)
      where one.id = ${connectionId}::uuid`
    const stated = await statedAt(tx, asOf, { joinedTo: stays.map(({ id }) => id) })
    return stated.filter(({ withdrawn }) => withdrawn === null)
  })
}

/** How many stated connections of each service stood for themselves at a moment. */
export const statedCountsAt = async (tx: Transaction, at: Date): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx.$queryRaw<{ service: string; count: number }[]>`
    select service, count(*)::int as count from stated_connection s where ${openAt(at)} group by service`
  return new Map(rows.map(({ service, count }) => [service, count]))
}

/** The condition that a stated connection `s` stood for itself at a moment. */
export const openAt = (at: Date) => sqlPart`s.stated_at <= ${at}::timestamptz
  and (s.withdrawn_at is null or s.withdrawn_at > ${at}::timestamptz)
  and not exists (select from joining j where j.organisation_id = s.organisation_id and j.stated_id = s.id
    and j.joined_at <= ${at}::timestamptz and (j.undone_at is null or j.undone_at > ${at}::timestamptz))`
