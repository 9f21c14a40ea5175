import { writeFile } from 'node:fs/promises'
import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { exportLog } from '#features/audit/export.ts'
import type { LogJob } from './audit-database.ts'
import type { FileJob } from './audit-floor.ts'
import { contend } from './contend.ts'

/** What `cli audit export` does. */
await contend(async ({ organisationId, file }: LogJob & FileJob) => {
  const exported = await exportLog(clockActor(organisationId))
  if (!exported.ok) throw new Error('The log was not exported.')
  await writeFile(file, exported.value.pieces)
  await closeDatabase()
  return { events: exported.value.events }
})
