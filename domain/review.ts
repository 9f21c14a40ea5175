import type { Day } from './day.ts'
import type { Source } from './grade.ts'

/**
 * On what a field may be shared: the six bases of GDPR Art. 6(1), letters a to f, and that no personal data is shared,
 * so that none is needed.
 */
export const legalBases = [
  'consent',
  'contract',
  'legalObligation',
  'vitalInterests',
  'publicTask',
  'legitimateInterests',
  'noPersonalData',
] as const
export type LegalBasis = (typeof legalBases)[number]

/** Whether the purpose could be reached without the field (data minimisation, GDPR Art. 5(1)(c)). */
export const necessities = ['necessary', 'useful', 'unnecessary'] as const
export type Necessity = (typeof necessities)[number]

/** What an organisation says of a field that a service receives. */
export type ReviewTerms = {
  basis: LegalBasis
  /** Which law, contract or interest. */
  basisNote: string | null
  /** How long it is kept, in the organisation's own words; null is not said. */
  retention: string | null
  necessity: Necessity
  note: string | null
  /** Address of the impact assessment (GDPR Art. 35) that covers it. */
  dpia: string | null
  /** When it is asked for again. */
  reviewOn: Day
}

export const decisions = ['adopted', 'declined', 'withdrawn'] as const
export type Decision = (typeof decisions)[number]

/** Of whom a field may have a number. */
export const numbersOf = ['devices', 'people', 'administrators'] as const

/** Null is not a number of this field, or not known; never zero. */
export type Numbers = { devices: number | null; people: number | null; administrators: number | null }

/** A number that is not what it was; null is not known. */
type MovedNumber = { of: keyof Numbers; was: number | null; is: number | null }

/** What a review rests on: an edition of Microsoft's page, and whom the field concerned. */
export type Ground = { edition: string; numbers: Numbers }

export type ReviewVersion = {
  version: number
  terms: ReviewTerms
  proposed: { by: string; name: string; at: Date }
  decided: { decision: Decision; by: string; name: string; at: Date; note: string | null } | null
  ground: Ground
}

/** Whose word a version is: that of whoever adopted it, else of whoever proposed it. */
export const statedBy = ({ proposed, decided }: ReviewVersion): Source => {
  const { name: by, at } = decided?.decision === 'adopted' ? decided : proposed
  return { grade: 'stated', by, at: at.toISOString() }
}

/** Why an adopted review is asked for again. */
export const dueReasons = ['day', 'edition', 'numbers'] as const
export type DueReason = (typeof dueReasons)[number]

export const reviewStates = ['none', 'proposed', 'due', 'adopted'] as const
export type ReviewState = (typeof reviewStates)[number]

/** Lists of reviews: what waits in one way or another, and all that is in force, whatever waits beside it. */
export const reviewLists = ['proposed', 'due', 'none', 'inForce'] as const
export type ReviewList = (typeof reviewLists)[number]

export const isInList = ({ state, inForce }: ReviewStanding, list: ReviewList): boolean =>
  list === 'inForce' ? inForce !== null : state === list

/** A state as people are told of it: beside a proposal what was adopted stays in force, and declined is not never. */
export const toldState = ({
  state,
  inForce,
  lastDecision,
}: Pick<ReviewStanding, 'state' | 'inForce' | 'lastDecision'>): ReviewState | 'proposedAnew' | 'declined' => {
  if (state === 'proposed' && inForce !== null) return 'proposedAnew'
  return state === 'none' && lastDecision === 'declined' ? 'declined' : state
}

export type ReviewStanding = {
  /** `proposed` while a proposal waits for its decision, whatever stands in force beside it. */
  state: ReviewState
  due: DueReason[]
  /** Where it is due for its numbers, the first that moved: what it was when it was adopted, and is. */
  moved: MovedNumber | null
  /** What was adopted last: that is what reports say, until another one is. */
  inForce: ReviewVersion | null
  /** What waits for a decision. */
  open: ReviewVersion | null
  /** Number of the newest version; 0 where nothing was ever proposed. */
  latest: number
  /** Who proposed that one. */
  latestBy: string | null
  /** What was decided about it; null where nothing was. */
  lastDecision: Decision | null
}

/** How a field stands today: its day, its ground now, whether the edition of then said it in other words. */
export type Today = {
  day: Day
  numbers: Numbers
  /** By how many per cent a number may have changed. */
  share: number
  isReworded: (editionThen: string) => boolean
}

/**
 * How the review of a field stands. It is asked for again from its day on, where a newer edition says the field
 * otherwise, and where a number differs by more than the set share: always against the facts as they are, so a number
 * that goes back to what it was takes its question away again. A proposal of which a newer one was made is history.
 */
export const standingOf = (versions: readonly ReviewVersion[], today: Today): ReviewStanding => {
  const inOrder = versions.toSorted((a, b) => a.version - b.version)
  const newest = inOrder.at(-1) ?? null
  const inForce = inOrder.findLast(({ decided }) => decided?.decision === 'adopted') ?? null
  const open = newest && newest.decided === null ? newest : null
  const due = inForce ? dueReasonsOf(inForce, today) : []
  const state = open ? 'proposed' : inForce === null ? 'none' : due.length > 0 ? 'due' : 'adopted'
  return {
    state,
    due,
    moved: inForce && due.includes('numbers') ? movedNumber(inForce.ground.numbers, today) : null,
    inForce,
    open,
    latest: newest?.version ?? 0,
    latestBy: newest?.proposed.name ?? null,
    lastDecision: newest?.decided?.decision ?? null,
  }
}

const dueReasonsOf = ({ terms, ground }: ReviewVersion, today: Today): DueReason[] => {
  const holds: Record<DueReason, boolean> = {
    day: today.day >= terms.reviewOn,
    edition: today.isReworded(ground.edition),
    numbers: haveMoved(ground.numbers, today.numbers, today.share),
  }
  return dueReasons.filter((reason) => holds[reason])
}

/** Whether any number differs by more than `share` per cent of what it was; one that was not known counts as moved. */
export const haveMoved = (before: Numbers, after: Numbers, share: number): boolean =>
  movedNumber(before, { numbers: after, share }) !== null

const movedNumber = (
  before: Numbers,
  { numbers, share }: Pick<Today, 'numbers' | 'share'>,
): MovedNumber | null => {
  const of = numbersOf.find((each) => {
    const [was, is] = [before[each], numbers[each]]
    if (was === null || is === null) return was !== is
    return Math.abs(is - was) * 100 > was * share
  })
  return of === undefined ? null : { of, was: before[of], is: numbers[of] }
}
