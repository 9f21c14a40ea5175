import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { contend } from './contend.ts'

/** Asks for a reading, which others carry out. */
await contend(async ({ organisationId }: { organisationId: string }): Promise<{ readingId: string }> => {
  const requested = await requestReading(clockActor(organisationId))
  if (!requested.ok) throw new Error(`No reading was begun: ${requested.reason}.`)
  await closeDatabase()
  return requested.value
})
