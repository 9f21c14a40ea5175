import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { contend } from './contend.ts'

export type PomonaJob = { organisationId: string }

/** Our reading, called as the worker calls it. */
await contend(async ({ organisationId }: PomonaJob) => {
  const actor = clockActor(organisationId)
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(`No reading was begun: ${requested.reason}.`)
  const { readingId } = requested.value
  const outcome = await runReading(actor, readingId, { signal: new AbortController().signal })
  if (!outcome.ok) throw new Error(`The reading failed: ${JSON.stringify(outcome)}.`)
  await closeDatabase()
  return { readingId }
})
