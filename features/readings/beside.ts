import { inOrganisation } from '#adapters/db.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { Staging } from '#adapters/staging/staging.ts'
import { done, type Outcome, type Refusal } from '#domain/outcome.ts'
import type { ObjectCollection } from './staged-rows.ts'

export type ReadPlace = { organisationId: string; readingId: string; tenantLinkId: string }

/** What a tenant may answer about one collection alone; anything else would stop the others just as well. */
const concernsItAlone: ReadonlySet<GraphReason> = new Set([
  'missingPermission',
  'notFound',
  'noIntuneLicence',
  'refusedByMicrosoft',
  'serverFault',
  'malformedAnswer',
  'timedOut',
  'throttled',
])

/**
 * Reads what stands beside the inventory and is no part of its numbers. A tenant that refuses it is read all the same:
 * what came of it so far is dropped, and the reading keeps the reason to tell it in words.
 */
export const besideReader =
  (place: ReadPlace, staging: Staging) =>
  async (
    collection: ObjectCollection,
    read: () => Promise<Outcome<null, GraphReason>>,
  ): Promise<Outcome<null, GraphReason>> => {
    const outcome = await read()
    if (outcome.ok || !concernsItAlone.has(outcome.reason)) return outcome
    await staging.restart({ tenantLinkId: place.tenantLinkId, collection, scope: '' })
    await keepReason(place, collection, outcome)
    return done(null)
  }

const keepReason = (
  { organisationId, ...place }: ReadPlace,
  collection: string,
  { reason, values = {} }: Refusal<GraphReason>,
): Promise<unknown> =>
  inOrganisation(organisationId, (tx) =>
    tx.readingCollection.create({
      data: {
        organisationId,
        ...place,
        collection,
        doneAt: new Date(),
        refusal: reason,
        refusalValues: values,
      },
    }),
  )
