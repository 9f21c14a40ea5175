import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { currentEdition, elementOf, saysTheSame } from '#domain/catalogue/catalogue.ts'
import { editionIds } from '#domain/catalogue/vocabulary.ts'
import { dayIn } from '#domain/day.ts'
import { Missing } from '#domain/outcome.ts'
import { type ReviewStanding, type ReviewVersion, standingOf } from '#domain/review.ts'
import { groupOf, type Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { fieldKey, type InventoryRow, inventoryRows, rowKey } from '#features/inventory/inventory-rows.ts'
import { type Inventory, inventoryBeside } from '#features/inventory/queries.ts'
import { versionsAt } from './stored.ts'

/** A field that a service receives, and how its review stands. */
export type ReviewedField = { key: string; row: InventoryRow; standing: ReviewStanding }

/** How often an organisation asks again, unless a review names its own day, and by what share numbers may change. */
export type ReviewRules = { months: number; share: number }

/** The review of every field in an inventory, at its moment; in the order of the page. */
export const reviewedFields = (actor: Actor, inventory: Known): Promise<ReviewedField[]> => {
  demand(actor, 'reviews:read')
  return inOrganisation(actor.organisationId, (tx) => reviewedFieldsAt(tx, inventory))
}

/** The same as an inventory's rows take it, by field. */
export const reviewStandings = (actor: Actor, inventory: Known): Promise<Standings> => {
  demand(actor, 'reviews:read')
  return inOrganisation(actor.organisationId, (tx) => reviewStandingsAt(tx, inventory))
}

export const reviewStandingsAt = async (tx: Transaction, inventory: Known): Promise<Standings> =>
  new Map((await reviewedFieldsAt(tx, inventory)).map(({ key, standing }) => [key, standing]))

type Standings = ReadonlyMap<string, ReviewStanding>
type Known = Pick<Inventory, 'asOf' | 'services'>

const reviewedFieldsAt = async (tx: Transaction, { asOf, services }: Known): Promise<ReviewedField[]> => {
  const { timeZone, reviewShare: share } = await tx.organisation.findFirstOrThrow({
    select: { timeZone: true, reviewShare: true },
  })
  const versions = await versionsAt(tx, asOf)
  const day = dayIn(timeZone, asOf)
  return inventoryRows(services).map((row) => {
    const key = rowKey(row)
    const { group, key: element } = row.element
    const standing = standingOf(versions.get(key) ?? [], {
      day,
      share,
      numbers: row.population.value,
      isReworded: (edition) => !isSaid(group, element, edition),
    })
    return { key, row, standing }
  })
}

/** Whether the current edition says a row as an earlier one did; of an edition nobody knows any more it does not. */
const isSaid = (group: InventoryRow['element']['group'], key: string, edition: string): boolean => {
  const then = editionIds.find((id) => id === edition)
  return then !== undefined && saysTheSame(group, key, then, currentEdition.id)
}

/** What somebody said of a proposal without deciding it. */
export type Opinion = { opinion: 'agrees' | 'objects'; note: string | null; by: string; at: Date }

export type ReviewDetail = {
  standing: ReviewStanding
  /** Whom the field concerns now. */
  numbers: ReviewedField['row']['population']['value']
  /** Every version, the newest first. */
  versions: (ReviewVersion & { opinions: Opinion[] })[]
}

/** The review of one field with its whole history, at the moment of an inventory. Throws Missing. */
export const reviewDetail = (
  actor: Actor,
  service: Service,
  element: string,
  inventory: Inventory,
): Promise<ReviewDetail> => {
  demand(actor, 'reviews:read')
  if (!elementOf(groupOf(service), element)) throw new Missing('element')
  return inOrganisation(actor.organisationId, async (tx) => {
    const field = { service, element }
    const key = fieldKey(field)
    const reviewed = (await reviewedFieldsAt(tx, inventory)).find((each) => each.key === key)
    if (!reviewed) throw new Missing('element')
    const versions = (await versionsAt(tx, inventory.asOf, field)).get(key) ?? []
    const opinions = await tx.reviewOpinion.findMany({
      where: { ...field, givenAt: { lte: inventory.asOf } },
      orderBy: { givenAt: 'asc' },
    })
    return {
      standing: reviewed.standing,
      numbers: reviewed.row.population.value,
      versions: versions.toReversed().map((version) => ({
        ...version,
        opinions: opinions
          .filter((opinion) => opinion.version === version.version)
          .map(({ opinion, note, givenByName: by, givenAt: at }) => ({
            opinion: opinion === 'objects' ? ('objects' as const) : ('agrees' as const),
            ...{ note, by, at },
          })),
      })),
    }
  })
}

export const reviewRules = (actor: Actor): Promise<ReviewRules> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, rulesOf)
}

export const rulesOf = async (tx: Transaction): Promise<ReviewRules> => {
  const { reviewMonths: months, reviewShare: share } = await tx.organisation.findFirstOrThrow({
    select: { reviewMonths: true, reviewShare: true },
  })
  return { months, share }
}

/** Every field as it stands this moment, for a command. */
export const fieldsNow = async (tx: Transaction, now: Date): Promise<Map<string, ReviewedField>> => {
  const { inventory } = await inventoryBeside(tx, 'en', now)
  return new Map((await reviewedFieldsAt(tx, inventory)).map((field) => [field.key, field]))
}
