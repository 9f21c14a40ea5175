'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { Outcome } from '#domain/outcome.ts'
import { guarded } from '#features/access/guard.ts'
import { stateByHand, stateFromFile, withdrawStated } from './commands.ts'
import { joinStated, unjoinStated } from './join-commands.ts'
import { readFile } from './read-file.ts'
import { byHandInput, fromFileInput, joiningChoice, statedChoice, tokenFileInput } from './schema.ts'

export const readFileAction = guarded('connections:state', tokenFileInput, async (actor, input) => {
  const outcome = await readFile(actor, input)
  if (!outcome.ok) return outcome
  redirect(`/connections/new/from-file?${new URLSearchParams({ read: outcome.value.sealed })}`)
})

export const stateFromFileAction = guarded('connections:state', fromFileInput, async (actor, input) =>
  recorded(await stateFromFile(actor, input)),
)

export const stateByHandAction = guarded('connections:state', byHandInput, async (actor, input) =>
  recorded(await stateByHand(actor, input)),
)

const recorded = async <Reason extends string>(outcome: Outcome<{ id: string }, Reason>) => {
  if (outcome.ok) {
    // The overview and the inventory tell of it.
    revalidatePath('/', 'layout')
    redirect(`/connections/stated/${outcome.value.id}`)
  }
  if (outcome.reason !== 'alreadyStated') return outcome
  const label = (await getTranslations('stated'))('seeStated')
  return { ...outcome, nextStep: { href: `/connections/stated/${outcome.values?.stated}`, label } }
}

export const withdrawStatedAction = guarded('connections:state', statedChoice, async (actor, input) => {
  const outcome = await withdrawStated(actor, input)
  revalidatePath('/', 'layout')
  return outcome
})

export const joinStatedAction = guarded('connections:state', joiningChoice, async (actor, input) => {
  const outcome = await joinStated(actor, input)
  revalidatePath('/', 'layout')
  return outcome
})

export const unjoinStatedAction = guarded('connections:state', statedChoice, async (actor, input) => {
  const outcome = await unjoinStated(actor, input)
  revalidatePath('/', 'layout')
  return outcome
})
