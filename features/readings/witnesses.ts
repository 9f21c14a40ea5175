import type { Transaction } from '#adapters/db.ts'
import type { Source } from '#domain/grade.ts'
import { type CompleteReading, observedBy } from './queries.ts'

/** When something was seen, and the reading that saw it; none where Pomona itself looked, in a case. */
export type Sighting = { at: Date; source: Source; reading: { id: string; sequence: number } | null }

/** `isFloor`: the first reading of that tenant saw it, so it may be older than anything read. */
export type FirstSighting = Sighting & { isFloor: boolean }

export type Witnesses = {
  /** The reading from which on something was there. */
  firstSight: (tenantLinkId: string, since: number) => FirstSighting
  /** The reading that no longer found it. */
  endSight: (until: number) => Sighting
  /** The last reading in force that went through a tenant: what stands, stands by it. */
  standing: (tenantLinkId: string) => Sighting | null
}

/**
 * The readings that intervals of some tenants cite, and those in force at `sequence`. A tenant's first reading is told
 * apart from later ones.
 */
export const witnessesOf = async (
  tx: Transaction,
  asked: { sequence: number; tenantLinkIds: readonly string[]; cited: readonly number[] },
): Promise<Witnesses> => {
  const first = new Map<string, number>()
  const standing = new Map<string, Sighting>()
  for (const link of await linksOf(tx, asked.tenantLinkIds)) {
    const where = through(link)
    const oldest = await tx.reading.findFirst({ where, select, orderBy: { sequence: 'asc' } })
    if (oldest) first.set(link.id, oldest.sequence)
    const newest = await newestOf(tx, link, asked.sequence + 1)
    if (newest) standing.set(link.id, newest)
  }
  const rows = await tx.reading.findMany({ where: { sequence: { in: [...new Set(asked.cited)] } }, select })
  const sightings = new Map(rows.map((row) => [row.sequence, sightingBy(row)]))
  const sighting = (sequence: number): Sighting => {
    const found = sightings.get(sequence)
    if (!found) throw new Error(`reading ${sequence} is cited and not complete`)
    return found
  }
  return {
    firstSight: (tenantLinkId, since) => ({
      ...sighting(since),
      isFloor: since <= (first.get(tenantLinkId) ?? since),
    }),
    endSight: sighting,
    standing: (tenantLinkId) => standing.get(tenantLinkId) ?? null,
  }
}

/** The last reading that went through a tenant, of those before `until` where one is given. */
export const lastSight = async (
  tx: Transaction,
  tenantLinkId: string,
  until: number | null,
): Promise<Sighting | null> => {
  const [link] = await linksOf(tx, [tenantLinkId])
  return link ? newestOf(tx, link, until) : null
}

type Link = { id: string; createdAt: Date; forgottenAt: Date | null }

const linksOf = (tx: Transaction, ids: readonly string[]): Promise<Link[]> =>
  tx.tenantLink.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, createdAt: true, forgottenAt: true },
  })

const select = { id: true, sequence: true, startedAt: true, finishedAt: true } as const

/** Complete readings through one tenant: a reading goes through all that are connected when it starts. */
const through = ({ createdAt, forgottenAt }: Link) => ({
  state: 'finished',
  startedAt: { gte: createdAt, ...(forgottenAt && { lt: forgottenAt }) },
})

const newestOf = async (tx: Transaction, link: Link, until: number | null): Promise<Sighting | null> => {
  const where = { ...through(link), ...(until !== null && { sequence: { lt: until } }) }
  const row = await tx.reading.findFirst({ where, select, orderBy: { sequence: 'desc' } })
  return row && sightingBy(row)
}

const sightingBy = (row: {
  id: string
  sequence: number
  startedAt: Date | null
  finishedAt: Date | null
}): Sighting => {
  const { id, sequence, startedAt, finishedAt } = row
  if (!startedAt || !finishedAt) throw new Error(`reading ${sequence} is cited and not complete`)
  const reading: CompleteReading = { id, sequence, startedAt, finishedAt }
  return { at: finishedAt, source: observedBy(reading), reading }
}
