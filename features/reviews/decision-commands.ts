import type { Transaction } from '#adapters/db.ts'
import { type Actor, memberOf } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { SeenField } from './schema.ts'
import { type Field, fieldsSeen, groundNow, overtaken, recordOf, settle } from './seen-fields.ts'

type NotOpen = 'decidedMeanwhile' | 'reviewChanged' | 'proposedMeanwhile' | 'ownProposal'

/** Adopts or declines proposals as they were seen; all, or none. Never one's own; declining says why. */
export const decideReviews = (
  actor: Actor,
  {
    field: seen,
    decision,
    note,
  }: { field: SeenField[]; decision: 'adopted' | 'declined'; note: string | null },
  now = new Date(),
): Promise<Outcome<null, 'membersOnly' | 'noteNeeded' | NotOpen>> => {
  demand(actor, 'reviews:adopt')
  const member = memberOf(actor)
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    if (decision === 'declined' && note === null) return refused('noteNeeded')
    const ground = await groundNow(tx, now)
    const proposals = await othersProposals(tx, seen, member, now)
    if (!proposals.ok) return proposals
    for (const { key, row, seen: version } of proposals.value) {
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
): Promise<Outcome<null, 'membersOnly' | 'noteNeeded' | NotOpen>> => {
  demand(actor, 'reviews:advise')
  const member = memberOf(actor)
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    if (opinion === 'objects' && note === null) return refused('noteNeeded')
    const proposals = await othersProposals(tx, seen, member, now)
    if (!proposals.ok) return proposals
    for (const { key, row, seen: version } of proposals.value) {
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

/** Refuses whoever comes after another's decision, by who made it and which. */
const decidedMeanwhile = async (tx: Transaction, { row, seen }: Field) => {
  const { decision, decidedByName } = await tx.elementReview.findFirstOrThrow({
    where: { service: row.service, element: row.element.key, version: seen },
    select: { decision: true, decidedByName: true },
  })
  const by = decidedByName ?? ''
  return refused('decidedMeanwhile' as const, { by, decision: decision ?? '', field: row.text.label })
}

/** Proposals that still wait as they were seen, none of them the member's own. */
const othersProposals = async (
  tx: Transaction,
  seen: readonly SeenField[],
  member: { id: string },
  now: Date,
): Promise<Outcome<Field[], NotOpen>> => {
  const fields = await fieldsSeen(tx, seen, now)
  for (const field of fields) {
    const { latest, open } = field.standing
    if (latest !== field.seen) return overtaken('proposedMeanwhile', field)
    if (!open) return decidedMeanwhile(tx, field)
    if (open.proposed.by === member.id) return refused('ownProposal', { field: field.row.text.label })
  }
  return done(fields)
}
