'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import type { Outcome } from '#domain/outcome.ts'
import { guarded } from '#features/access/guard.ts'
import {
  endAccessRequest,
  extendAccessRequest,
  recordAccessRequest,
  reopenAccessRequest,
  settleSubject,
  stateIdentity,
} from './commands.ts'
import { changeRequestRetention } from './retention.ts'
import {
  endInput,
  extensionInput,
  identityInput,
  requestChoice,
  requestInput,
  retentionInput,
  subjectInput,
} from './schema.ts'

/** Leads to what comes next. */
export const recordAccessRequestAction = guarded(
  'accessRequests:handle',
  requestInput,
  async (actor, input) => {
    const outcome = await recordAccessRequest(actor, input)
    if (!outcome.ok) return outcome
    revalidatePath('/access-requests')
    redirect(`/access-requests/${outcome.value.requestId}`)
  },
)

/** Whatever came of it, the page shows what stands now. */
const handled = <Schema extends z.ZodType<{ request: string }>, Reason extends string>(
  schema: Schema,
  command: (actor: Actor, input: z.output<Schema>) => Promise<Outcome<null, Reason>>,
) =>
  guarded<Schema, null, Reason>('accessRequests:handle', schema, async (actor, input) => {
    const outcome = await command(actor, input)
    revalidatePath(`/access-requests/${input.request}`)
    return outcome
  })

export const settleSubjectAction = handled(subjectInput, settleSubject)
export const stateIdentityAction = handled(identityInput, stateIdentity)
export const extendAccessRequestAction = handled(extensionInput, extendAccessRequest)
export const endAccessRequestAction = handled(endInput, endAccessRequest)
export const reopenAccessRequestAction = handled(requestChoice, (actor, { request }) =>
  reopenAccessRequest(actor, request),
)

export const changeRequestRetentionAction = guarded(
  'organisations:change',
  retentionInput,
  async (actor, input) => {
    const outcome = await changeRequestRetention(actor, input)
    revalidatePath('/settings')
    return outcome
  },
)
