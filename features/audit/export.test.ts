import { expect, test } from 'vitest'
import { walkExport } from '#domain/audit-export.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { verifyAudit } from './commands.ts'
import { exportLog } from './export.ts'

useTestDatabase()

/** As a file arrives: in pieces that end anywhere. */
async function* inLines(text: string) {
  yield text.split('\n').filter((line) => line !== '')
}

test('a log taken along is recorded, whole, of its organisation alone, and tells of erased names', async () => {
  const { actors, organisationId } = await makeWorld()
  const other = await makeWorld()
  await verifyAudit(other.actors.owner)
  await verifyAudit(actors.owner)
  await makeCheckpoint(actors.auditor)
  await owner()
    .$executeRaw`delete from audit_detail where organisation_id = ${organisationId}::uuid and sequence = 1`
  const exported = await exportLog(actors.auditor)
  if (!exported.ok) throw new Error('not exported')
  let text = ''
  for await (const piece of exported.value.pieces) text += piece
  expect(text).not.toContain(other.organisationId)
  const walked = await walkExport(inLines(text), { checkpoint: null, key: null })
  expect(walked?.header.organisation.id).toBe(organisationId)
  expect(walked?.verdict).toMatchObject({ checked: 3, fault: null, erased: 1, covered: 1 })
  const last = await owner().auditEvent.findFirst({
    where: { organisationId },
    orderBy: { sequence: 'desc' },
  })
  expect(last).toMatchObject({ sequence: 3, kind: 'audit.exported' })
})
