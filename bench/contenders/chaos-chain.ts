import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { walkChain } from '#features/audit/commands.ts'
import { contend } from './contend.ts'

/** Walks the log of an organisation as `cli verify audit` does. */
await contend(async ({ organisationId }: { organisationId: string }) => {
  const { checked, fault } = await walkChain(clockActor(organisationId))
  await closeDatabase()
  return { checked, fault: fault?.fault ?? null }
})
