import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Day } from './day.ts'
import type { Source } from './grade.ts'
import { type Countries, shippedLegalFacts } from './shipped-legal-facts.ts'

export const legalSubjects = ['recipient', 'transfer', 'deletion', 'role', 'contract', 'authority'] as const
export type LegalSubject = (typeof legalSubjects)[number]

export const safeguards = ['scc', 'adequacy', 'bindingRules', 'derogation', 'none'] as const
export const frameworkStates = ['notCertified', 'certified', 'notApplicable'] as const
export const appleRoles = ['processor', 'controller'] as const

/** What each fact says. */
export const legalValues = {
  recipient: z.object({
    entity: z.string().min(1),
    locality: z.string().nullable(),
    country: z.string().length(2),
  }),
  transfer: z.object({
    safeguard: z.enum(safeguards),
    to: z.string().length(2),
    dataPrivacyFramework: z.enum(frameworkStates),
  }),
  /** Apple's promise as its terms have it, or in the organisation's words. */
  deletion: z.union([z.literal('reasonableTime'), z.object({ words: z.string().min(1) })]),
  role: z.enum(appleRoles),
  contract: z.string().min(1),
  /** Whom a person may complain to. */
  authority: z.string().min(1),
} as const
export type LegalValues = { [Subject in LegalSubject]: z.output<(typeof legalValues)[Subject]> }
export type LegalValue = LegalValues[LegalSubject]

/** Where a fact holds: in the Union and the EEA, in one country, or everywhere. */
export type LegalScope = 'euEea' | 'everywhere' | (string & {})

export const legalDeeds = ['confirmed', 'changed', 'restored'] as const
export type LegalDeed = (typeof legalDeeds)[number]

/** One version that an organisation gave a fact. Of a restored one nothing but who and when matters. */
export type StatedLegalFact = {
  key: string
  version: number
  deed: LegalDeed
  value: unknown
  basis: string | null
  /** Full message key of what a confirmed fact rested on, as shipped then. */
  shippedBasis: string | null
  /** The shipped edition it was confirmed or changed from. */
  edition: string
  checkedOn: Day
  reviewBy: Day | null
  note: string | null
  statedBy: string
  statedAt: Date
}

export type LegalFact<Subject extends LegalSubject = LegalSubject> = {
  key: string
  subject: Subject
  scope: LegalScope
  /** 0 for what Pomona ships. */
  version: number
  deed: 'shipped' | LegalDeed
  value: LegalValues[Subject] | null
  /** Full message key of what it rests on, as shipped; and the organisation's own words for it. */
  basis: string | null
  basisWords: string | null
  /** The edition of Pomona's legal facts that it was shipped in, confirmed or changed from. */
  edition: string
  /** It was confirmed as an earlier edition had it, and what is shipped now says something else. */
  isShippedOtherwise: boolean
  checkedOn: Day
  /** Null where there is nothing to look at again: nobody has stated anything. */
  reviewBy: Day | null
  note: string | null
  /** Nobody of the organisation has confirmed it. */
  toBeChecked: boolean
  source: Source
}

const scopeOf = (list: Countries): LegalScope => (list === 'euEea' ? 'euEea' : (list[0] ?? 'everywhere'))

const unknown = <Subject extends LegalSubject>(
  subject: Subject,
  scope: LegalScope,
  why: string,
): LegalFact<Subject> => ({
  key: keyOf(subject, scope),
  subject,
  scope,
  version: 0,
  deed: 'shipped',
  value: null,
  basis: null,
  basisWords: null,
  edition: shippedLegalFacts.edition,
  isShippedOtherwise: false,
  checkedOn: shippedLegalFacts.recordedOn,
  reviewBy: null,
  note: null,
  toBeChecked: false,
  source: { grade: 'unverifiable', why },
})

const ship = <Subject extends LegalSubject>(
  subject: Subject,
  scope: LegalScope,
  value: LegalValues[Subject],
  basis: string,
): LegalFact<Subject> => ({
  ...unknown(subject, scope, ''),
  value,
  basis,
  reviewBy: shippedLegalFacts.reviewBy,
  toBeChecked: true,
  source: {
    grade: 'stated',
    by: shippedLegalFacts.recordedBy,
    at: `${shippedLegalFacts.recordedOn}T00:00:00Z`,
  },
})

const keyOf = (subject: LegalSubject, scope: LegalScope): string =>
  scope === 'everywhere' ? subject : `${subject}.${scope}`

