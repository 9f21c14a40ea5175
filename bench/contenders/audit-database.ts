import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { walkChain } from '#features/audit/commands.ts'
import { contend } from './contend.ts'

export type LogJob = { organisationId: string }

/** What `cli verify audit` does. */
await contend(async ({ organisationId }: LogJob) => {
  const { fault, checked } = await walkChain(clockActor(organisationId))
  if (fault) throw new Error(`A fault: ${JSON.stringify(fault)}.`)
  await closeDatabase()
  return { events: checked }
})
