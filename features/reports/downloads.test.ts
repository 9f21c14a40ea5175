import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inOrganisation } from '#adapters/db.ts'
import { Missing } from '#domain/outcome.ts'
import { reportFactsSchema } from '#domain/report/compose.ts'
import { makeWorld } from '#prisma/factories.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeDisclosureReport } from './commands.ts'
import { downloadFacts } from './downloads.ts'

useTestDatabase()

test('the facts of a report leave as the JSON that its hash is of, and that is on record', async () => {
  const { actors, organisationId } = await makeWorld()
  const composed = await composeDisclosureReport(actors.auditor, { language: 'en', standard: 'a-3a' })
  if (!composed.ok) return expect.unreachable()
  const { reportId } = composed.value
  const file = await downloadFacts(actors.auditor, reportId)
  if (!file.ok) return expect.unreachable()
  const { bytes, sha256, name } = file.value
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  expect(name).toMatch(/^pomona-disclosure-.*-facts\.json$/)
  expect(reportFactsSchema.safeParse(JSON.parse(Buffer.from(bytes).toString())).success).toBe(true)
  const events = await inOrganisation(organisationId, (tx) =>
    tx.auditEvent.findMany({ orderBy: { sequence: 'asc' }, select: { kind: true } }),
  )
  expect(events.at(-1)?.kind).toBe('report.downloaded')
  const stranger = await makeWorld()
  await expect(downloadFacts(stranger.actors.auditor, reportId)).rejects.toThrow(Missing)
})

test('the published schema names every kind of report', () => {
  const text = JSON.stringify(z.toJSONSchema(reportFactsSchema, { io: 'input' }))
  for (const kind of ['disclosure', 'record', 'processing', 'cessation', 'impact'])
    expect(text).toContain(`"${kind}"`)
})
