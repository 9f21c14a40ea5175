'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { guarded } from '#features/access/guard.ts'
import { cancelReading, requestReading } from './commands.ts'
import { changeRetention } from './retention-commands.ts'
import { retentionInput, timetableInput } from './schema.ts'
import { changeTimetable } from './timetable-commands.ts'

/** Asks for a reading and goes where its progress can be watched. */
export const requestReadingAction = guarded('readings:start', z.object({}), async (actor) => {
  const outcome = await requestReading(actor)
  if (!outcome.ok) return outcome
  revalidatePath('/', 'layout')
  redirect(`/readings/${outcome.value.readingId}`)
})

export const cancelReadingAction = guarded(
  'readings:start',
  z.object({ reading: z.uuid() }),
  async (actor, { reading }) => {
    const outcome = await cancelReading(actor, reading)
    if (outcome.ok) revalidatePath('/', 'layout')
    return outcome
  },
)

export const changeTimetableAction = guarded('readings:schedule', timetableInput, async (actor, input) => {
  const outcome = await changeTimetable(actor, input)
  revalidatePath('/settings')
  return outcome
})

export const changeRetentionAction = guarded('organisations:change', retentionInput, async (actor, input) => {
  const outcome = await changeRetention(actor, input)
  revalidatePath('/settings')
  return outcome
})
