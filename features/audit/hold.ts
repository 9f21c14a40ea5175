import { inOrganisation, lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from './change.ts'

export type ArchiveHold = { id: string; reason: string; placedBy: string; placedAt: Date }

const standing = (tx: Transaction): Promise<ArchiveHold | null> =>
  tx.archiveHold.findFirst({
    where: { liftedAt: null },
    select: { id: true, reason: true, placedBy: true, placedAt: true },
  })

/** Whether age may take nothing of the accountability record of the transaction's organisation. */
export const isHeld = async (tx: Transaction): Promise<boolean> => (await standing(tx)) !== null

/** The hold that stands; null where none does. */
export const archiveHold = (actor: Actor): Promise<ArchiveHold | null> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, standing)
}

/** From now on age takes nothing of the accountability record, until the hold is lifted. */
export const placeArchiveHold = (
  actor: Actor,
  { reason }: { reason: string },
  now = new Date(),
): Promise<Outcome<null, 'holdStands'>> => {
  demand(actor, 'organisations:change')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    await lockOrganisation(tx, organisationId)
    if (await isHeld(tx)) return refused('holdStands')
    const { id } = await tx.archiveHold.create({
      data: { organisationId, reason, placedBy: actor.name, placedAt: now },
    })
    record({ kind: 'archiveHold.placed', subject: { kind: 'archiveHold', id }, personal: { why: reason } })
    return done(null)
  })
}

/** What the chosen retention takes goes from the coming night on. */
export const liftArchiveHold = (actor: Actor, now = new Date()): Promise<Outcome<null, 'holdGone'>> => {
  demand(actor, 'organisations:change')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    await lockOrganisation(tx, organisationId)
    const hold = await standing(tx)
    if (!hold) return refused('holdGone')
    const { id } = hold
    await tx.archiveHold.update({
      where: { organisationId_id: { organisationId, id } },
      data: { liftedBy: actor.name, liftedAt: now },
      select: { id: true },
    })
    record({ kind: 'archiveHold.lifted', subject: { kind: 'archiveHold', id } })
    return done(null)
  })
}
