import { z } from 'zod'
import { mostAddressees, typedAddresses } from '#domain/checkpoint-mail.ts'
import { accountabilityYearsOffered, securityLogMonthsOffered } from '#domain/log-class.ts'
import { mailAddressOf } from '#domain/mail-address.ts'
import { line } from '#features/access/schema.ts'

const address = z.string().transform((text, context) => {
  const kept = mailAddressOf(text)
  if (kept !== null) return kept
  context.addIssue({ code: 'custom', message: 'mailAddress' })
  return z.NEVER
})

/** Whom checkpoints are mailed to, each once, and at which hour of the day. */
export const mailingInput = z.object({
  addresses: z
    .string()
    .max(10_000)
    .transform(typedAddresses)
    .pipe(z.array(address))
    .transform((addresses) => [...new Set(addresses)])
    .refine((addresses) => addresses.length <= mostAddressees, 'mailAddresses'),
  hour: z.coerce.number().int().min(0).max(23),
})
export type MailingInput = z.output<typeof mailingInput>

export const logRetentionInput = z.object({
  months: z.coerce.number().pipe(z.literal([...securityLogMonthsOffered])),
  years: z.coerce.number().pipe(z.literal([...accountabilityYearsOffered])),
})

export const holdInput = z.object({ reason: line(1000) })
