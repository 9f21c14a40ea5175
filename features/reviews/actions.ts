'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { guarded } from '#features/access/guard.ts'
import { fieldKey } from '#features/inventory/inventory-rows.ts'
import { proposeReviews, withdrawReviews } from './commands.ts'
import { adviseOnReviews, decideReviews } from './decision-commands.ts'
import { changeReviewRules } from './rules-commands.ts'
import {
  decisionInput,
  opinionInput,
  proposalInput,
  rulesInput,
  type SeenField,
  withdrawalInput,
} from './schema.ts'

/** One field's own page tells what became of it; of many, the list what still waits. */
const afterwards = ([only, ...others]: readonly SeenField[]): string =>
  only && others.length === 0 ? `/inventory/${fieldKey(only)}#review` : '/reviews?state=proposed'

/** Refused, the page shows what stands now beside what was typed. */
export const proposeReviewsAction = guarded('reviews:propose', proposalInput, async (actor, input) => {
  const outcome = await proposeReviews(actor, input)
  revalidatePath('/', 'layout')
  if (!outcome.ok) return outcome
  redirect(afterwards(input.field))
})

/** Refused because another decided first, the page stays as it is: shown anew it would have no form for what was typed. */
export const decideReviewsAction = guarded('reviews:adopt', decisionInput, async (actor, input) => {
  const outcome = await decideReviews(actor, input)
  if (!outcome.ok && outcome.reason === 'decidedMeanwhile') return outcome
  revalidatePath('/', 'layout')
  if (!outcome.ok) return outcome
  redirect(afterwards(input.field))
})

export const withdrawReviewsAction = guarded('reviews:propose', withdrawalInput, async (actor, input) => {
  const outcome = await withdrawReviews(actor, input)
  revalidatePath('/', 'layout')
  if (!outcome.ok) return outcome
  redirect(afterwards(input.field))
})

export const adviseOnReviewsAction = guarded('reviews:advise', opinionInput, async (actor, input) => {
  const outcome = await adviseOnReviews(actor, input)
  if (!outcome.ok && outcome.reason === 'decidedMeanwhile') return outcome
  revalidatePath('/', 'layout')
  return outcome
})

export const changeReviewRulesAction = guarded('organisations:change', rulesInput, async (actor, input) => {
  const outcome = await changeReviewRules(actor, input)
  revalidatePath('/settings')
  return outcome
})
