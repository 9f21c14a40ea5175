import { z } from 'zod'
import { serviceGroups } from '#domain/service.ts'
import { type Language, languages } from '../language.ts'
import {
  annotations,
  counted,
  countingReasons,
  directionNotes,
  directions,
  type EditionId,
  editionIds,
  identifiabilities,
  kinds,
  observationLimits,
  whose,
} from './vocabulary.ts'

/** A property of a Graph resource, as the Graph reference spells both. */
const graphProperty = z.string().regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)

const observationSchema = z.discriminatedUnion('observable', [
  z.strictObject({ observable: z.literal('yes'), from: z.array(graphProperty).min(1) }),
  z.strictObject({
    observable: z.literal('partly'),
    from: z.array(graphProperty).min(1),
    why: z.enum(observationLimits),
  }),
  z.strictObject({ observable: z.literal('no'), why: z.enum(observationLimits) }),
])

export const elementSchema = z.strictObject({
  group: z.enum(serviceGroups),
  /** The protocol's key where the page's label is one, otherwise our name of the row. Unique in its group. */
  key: z.string().regex(/^[a-z_]+$/),
  /** Keys that carry the value in Apple's protocols. Empty for a token sent as an authorisation header. */
  protocolKeys: z.array(z.string().min(1)),
  kind: z.enum(kinds),
  whose: z.enum(whose),
  identifiability: z.enum(identifiabilities),
  /** `opaque`: bytes or text without meaning outside the protocol. */
  type: z.enum(['string', 'stringList', 'guid', 'opaque']),
  /** Whether the page states the type or Apple's protocol reference does. */
  typeFrom: z.enum(['page', 'apple', 'graph']),
  optional: z.boolean(),
  /** As the page lists them; Apple's reference knows more for some. */
  allowedValues: z.array(z.string().min(1)).min(1).optional(),
  /** First `X-Server-Protocol-Version` with this key, where the page names one. */
  protocolSince: z.int().positive().optional(),
  counts: z.strictObject({ of: z.enum(counted), why: z.enum(countingReasons) }),
  direction: z.enum(directions),
  directionNote: z.enum(directionNotes),
  observation: observationSchema,
  annotations: z.array(z.enum(annotations)),
})
export type Element = z.infer<typeof elementSchema>

const passageSchema = z.strictObject({
  lang: z.enum(languages),
  ours: z.boolean(),
  title: z.string().min(1),
  /** The page's closing instruction: disable the token and delete the account, both. */
  instruction: z.string().min(1),
})

export const editionSchema = z.strictObject({
  id: z.enum(editionIds),
  /** Languages the page itself is written in; texts in another one are ours. */
  languages: z.array(z.enum(languages)).min(1),
  /** The copy kept in `pages/`, byte for byte. */
  page: z.strictObject({ file: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** From Microsoft's documentation repository: neither page carries a date itself. */
  pageDate: z.iso.date().nullable(),
  /** Where the page is kept: repository and path. */
  address: z.string().min(1).nullable(),
  rowCount: z.int().positive(),
  /** Key of `messages.catalogue.editionNotes`: where the page and its French come from. */
  note: z.enum(editionIds),
  passages: z.array(passageSchema).min(1),
})

/** One file of `texts/`: the rows of one edition in one language. */
export const textsSchema = z.strictObject({
  edition: z.enum(editionIds),
  lang: z.enum(languages),
  /** True where the page lacks this language and the wording is our translation. */
  ours: z.boolean(),
  rows: z.array(
    z.strictObject({
      row: z.int().positive(),
      group: z.enum(serviceGroups),
      key: z.string().min(1),
      label: z.string().min(1),
      /** Kept apart because the older page alternates a French sentence with its English one. */
      sentences: z.array(z.string().min(1)).min(1),
    }),
  ),
})

/** One row of one edition in one language: the page's words, or ours where `ours` says so. */
export type ElementText = {
  edition: EditionId
  lang: Language
  ours: boolean
  /** Place of the row on its page, from 1. */
  row: number
  group: Element['group']
  key: string
  label: string
  purpose: string
  sentences: readonly string[]
}
