'use server'

import { revalidatePath } from 'next/cache'
import { guarded } from '#features/access/guard.ts'
import { changeLegalFact, confirmLegalFact, restoreLegalFact } from './commands.ts'
import { confirmationInput, legalChangeInput, restorationInput } from './schema.ts'

/** Whatever came of it, the page shows what stands now: who is refused sees it beside what they typed. */
const showAnew = (key: string) => revalidatePath(`/settings/legal-facts/${key}`)

export const confirmLegalFactAction = guarded(
  'legalFacts:change',
  confirmationInput,
  async (actor, input) => {
    const outcome = await confirmLegalFact(actor, input)
    showAnew(input.key)
    return outcome
  },
)

export const changeLegalFactAction = guarded('legalFacts:change', legalChangeInput, async (actor, input) => {
  const outcome = await changeLegalFact(actor, input)
  showAnew(input.key)
  return outcome
})

export const restoreLegalFactAction = guarded('legalFacts:change', restorationInput, async (actor, input) => {
  const outcome = await restoreLegalFact(actor, input)
  showAnew(input.key)
  return outcome
})
