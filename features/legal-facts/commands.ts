import { lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn, midnightOf } from '#domain/day.ts'
import type { LegalDeed, LegalFact, LegalValue } from '#domain/legal-fact.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { shippedLegalFacts } from '#domain/shipped-legal-facts.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { legalFactsIn } from './queries.ts'
import type { ConfirmationInput, LegalChangeInput, RestorationInput } from './schema.ts'

type Reason =
  | 'legalFactChangedMeanwhile'
  | 'dateBehind'
  | 'checkedAhead'
  | 'nothingToConfirm'
  | 'alreadyShipped'

/** What a new version says, or why there is none. */
type Decided = Outcome<
  Pick<LegalFact, 'checkedOn' | 'reviewBy' | 'note' | 'edition'> & {
    value: LegalValue | null
    basis: string | null
    shippedBasis: string | null
  },
  Reason
>

type Chosen = { key: string; version: number }

/**
 * Writes the next version of a fact. Whoever began from another version than the one that stands is told who wrote it.
 */
const write = async (
  actor: Actor,
  { key, version }: Chosen,
  deed: LegalDeed,
  decide: (fact: LegalFact, today: string) => Decided,
): Promise<Outcome<null, Reason>> => {
  demand(actor, 'legalFacts:change')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const { country, timeZone } = await organisationInTurn(tx, organisationId)
    const fact = (await legalFactsIn(tx, country)).find((each) => each.key === key)
    if (!fact) throw new Missing('legal fact')
    if (fact.version !== version) {
      return refused('legalFactChangedMeanwhile', { name: await writerOf(tx, fact) })
    }
    const decided = decide(fact, dayIn(timeZone, new Date()))
    if (!decided.ok) return decided
    const { value, checkedOn, reviewBy, ...said } = decided.value
    await tx.legalFact.create({
      data: {
        organisationId,
        key,
        version: version + 1,
        deed,
        ...(value !== null && { value }),
        ...said,
        checkedOn: midnightOf(checkedOn),
        reviewBy: reviewBy === null ? null : midnightOf(reviewBy),
        statedBy: actor.name,
      },
    })
    record({
      kind: `legalFact.${deed}`,
      subject: { kind: 'legalFact', id: key },
      facts: { version: version + 1, checkedOn, reviewBy },
    })
    return done(null)
  })
}

/** Two who write at once queue at the organisation's row. */
const organisationInTurn = async (tx: Transaction, id: string) => {
  await lockOrganisation(tx, id)
  return tx.organisation.findFirstOrThrow({
    where: { id },
    select: { country: true, timeZone: true },
  })
}

const writerOf = async (tx: Transaction, { key, version }: LegalFact): Promise<string> =>
  (await tx.legalFact.findFirst({ where: { key, version } }))?.statedBy ?? ''

/** The organisation takes a fact for its own as it stands, until the day it is to be looked at again. */
export const confirmLegalFact = (actor: Actor, { reviewBy, ...chosen }: ConfirmationInput) =>
  write(actor, chosen, 'confirmed', (fact, today) => {
    if (fact.value === null) return refused('nothingToConfirm')
    if (reviewBy <= today) return refused('dateBehind')
    const { value, basisWords: basis, basis: shippedBasis, edition, note } = fact
    return done({ value, basis, shippedBasis, edition, checkedOn: today, reviewBy, note })
  })

/** It rests on nothing that is shipped; the edition says what stood beside it then. */
const ofTheOrganisation = { shippedBasis: null, edition: shippedLegalFacts.edition }

/** The organisation states a fact otherwise, with what that rests on and when it was checked. */
export const changeLegalFact = (actor: Actor, input: LegalChangeInput) =>
  write(actor, input, 'changed', (fact, today) => {
    if (fact.subject !== input.subject) throw new Missing('legal fact')
    const { basis, checkedOn, reviewBy, note } = input
    if (checkedOn > today) return refused('checkedAhead')
    if (reviewBy <= today) return refused('dateBehind')
    return done({ ...ofTheOrganisation, value: saidIn(input), basis, checkedOn, reviewBy, note })
  })

const saidIn = (input: LegalChangeInput): LegalValue => {
  switch (input.subject) {
    case 'recipient':
      return { entity: input.entity, locality: input.locality, country: input.country }
    case 'transfer': {
      const { safeguard, to, dataPrivacyFramework } = input
      return { safeguard, to, dataPrivacyFramework }
    }
    case 'deletion':
      return { words: input.words }
    case 'role':
      return input.role
    case 'contract':
      return input.contract
    case 'authority':
      return input.authority
  }
}

/** Puts back what Pomona ships, to be checked again. */
export const restoreLegalFact = (actor: Actor, input: RestorationInput) =>
  write(actor, input, 'restored', (fact, today) =>
    fact.deed === 'shipped' || fact.deed === 'restored'
      ? refused('alreadyShipped')
      : done({
          ...ofTheOrganisation,
          value: null,
          basis: null,
          checkedOn: today,
          reviewBy: null,
          note: null,
        }),
  )
