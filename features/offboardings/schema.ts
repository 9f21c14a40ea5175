import { z } from 'zod'

/** Only for what is missing: a message of the whole schema would stand for every other mistake too. */
const absent = ({ code }: { code: string }) => (code === 'invalid_type' ? 'required' : undefined)
const text = (maximum: number) => z.string({ error: absent }).trim().min(1, 'required').max(maximum)
const offboarding = z.uuid()
/** What the page showed, so that nobody saves on top of somebody else. */
const version = z.coerce.number().int()

export const startInput = z.object({ connection: z.uuid('required') })
export const scopeInput = z.object({ offboarding, version, connection: z.uuid('required') })
export const impactInput = z.object({ offboarding, version, planHash: z.string() })
export const askInput = z.object({ offboarding, version })
export const decideInput = z.object({
  offboarding,
  approval: z.uuid(),
  decision: z.enum(['approved', 'rejected']),
  note: z.string().max(2000),
})
/** One registration: a secret, or a certificate with its key. The other field stays empty. */
export const accessInput = z
  .object({
    offboarding,
    tenantLink: z.uuid(),
    client: text(100),
    secret: z.string().max(1000),
    pem: z.string().max(50_000),
  })
  .refine(({ secret, pem }) => secret !== '' || pem.trim() !== '', { path: ['secret'], message: 'required' })
export const confirmInput = z.object({ offboarding, version, confirmation: z.string() })
export const caseInput = z.object({ offboarding })
export const taskInput = z.object({ offboarding, position: z.coerce.number().int() })
export const remainderInput = taskInput.extend({ why: text(2000) })
export const deletionInput = z.object({
  offboarding,
  deletedOn: z.iso.date('date'),
  note: text(2000),
})
export const keepingInput = z.object({
  offboarding,
  why: text(2000),
  stillUsedBy: text(500),
  reviewOn: z.iso.date('date'),
})
