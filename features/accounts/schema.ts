import { z } from 'zod'

/** A mailbox, number or name; empty means that nothing is stated. Control characters would hide what else it says. */
const stated = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .refine((text) => !/[\p{Cc}]/u.test(text), 'nameCharacters')
    .transform((text) => (text === '' ? null : text))

export const custodyInput = z.object({
  account: z.uuid(),
  /** The version that the form showed. */
  version: z.coerce.number().int().min(0),
  mailbox: stated(254),
  phone: stated(50),
  holder: stated(200),
  secondHolder: stated(200),
  note: z
    .string()
    .trim()
    .max(2000)
    .transform((text) => (text === '' ? null : text)),
})
export type CustodyInput = z.output<typeof custodyInput>

export const accountChoice = z.object({ account: z.uuid() })
