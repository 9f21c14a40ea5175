import type { Transaction } from '#adapters/db.ts'
import { type Actor, memberOf } from '#domain/actor.ts'
import { currentEdition } from '#domain/catalogue/catalogue.ts'
import { dayIn, midnightOf } from '#domain/day.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { monthsAfter, type ReviewTerms } from '#domain/review.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { fieldsNow, type ReviewedField } from './queries.ts'
import { reviewKey } from './review-key.ts'
import type { ProposalInput, SeenField } from './schema.ts'

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
    'membersOnly' | 'changedMeanwhile' | 'reviewedMeanwhile' | 'reviewIncomplete' | 'reviewDayPast'
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
    for (const { key, row, standing, seen } of fields) {
      if (standing.latest !== seen) return overtaken({ row, standing })
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
      if (!basis || !necessity) return refused('reviewIncomplete', { field: row.text.label })
      if (terms.reviewOn <= today) return refused('reviewDayPast')
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
    return added.count < fields.length ? refused('changedMeanwhile') : done(null)
  })
}

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
    'membersOnly' | 'noteNeeded' | 'alreadyDecided' | 'changedMeanwhile' | 'reviewedMeanwhile' | 'ownProposal'
  >
> => {
  demand(actor, 'reviews:adopt')
  const member = memberOf(actor)
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    if (decision === 'declined' && note === null) return refused('noteNeeded')
    const ground = await groundNow(tx, now)
    for (const { key, row, standing, seen: version } of await fieldsSeen(tx, seen, now)) {
      const { open } = standing
      if (standing.latest !== version) return overtaken({ row, standing })
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
      if (!settled) return refused('changedMeanwhile')
      const kind = decision === 'adopted' ? 'review.adopted' : 'review.declined'
      recordOf(record, kind, key, { version }, note === null ? {} : { note })
    }
    return done(null)
  })
}

/** Takes back one's own proposals that nobody has decided. */
export const withdrawReviews = (
  actor: Actor,
  { field: seen }: { field: SeenField[] },
  now = new Date(),
): Promise<Outcome<null, 'membersOnly' | 'alreadyDecided' | 'notOwnProposal' | 'changedMeanwhile'>> => {
  demand(actor, 'reviews:propose')
  const member = memberOf(actor)
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    for (const { key, row, standing, seen: version } of await fieldsSeen(tx, seen, now)) {
      const { open } = standing
      if (open?.version !== version) return refused('alreadyDecided')
      if (open.proposed.by !== member.id) return refused('notOwnProposal')
      const by = { decision: 'withdrawn', decidedBy: member.id, decidedByName: member.name, decidedAt: now }
      if (!(await settle(tx, { row, version }, by))) return refused('changedMeanwhile')
      recordOf(record, 'review.withdrawn', key, { version }, {})
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
    'membersOnly' | 'noteNeeded' | 'alreadyDecided' | 'changedMeanwhile' | 'reviewedMeanwhile' | 'ownProposal'
  >
> => {
  demand(actor, 'reviews:advise')
  const member = memberOf(actor)
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    if (!member) return refused('membersOnly')
    if (opinion === 'objects' && note === null) return refused('noteNeeded')
    for (const { key, row, standing, seen: version } of await fieldsSeen(tx, seen, now)) {
      const { open } = standing
      if (standing.latest !== version) return overtaken({ row, standing })
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

type NewReview = Extract<
  NonNullable<Parameters<Transaction['elementReview']['createMany']>[0]>['data'],
  unknown[]
>[number]

type Field = ReviewedField & { seen: number }

/** The fields of a form as they stand now. */
const fieldsSeen = async (tx: Transaction, seen: readonly SeenField[], now: Date): Promise<Field[]> => {
  const fields = await fieldsNow(tx, now)
  return seen.flatMap(({ seen, ...field }) => {
    const found = fields.get(reviewKey(field))
    return found ? [{ ...found, seen }] : []
  })
}

const overtaken = ({ row, standing }: Pick<ReviewedField, 'row' | 'standing'>) => {
  const by = (standing.open ?? standing.inForce)?.proposed.name
  return by === undefined
    ? refused('changedMeanwhile')
    : refused('reviewedMeanwhile', { field: row.text.label, by })
}

/** What a review rests on this moment. */
const groundNow = async (tx: Transaction, now: Date) => {
  const readingId = (await readingInForce(tx, now))?.id ?? null
  return ({ population: { value } }: ReviewedField['row']) => ({
    ...{ edition: currentEdition.id, readingId },
    ...{ devices: value.devices, people: value.people, administrators: value.administrators },
  })
}

/** Writes a decision onto a version that has none; false where another one came first. */
const settle = async (
  tx: Transaction,
  { row, version }: { row: ReviewedField['row']; version: number },
  data: Parameters<Transaction['elementReview']['updateMany']>[0]['data'],
): Promise<boolean> => {
  const where = { service: row.service, element: row.element.key, version, decision: null }
  return (await tx.elementReview.updateMany({ where, data })).count === 1
}

const recordOf = (
  record: Recorder,
  kind: 'review.proposed' | 'review.adopted' | 'review.declined' | 'review.withdrawn' | 'review.advised',
  key: string,
  facts: Record<string, string | number>,
  personal: Record<string, string>,
): void => record({ kind, subject: { kind: 'review', id: key }, facts, personal })

/** Free text may name people, so it stands beside the chain. */
const wordsOf = ({ basisNote, retention, note, dpia, reviewOn }: ReviewTerms): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ basisNote, retention, note, dpia, reviewOn }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    ),
  )
