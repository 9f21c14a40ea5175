import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { foundIds, type Sought } from '#features/devices/found-ids.ts'
import { first, type ListOptions } from '#features/devices/list-devices.ts'
import { servicesAt } from '#features/devices/share-periods.ts'
import { countedOver, overAsked, type SharedOver, sharedOver } from '#features/devices/shared-over.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type FirstSighting, type Sighting, witnessesOf } from '#features/readings/witnesses.ts'

export type ListedPerson = {
  id: string
  name: string | null
  upn: string | null
  /** Over which services the person is shared at that moment. */
  sharedOver: Service[]
  /** The reading that says so: the last one in force that went through the person's tenant. */
  standing: Sighting | null
  since: FirstSighting
}

export type PeopleList = {
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /** What it is narrowed to. */
  over: SharedOver | null
  people: ListedPerson[]
  /** How many there are on all pages, where the reading counted that. */
  counted: number | null
  /** The next page is the one `after` this id; null on the last. */
  next: string | null
}

/**
 * People known at a moment (now, unless `asOf` names a past one), in the order in which they were first seen. Found by
 * any part of their user principal name or name, of three signs at least; a shorter text has to begin a word of them.
 */
export const listPeople = (
  actor: Actor,
  { text = '', over: asked = {}, asOf: past, after = first, most = 50 }: ListOptions = {},
): Promise<PeopleList> => {
  demand(actor, 'people:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const asOf = past ?? new Date()
    const reading = await readingInForce(tx, asOf)
    // What Intune manages is known of now alone, and of people by the push certificate alone.
    const narrowed = await overAsked(tx, past ? { ...asked, only: null } : asked)
    const over = narrowed && (narrowed.service === 'apns' ? narrowed : { ...narrowed, only: null })
    if (!reading) return { reading, over, people: [], counted: null, next: null }
    const { sequence } = reading
    const rows = await tx.person.findMany({
      where: over
        ? { id: { in: await sharedOver(tx, 'people', over, { sequence, after, most }) } }
        : await soughtPeople(tx, { text: text.trim(), sequence, after, most }),
      orderBy: { id: 'asc' },
      take: most + 1,
      select: { id: true, tenantLinkId: true, name: true, upn: true, since: true },
    })
    const shown = rows.slice(0, most)
    const shares = await tx.personShare.findMany({
      where: { personId: { in: shown.map(({ id }) => id) }, since: { lte: sequence } },
      select: { personId: true, connectionId: true, since: true, until: true },
    })
    const services = await servicesAt(
      tx,
      { at: asOf, sequence },
      shares.map(({ personId: subject, ...share }) => ({ subject, ...share })),
    )
    const witnesses = await witnessesOf(tx, {
      sequence,
      tenantLinkIds: shown.map((row) => row.tenantLinkId),
      cited: shown.map(({ since }) => since),
    })
    return {
      ...{ reading, over, counted: await countedOver(tx, 'people', over, reading) },
      people: shown.map(({ tenantLinkId, since, ...person }) => ({
        ...person,
        sharedOver: services.get(person.id) ?? [],
        standing: witnesses.standing(tenantLinkId),
        since: witnesses.firstSight(tenantLinkId, since),
      })),
      next: rows.length > most ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

/** The rows of the page, or of what a search finds. */
export const soughtPeople = async (tx: Transaction, sought: Sought) => {
  const { text, sequence, after } = sought
  if (text === '') return { since: { lte: sequence }, id: { gt: after } }
  return { id: { in: await foundIds(tx, 'person', sought) } }
}