/** Of a country that nothing is recorded for, its recipient and transfer are facts too, not yet known. */
const whys = {
  recipient: 'reports.legal.why.recipientUnknown',
  transfer: 'reports.legal.why.transferUnknown',
  role: 'reports.legal.why.roleNotStated',
  contract: 'reports.legal.why.contractNotStated',
  authority: 'reports.legal.why.authorityUnknown',
} as const

/** What Pomona ships, with what an organisation of this country (ISO 3166-1 alpha-2) can state beside it. */
const shippedFor = (code: string): LegalFact[] => {
  const { recipients, recipientBasis, transfer, deletion, authorities, authorityBasis } = shippedLegalFacts
  const authority = authorities[code]
  const { safeguard, to, dataPrivacyFramework } = transfer
  const facts: LegalFact[] = [
    ...recipients.map((each) =>
      ship(
        'recipient',
        scopeOf(each.for),
        { entity: each.entity, locality: each.locality, country: each.country },
        recipientBasis,
      ),
    ),
    ship('transfer', scopeOf(transfer.for), { safeguard, to, dataPrivacyFramework }, transfer.basis),
    ship('deletion', 'everywhere', deletion.promise, deletion.basis),
    unknown('role', 'everywhere', whys.role),
    unknown('contract', 'everywhere', whys.contract),
    authority
      ? ship('authority', code, authority, authorityBasis)
      : unknown('authority', code, whys.authority),
  ]
  const lacking = (['recipient', 'transfer'] as const).filter(
    (subject) => !facts.some((fact) => fact.subject === subject && holdsIn(fact, code)),
  )
  return [...facts, ...lacking.map((subject) => unknown(subject, code, whys[subject]))]
}

const holdsIn = ({ scope }: Pick<LegalFact, 'scope'>, code: string): boolean =>
  scope === 'everywhere' || scope === code || (scope === 'euEea' && shippedLegalFacts.euEea.includes(code))

/** The organisation's latest version on top of what is shipped; a restored one is the shipped one again. */
const withStated = (fact: LegalFact, stated: StatedLegalFact | undefined): LegalFact => {
  if (!stated) return fact
  const { version, deed } = stated
  if (deed === 'restored') return { ...fact, version, deed }
  const said = legalValues[fact.subject].safeParse(stated.value)
  const value = said.success ? said.data : null
  const { basis: basisWords, shippedBasis: basis, edition } = stated
  const isAnother =
    basis !== null && (basis !== fact.basis || canonicalize(value) !== canonicalize(fact.value))
  return {
    ...fact,
    version,
    deed,
    value,
    basis,
    basisWords,
    edition,
    isShippedOtherwise: isAnother,
    checkedOn: stated.checkedOn,
    reviewBy: stated.reviewBy,
    note: stated.note,
    toBeChecked: false,
    source: { grade: 'stated', by: stated.statedBy, at: stated.statedAt.toISOString() },
  }
}

/** Every legal fact as an organisation of this country has it; those that hold for it first. */
export const legalFacts = (code: string, stated: readonly StatedLegalFact[] = []): LegalFact[] => {
  const latest = new Map<string, StatedLegalFact>()
  for (const each of stated) {
    if ((latest.get(each.key)?.version ?? 0) < each.version) latest.set(each.key, each)
  }
  const facts = shippedFor(code).map((fact) => withStated(fact, latest.get(fact.key)))
  return facts.toSorted(
    (a, b) =>
      Number(holdsIn(b, code)) - Number(holdsIn(a, code)) ||
      legalSubjects.indexOf(a.subject) - legalSubjects.indexOf(b.subject),
  )
}

/** The facts that hold for an organisation of this country: one of each subject. */
export const applyingTo = (
  code: string,
  facts: readonly LegalFact[],
): { [Subject in LegalSubject]: LegalFact<Subject> } => {
  const one = <Subject extends LegalSubject>(subject: Subject): LegalFact<Subject> => {
    const found = facts.find(
      (fact): fact is LegalFact<Subject> => fact.subject === subject && holdsIn(fact, code),
    )
    if (!found) throw new Error(`no legal fact about ${subject} for ${code}`)
    return found
  }
  return {
    recipient: one('recipient'),
    transfer: one('transfer'),
    deletion: one('deletion'),
    role: one('role'),
    contract: one('contract'),
    authority: one('authority'),
  }
}

/** Whether a fact must be looked at again: from the day after `reviewBy`. */
export const isReviewOverdue = ({ reviewBy }: Pick<LegalFact, 'reviewBy'>, today: Day): boolean =>
  reviewBy !== null && today > reviewBy
