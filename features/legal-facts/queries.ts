import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn, storedDay } from '#domain/day.ts'
import {
  applyingTo,
  isReviewOverdue,
  type LegalFact,
  legalDeeds,
  legalFacts,
  type StatedLegalFact,
} from '#domain/legal-fact.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'

/** A fact with how it stands today. */
export type StandingFact = LegalFact & { isOverdue: boolean; applies: boolean }

export type LegalFactList = {
  country: string
  facts: StandingFact[]
  /** Whether the actor may confirm and change. */
  mayChange: boolean
  /** Whether it is being the statutory DPO that forbids it. */
  advisesOnly: boolean
}

type Row = Omit<StatedLegalFact, 'deed' | 'checkedOn' | 'reviewBy'> & {
  deed: string
  checkedOn: Date
  reviewBy: Date | null
}

const statedOf = ({ deed, checkedOn, reviewBy, ...row }: Row): StatedLegalFact => ({
  ...row,
  deed: legalDeeds.find((each) => each === deed) ?? 'changed',
  checkedOn: storedDay(checkedOn),
  reviewBy: reviewBy && storedDay(reviewBy),
})

type Sought = { key?: string; at?: Date | undefined }

const versionsIn = async (tx: Transaction, { key, at }: Sought = {}): Promise<StatedLegalFact[]> =>
  (
    await tx.legalFact.findMany({
      where: { ...(key !== undefined && { key }), ...(at && { statedAt: { lte: at } }) },
      orderBy: { version: 'desc' },
      omit: { organisationId: true },
    })
  ).map(statedOf)

/** Every legal fact as the organisation has it now, or had it at a moment; those that hold for its country first. */
export const legalFactsIn = async (tx: Transaction, country: string, at?: Date): Promise<LegalFact[]> =>
  legalFacts(country, await versionsIn(tx, { at }))

const organisationIn = (tx: Transaction) =>
  tx.organisation.findFirstOrThrow({ select: { country: true, timeZone: true } })

/** The legal facts of the actor's organisation, each with whether it holds for its country and is overdue. */
export const listLegalFacts = (actor: Actor): Promise<LegalFactList> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { country, timeZone } = await organisationIn(tx)
    const facts = await legalFactsIn(tx, country)
    return {
      country,
      facts: standing(country, facts, dayIn(timeZone, new Date())),
      ...rightsOf(actor),
    }
  })
}

const standing = (country: string, facts: readonly LegalFact[], today: string): StandingFact[] => {
  const applying = new Set(Object.values(applyingTo(country, facts)).map(({ key }) => key))
  return facts.map((fact) => ({
    ...fact,
    applies: applying.has(fact.key),
    isOverdue: isReviewOverdue(fact, today),
  }))
}

const rightsOf = ({ permissions }: Actor) => {
  const mayChange = permissions.has('legalFacts:change')
  return { mayChange, advisesOnly: !mayChange && permissions.has('reviews:advise') }
}

export type LegalFactDetail = Omit<LegalFactList, 'facts'> & {
  fact: StandingFact
  /** The latest first; what Pomona ships is the last. */
  versions: (LegalFact & { statedBy: string | null; statedAt: Date | null })[]
  today: string
}

/** One fact with its history. Throws Missing. */
export const legalFactDetail = (actor: Actor, key: string): Promise<LegalFactDetail> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { country, timeZone } = await organisationIn(tx)
    const today = dayIn(timeZone, new Date())
    const facts = standing(country, await legalFactsIn(tx, country), today)
    const fact = facts.find((each) => each.key === key)
    const shipped = legalFacts(country).find((each) => each.key === key)
    if (!fact || !shipped) throw new Missing('legal fact')
    const versions = (await versionsIn(tx, { key })).flatMap((version) => {
      const told = legalFacts(country, [version]).find((each) => each.key === key)
      return told ? [{ ...told, statedBy: version.statedBy, statedAt: version.statedAt }] : []
    })
    return {
      country,
      fact,
      versions: [...versions, { ...shipped, statedBy: null, statedAt: null }],
      today,
      ...rightsOf(actor),
    }
  })
}

/** The facts that hold for the organisation and must be looked at: their day is past, or Pomona ships them otherwise. */
export const overdueLegalFacts = async (actor: Actor): Promise<StandingFact[]> =>
  (await listLegalFacts(actor)).facts.filter(
    ({ applies, isOverdue, isShippedOtherwise }) => applies && (isOverdue || isShippedOtherwise),
  )
