import { z } from 'zod'
import { legalValues } from '../legal-fact.ts'
import { day, statementOf } from './reported.ts'

// What the law asks to be told, as reports freeze it.

const legalStanding = {
  /** Full message key of what the fact rests on. */
  basis: z.string(),
  /** The edition of the legal facts it was taken from. */
  edition: z.string(),
  recordedOn: day,
  reviewBy: day,
  /** True until the organisation has confirmed what Pomona ships. */
  toBeChecked: z.boolean(),
  /** The organisation's own version, where it confirmed or changed the fact; and its words for what it rests on. */
  version: z.int().positive().exactOptional(),
  basisWords: z.string().exactOptional(),
}
/** Of a fact that is not shipped. */
const ownStanding = { reviewBy: day.exactOptional(), basisWords: z.string().exactOptional() }

/** Who receives the data, on what a transfer rests, and what else the law asks to be told. */
export const disclosedLegal = z.object({
  recipient: statementOf(legalValues.recipient.nullable()).extend(legalStanding),
  transfer: statementOf(legalValues.transfer.nullable()).extend(legalStanding),
  deletion: statementOf(legalValues.deletion).extend(legalStanding),
  /** Apple's role is a fact of the organisation's contract and is never assumed: null until stated. */
  role: statementOf(legalValues.role.nullable()).extend(ownStanding),
  /** The contract that governs it. Reports composed before it could be stated say nothing of it. */
  contract: statementOf(legalValues.contract.nullable()).extend(ownStanding).exactOptional(),
  /** Whom a person may complain to. Earlier reports say nothing of it. */
  authority: statementOf(legalValues.authority.nullable()).extend(legalStanding).exactOptional(),
})
