'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { done } from '#domain/outcome.ts'
import { guarded, guardedRecently } from '#features/access/guard.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { verifyAudit } from './commands.ts'
import { liftArchiveHold, placeArchiveHold } from './hold.ts'
import { changeMailing, mailNow } from './mailing-commands.ts'
import { changeLogRetention } from './retention.ts'
import { holdInput, logRetentionInput, mailingInput } from './schema.ts'

/** Verifies the chain. The page tells the result from the event it is recorded in, never from its address. */
export const verifyAuditAction = guarded('audit:verify', z.object({}), async (actor) => {
  const outcome = await verifyAudit(actor)
  if (!outcome.ok) return outcome
  revalidatePath('/audit')
  return done(null)
})

/** Signs what the log is now. The page shows the checkpoint. */
export const makeCheckpointAction = guarded('audit:verify', z.object({}), async (actor) => {
  const outcome = await makeCheckpoint(actor)
  if (!outcome.ok) return outcome
  revalidatePath('/audit/checkpoints')
  return done(null)
})

export const changeMailingAction = guarded('organisations:change', mailingInput, async (actor, input) => {
  const outcome = await changeMailing(actor, input)
  revalidatePath('/audit/checkpoints')
  return outcome
})

export const mailNowAction = guarded('organisations:change', z.object({}), async (actor) => {
  const outcome = await mailNow(actor)
  revalidatePath('/audit/checkpoints')
  return outcome
})

/** What a shorter time takes cannot be brought back. */
export const changeLogRetentionAction = guardedRecently(
  'organisations:change',
  logRetentionInput,
  async (actor, input) => {
    const outcome = await changeLogRetention(actor, input)
    revalidatePath('/settings')
    return outcome
  },
)

export const placeArchiveHoldAction = guarded('organisations:change', holdInput, async (actor, input) => {
  const outcome = await placeArchiveHold(actor, input)
  revalidatePath('/settings')
  return outcome
})

export const liftArchiveHoldAction = guardedRecently('organisations:change', z.object({}), async (actor) => {
  const outcome = await liftArchiveHold(actor)
  revalidatePath('/settings')
  return outcome
})
