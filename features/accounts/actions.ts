'use server'

import { revalidatePath } from 'next/cache'
import { guarded, guardedRecently } from '#features/access/guard.ts'
import { eraseCustodyHistory, stateCustody } from './custody-commands.ts'
import { accountChoice, custodyInput } from './schema.ts'

/** Whatever came of it, the page shows what stands now: who is refused sees it beside what they typed. */
export const stateCustodyAction = guarded('accounts:state', custodyInput, async (actor, input) => {
  const outcome = await stateCustody(actor, input)
  revalidatePath(`/accounts/${input.account}`)
  return outcome
})

export const eraseCustodyHistoryAction = guardedRecently(
  'accounts:state',
  accountChoice,
  async (actor, input) => {
    const outcome = await eraseCustodyHistory(actor, input)
    revalidatePath(`/accounts/${input.account}`)
    return outcome
  },
)
