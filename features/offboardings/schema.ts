import { z } from 'zod'
import { deletableKinds } from '#domain/offboarding/account-end.ts'
import { informedGroups } from '#domain/offboarding/informing.ts'
import { groupKinds } from './groups.ts'
import { type Shows, shows } from './stored.ts'

/** Only for what is missing: a message of the whole schema would stand for every other mistake too. */
const absent = ({ code }: { code?: string | undefined }) => (code === 'invalid_type' ? 'required' : undefined)
const text = (maximum: number) => z.string({ error: absent }).trim().min(1, 'required').max(maximum)
const offboarding = z.uuid()
/** What the page showed, so that nobody saves on top of somebody else. */
const version = z.coerce.number().int()

/** One box ticked is a text, several are a list, none is nothing at all. */
const ticked = z.preprocess(
  (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
  z.array(z.uuid()).min(1, 'required').max(5_001),
)
/** A kind and its value as one text, for a list to choose from. */
const group = z.string().transform((text, context) => {
  const at = text.indexOf(':')
  const kind = groupKinds.find((each) => each === text.slice(0, at))
  if (kind) return { kind, value: text.slice(at + 1) }
  context.addIssue({ code: 'custom', message: 'required' })
  return z.NEVER
})
export const startInput = z.object({ connection: ticked })
export const startGroupInput = z.object({ group })
export const addInput = z.object({ offboarding, version, connection: ticked })
export const addGroupInput = z.object({ offboarding, version, group })
export const removeInput = z.object({ offboarding, version, connection: z.uuid() })
/** That what the page showed was read. */
export const readInput = z.object({ offboarding, version, planHash: z.string() })
export const informingInput = z.object({
  offboarding,
  version,
  planHash: z.string(),
  groups: z.preprocess(
    (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
    z.array(z.enum(informedGroups)),
  ),
  note: text(2000),
})
export const askInput = z.object({ offboarding, version })
export const decideInput = z.object({
  offboarding,
  approval: z.uuid(),
  decision: z.enum(['approved', 'rejected']),
  /** How many opinions the page showed. */
  opinions: z.coerce.number().int().min(0),
  note: z.string().max(2000),
})
export const adviseInput = z.object({
  offboarding,
  approval: z.uuid(),
  opinion: z.enum(['agrees', 'objects']),
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
/** Hours in which a confirmed case does nothing that cannot be undone. */
export const graceHours = [0, 1, 24, 72] as const
export const confirmInput = z.object({
  offboarding,
  version,
  confirmation: z.string(),
  grace: z.coerce.number().refine((hours) => graceHours.some((each) => each === hours)),
})
export const caseInput = z.object({ offboarding })
export const taskInput = z.object({ offboarding, position: z.coerce.number().int() })
export const remainderInput = taskInput.extend({ why: text(2000), typed: z.string().max(20).optional() })
/** Nothing chosen comes as a file without a name. */
const file = z.instanceof(File).optional()
export const statedInput = taskInput.extend({ note: text(2000), file })
/** What it shows as one text: the case, `account:` and its id, or `task:` and its position. */
const shown = z.string().transform((text, context): Shows => {
  const [kind = '', value = ''] = text.split(':', 2)
  const found = shows.safeParse({ kind, id: value, position: Number(value) })
  if (found.data) return found.data
  context.addIssue({ code: 'custom', message: 'required' })
  return z.NEVER
})
export const attachInput = z.object({ offboarding, shows: shown, note: z.string().max(2000), file })
export const eraseInput = z.object({ evidence: z.uuid(), why: text(2000) })
export const leaveOutInput = z.object({ offboarding, connection: z.uuid(), why: text(2000) })
const account = z.uuid()
export const requestInput = z.object({
  offboarding,
  account,
  kind: z.enum(deletableKinds),
  requestedOn: z.iso.date('date'),
  lookAgainOn: z.iso.date('date'),
  note: text(2000),
  file,
})
export const deletionInput = z.object({
  offboarding,
  account,
  deletedOn: z.iso.date('date'),
  note: text(2000),
  file,
  /** That whoever states it has seen it: the word is the last one on an account. */
  seen: z.literal('on', 'required'),
})
export const organisationRequestInput = z.object({
  offboarding,
  name: text(200),
  requestedOn: z.iso.date('date'),
  note: text(2000),
  file,
})
export const keepingInput = z.object({
  offboarding,
  /** The account, or the connection where no account is known. */
  of: z.uuid(),
  isOwn: z.stringbool({ error: absent }),
  why: text(2000),
  stillUsedBy: text(500),
  reviewOn: z.iso.date('date'),
  file,
})
