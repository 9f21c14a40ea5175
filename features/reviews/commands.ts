import type { Transaction } from '#adapters/db.ts'
import { type Actor, memberOf } from '#domain/actor.ts'
import { dayIn, midnightOf, monthsAfter } from '#domain/day.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { ReviewTerms } from '#domain/review.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { ProposalInput, SeenField } from './schema.ts'
import { fieldsSeen, groundNow, overtaken, recordOf, settle } from './seen-fields.ts'

/**
 * Proposes what an organisation says of one field or of many; all are proposed, or none. Whoever began from a version
 * that is no longer the newest is told by whom it was overtaken: nothing of the other's is written over.
 */
export const proposeReviews = (
  actor: Actor,
  { field: seen, keeps, ...given }: ProposalInput,
  now = new Date(),
): Promise<
  Outcome<
    null,
    | 'membersOnly'
    | 'reviewChanged'
    | 'reviewedMeanwhile'
    | 'reviewIncomplete'
    | 'reviewDayPast'
    | 'reviewDayTooFar'
  >
> => {
  demand(actor, 'reviews:propose')
  const member = memberOf(actor)
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    const { timeZone, reviewMonths } = await tx.organisation.findFirstOrThrow({
      select: { timeZone: true, reviewMonths: true },
    })
    const today = dayIn(timeZone, now)
    const usual = monthsAfter(today, reviewMonths)
    const fields = await fieldsSeen(tx, seen, now)
    const ground = await groundNow(tx, now)
    const rows: NewReview[] = []
    for (const field of fields) {
      const { key, row, standing } = field
      if (standing.latest !== field.seen) return overtaken('reviewedMeanwhile', field)
      const own = keeps ? (standing.open ?? standing.inForce)?.terms : undefined
      const terms = {
        basis: given.basis ?? own?.basis,
        basisNote: given.basisNote ?? own?.basisNote ?? null,
        retention: given.retention ?? own?.retention ?? null,
        necessity: given.necessity ?? own?.necessity,
        note: given.note ?? own?.note ?? null,
        dpia: given.dpia ?? own?.dpia ?? null,
        reviewOn: given.reviewOn ?? usual,
      }
      const { basis, necessity } = terms
      if (!basis || !necessity)
        return refused('reviewIncomplete', { field: row.text.label, service: row.service })
      if (terms.reviewOn <= today) return refused('reviewDayPast')
      if (terms.reviewOn > usual) return refused('reviewDayTooFar', { months: reviewMonths })
      const { service, element } = row
      const version = standing.latest + 1
      rows.push({
        ...{ organisationId: actor.organisationId, service, element: element.key, version, ...terms },
        ...{ basis, necessity, reviewOn: midnightOf(terms.reviewOn) },
        ...{ proposedBy: member.id, proposedByName: member.name, proposedAt: now },
        ...ground(row),
      })
      recordOf(
        record,
        'review.proposed',
        key,
        { version, basis, necessity },
        wordsOf({ ...terms, basis, necessity }),
      )
    }
    // Of two at the same moment the second waits here for the first, and adds nothing.
    const added = await tx.elementReview.createMany({ data: rows, skipDuplicates: true })
    return added.count < fields.length ? refused('reviewChanged') : done(null)
  })
}

/** Takes back one's own proposals that nobody has decided. */
export const withdrawReviews = (
  actor: Actor,
  { field: seen }: { field: SeenField[] },
  now = new Date(),
): Promise<Outcome<null, 'membersOnly' | 'alreadyDecided' | 'notOwnProposal' | 'reviewChanged'>> => {
  demand(actor, 'reviews:propose')
  const member = memberOf(actor)
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    for (const { key, row, standing, seen: version } of await fieldsSeen(tx, seen, now)) {
      const { open } = standing
      if (open?.version !== version) return refused('alreadyDecided')
      if (open.proposed.by !== member.id) return refused('notOwnProposal')
      const by = { decision: 'withdrawn', decidedBy: member.id, decidedByName: member.name, decidedAt: now }
      if (!(await settle(tx, { row, version }, by))) return refused('reviewChanged')
      recordOf(record, 'review.withdrawn', key, { version }, {})
    }
    return done(null)
  })
}

type NewReview = Extract<
  NonNullable<Parameters<Transaction['elementReview']['createMany']>[0]>['data'],
  unknown[]
>[number]

/** Free text may name people, so it stands beside the chain. */
const wordsOf = ({ basisNote, retention, note, dpia, reviewOn }: ReviewTerms): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ basisNote, retention, note, dpia, reviewOn }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    ),
  )
