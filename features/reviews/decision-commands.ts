import { type Actor, memberOf } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { SeenField } from './schema.ts'
import { fieldsSeen, groundNow, overtaken, recordOf, settle } from './seen-fields.ts'

/** Adopts or declines proposals as they were seen; all, or none. Never one's own; declining says why. */
export const decideReviews = (
  actor: Actor,
  {
    field: seen,
    decision,
    note,
  }: { field: SeenField[]; decision: 'adopted' | 'declined'; note: string | null },
  now = new Date(),
): Promise<
  Outcome<
    null,
    'membersOnly' | 'noteNeeded' | 'alreadyDecided' | 'reviewChanged' | 'proposedMeanwhile' | 'ownProposal'
  >
> => {
  demand(actor, 'reviews:adopt')
  const member = memberOf(actor)
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    if (decision === 'declined' && note === null) return refused('noteNeeded')
    const ground = await groundNow(tx, now)
    for (const field of await fieldsSeen(tx, seen, now)) {
      const { key, row, standing, seen: version } = field
      const { open } = standing
      if (standing.latest !== version) return overtaken('proposedMeanwhile', field)
      if (!open) return refused('alreadyDecided')
      if (open.proposed.by === member.id) return refused('ownProposal', { field: row.text.label })
      const settled = await settle(
        tx,
        { row, version },
        {
          ...{
            decision,
            decidedBy: member.id,
            decidedByName: member.name,
            decidedAt: now,
            decisionNote: note,
          },
          ...(decision === 'adopted' ? ground(row) : {}),
        },
      )
      if (!settled) return refused('reviewChanged')
      const kind = decision === 'adopted' ? 'review.adopted' : 'review.declined'
      recordOf(record, kind, key, { version }, note === null ? {} : { note })
    }
    return done(null)
  })
}

/** Says what one thinks of proposals without deciding them; not of one's own, which says it already. */
export const adviseOnReviews = (
  actor: Actor,
  { field: seen, opinion, note }: { field: SeenField[]; opinion: 'agrees' | 'objects'; note: string | null },
  now = new Date(),
): Promise<
  Outcome<
    null,
    'membersOnly' | 'noteNeeded' | 'alreadyDecided' | 'reviewChanged' | 'proposedMeanwhile' | 'ownProposal'
  >
> => {
  demand(actor, 'reviews:advise')
  const member = memberOf(actor)
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    if (opinion === 'objects' && note === null) return refused('noteNeeded')
    for (const field of await fieldsSeen(tx, seen, now)) {
      const { key, row, standing, seen: version } = field
      const { open } = standing
      if (standing.latest !== version) return overtaken('proposedMeanwhile', field)
      if (!open) return refused('alreadyDecided')
      if (open.proposed.by === member.id) return refused('ownProposal', { field: row.text.label })
      await tx.reviewOpinion.create({
        data: {
          ...{ organisationId, service: row.service, element: row.element.key, version, opinion, note },
          ...{ givenBy: member.id, givenByName: member.name, givenAt: now },
        },
      })
      recordOf(record, 'review.advised', key, { version, opinion }, note === null ? {} : { note })
    }
    return done(null)
  })
}
