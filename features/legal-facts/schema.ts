import { z } from 'zod'
import { appleRoles, frameworkStates, safeguards } from '#domain/legal-fact.ts'
import { country, line, optionalText } from '#features/access/schema.ts'

/** Of which fact, and which version of it the form showed. */
const chosen = { key: z.string().max(50), version: z.coerce.number().int().min(0) }

export const confirmationInput = z.object({ ...chosen, reviewBy: z.iso.date('date') })
export type ConfirmationInput = z.output<typeof confirmationInput>

export const restorationInput = z.object(chosen)
export type RestorationInput = z.output<typeof restorationInput>

const standing = {
  ...chosen,
  basis: line(1000),
  checkedOn: z.iso.date('date'),
  reviewBy: z.iso.date('date'),
  note: optionalText(2000),
}

/** What the form of each subject asks for. */
export const legalChangeInput = z.discriminatedUnion('subject', [
  z.object({
    ...standing,
    subject: z.literal('recipient'),
    entity: line(200),
    locality: optionalText(100),
    country,
  }),
  z.object({
    ...standing,
    subject: z.literal('transfer'),
    safeguard: z.enum(safeguards, 'required'),
    to: country,
    dataPrivacyFramework: z.enum(frameworkStates, 'required'),
  }),
  z.object({ ...standing, subject: z.literal('deletion'), words: line(1000) }),
  z.object({ ...standing, subject: z.literal('role'), role: z.enum(appleRoles, 'required') }),
  z.object({ ...standing, subject: z.literal('contract'), contract: line(1000) }),
  z.object({ ...standing, subject: z.literal('authority'), authority: line(300) }),
])
export type LegalChangeInput = z.output<typeof legalChangeInput>
