import { z } from 'zod'
import { elementOf } from '#domain/catalogue/catalogue.ts'
import { legalBases, necessities } from '#domain/review.ts'
import { groupOf, type Service, services } from '#domain/service.ts'
import { fieldKey } from '#features/inventory/inventory-rows.ts'

/** A field as an address names it, `apns/device_token`; undefined where there is none of that name. */
export const fieldNamed = (text: string): { service: Service; element: string } | undefined => {
  const [name, element = ''] = text.split('/')
  const service = services.find((each) => each === name)
  return service && elementOf(groupOf(service), element) ? { service, element } : undefined
}

/** A field and the newest version its form was made from, `apns/device_token@3`. */
const seenField = z.string().transform((text, context) => {
  const [, name = '', seen] = /^(.+)@(\d{1,9})$/.exec(text) ?? []
  const field = fieldNamed(name)
  if (field && seen !== undefined) return { ...field, seen: Number(seen) }
  context.addIssue({ code: 'custom', message: 'invalid' })
  return z.NEVER
})
export type SeenField = z.output<typeof seenField>

/** One field or many: a form sends a single one without a list. */
const seenFields = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z
    .array(seenField, 'required')
    .min(1)
    .max(200)
    .transform((fields) => [...new Map(fields.map((field) => [fieldKey(field), field])).values()]),
)

const nullIfEmpty = (text: string) => (text === '' ? null : text)
const text = (maximum: number) => z.string().trim().max(maximum).transform(nullIfEmpty)
const choice = <Values extends readonly [string, ...string[]]>(values: Values) =>
  z.union([z.literal('').transform(() => null), z.enum(values)])

export const proposalInput = z.object({
  field: seenFields,
  /** With many fields at once an empty answer keeps each one's own. */
  keeps: z.literal('yes').optional().transform(Boolean),
  basis: choice(legalBases),
  basisNote: text(300),
  retention: text(500),
  necessity: choice(necessities),
  note: text(2000),
  dpia: z.union([
    z.literal('').transform(() => null),
    z.url({ protocol: /^https?$/, error: 'webAddress' }).max(500),
  ]),
  reviewOn: z.union([z.literal(''), z.iso.date('date')], 'date').transform(nullIfEmpty),
})
export type ProposalInput = z.output<typeof proposalInput>

export const decisionInput = z.object({
  field: seenFields,
  decision: z.enum(['adopted', 'declined']),
  note: text(1000)
    .optional()
    .transform((given) => given ?? null),
})

export const withdrawalInput = z.object({ field: seenFields })

export const opinionInput = z.object({
  field: seenFields,
  opinion: z.enum(['agrees', 'objects']),
  note: text(1000),
})

export const monthsOffered = [3, 6, 12, 24, 36] as const
export const sharesOffered = [5, 10, 20, 50, 100] as const
const oneOf = (offered: readonly number[]) => z.coerce.number().refine((given) => offered.includes(given))

export const rulesInput = z.object({ months: oneOf(monthsOffered), share: oneOf(sharesOffered) })
