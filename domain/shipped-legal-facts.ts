import { z } from 'zod'
import shipped from './legal-facts.json' with { type: 'json' }

const country = z.string().regex(/^[A-Z]{2}$/)
const countries = z.union([z.literal('euEea'), z.array(country).nonempty()])
export type Countries = z.output<typeof countries>

/** Legal facts are data: dated, sourced, due for review, and marked until the organisation confirms them. */
const shippedSchema = z.object({
  edition: z.string(),
  recordedBy: z.string(),
  recordedOn: z.iso.date(),
  reviewBy: z.iso.date(),
  /** The 27 member states of the Union with Iceland, Liechtenstein and Norway. */
  euEea: z.array(country).length(30),
  /**
   * Whom a person may complain to (GDPR Art. 77), by country, in its own words. Germany has one for each Land, which an
   * organisation has to state.
   */
  authorities: z.record(country, z.string().min(1)),
  authorityBasis: z.string(),
  recipients: z.array(
    z.object({ entity: z.string(), locality: z.string().nullable(), country, for: countries }),
  ),
  recipientBasis: z.string(),
  transfer: z.object({
    for: countries,
    to: country,
    safeguard: z.literal('scc'),
    dataPrivacyFramework: z.literal('notCertified'),
    basis: z.string(),
  }),
  deletion: z.object({ promise: z.literal('reasonableTime'), basis: z.string() }),
})
export const shippedLegalFacts = shippedSchema.parse(shipped)
