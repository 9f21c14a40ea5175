import { z } from 'zod'
import { dueReasons, legalBases, necessities, numbersOf } from '../review.ts'
import { serviceGroups } from '../service.ts'
import { count, day, source } from './reported.ts'

// A field of Microsoft's page as reports freeze it.

export const disclosedElementText = z.object({
  label: z.string(),
  purpose: z.string(),
  edition: z.string(),
  row: z.int().positive(),
  /** True where the page has no such text in this language and Pomona translated it. */
  ours: z.boolean(),
})

/** What was adopted of a field. */
export const disclosedReview = z.object({
  basis: z.enum(legalBases),
  basisNote: z.string().nullable(),
  retention: z.string().nullable(),
  necessity: z.enum(necessities),
  dpia: z.string().nullable(),
  reviewOn: day,
  /** Why it had to be looked at again when the report was composed. */
  due: z.array(z.enum(dueReasons)),
  /** Where it was due for its numbers, the one that moved; absent from facts of an earlier time. */
  moved: z.object({ of: z.enum(numbersOf), was: count, is: count }).exactOptional(),
  source,
})

export const disclosedElement = z.object({
  group: z.enum(serviceGroups),
  key: z.string(),
  protocolKeys: z.array(z.string()),
  texts: z.object({ en: disclosedElementText, fr: disclosedElementText }),
  kind: z.string(),
  whose: z.enum(['devices', 'people', 'administrators', 'organisation']),
  identifiability: z.enum(['direct', 'pseudonymous', 'organisational', 'secret']),
  /** Which way the field travels in Apple's own protocol: a second fact beside Microsoft's claim. */
  direction: z.enum(['toApple', 'answeredByApple', 'both', 'undocumented']),
  /** Full message key of the sentence about that direction. */
  directionNote: z.string(),
  /** Full message keys of the notes that stand beside Microsoft's claim. */
  annotations: z.array(z.string()),
  /** What the counts below are counts of, and the full message key of the rule that counts them. */
  counts: z.object({
    of: z.enum(['devices', 'people', 'administrators', 'organisation', 'none']),
    why: z.string(),
  }),
  devices: count,
  people: count,
  administrators: count,
  /** How it is known that the element goes to Apple. Graph never shows the sending. */
  sentSource: source,
  /** How it is known whom the element concerns. */
  populationSource: source,
  /** What was adopted of it, null where nothing was; absent from reports frozen before reviews were kept. */
  review: disclosedReview.nullable().exactOptional(),
})
