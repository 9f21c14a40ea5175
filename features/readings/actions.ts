'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { guarded } from '#features/access/guard.ts'
import { cancelReading, requestReading } from './commands.ts'

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
