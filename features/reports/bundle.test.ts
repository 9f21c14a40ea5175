import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { languages } from '#domain/language.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { changedFacts } from '#domain/report/changes.fixture.ts'
import { lindegaardFacts } from '#domain/report/disclosure.fixture.ts'
import { reportTables, tablesOf } from '#domain/report/tables.ts'
import { confirmed, must } from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { attachEvidence } from '#features/offboardings/evidence-files.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { downloadBundle } from './bundle.ts'
import { composeCertificate, composeDisclosureReport } from './commands.ts'
import { downloadFacts, downloadReport } from './downloads.ts'
import { renderReport } from './render-report.ts'
import { downloadTable } from './table-download.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })
const signal = new AbortController().signal
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const input = { language: 'fr', standard: 'a-3a' } as const

test('a bundle holds the report, its data, its evidence and what the audit log says, each by its hash', async () => {
  const { admin, auditor } = tenant.world.actors
  const id = await confirmed(tenant.world)
  await tenant.carryOut(id)
  const letter = new File(['Apple wrote so.'], 'letter.txt', { type: 'text/plain' })
  must(await attachEvidence(admin, id, { shows: { kind: 'case' }, note: '', file: letter }))
  const { reportId } = must(await composeCertificate(auditor, id, input))
  expect(await downloadBundle(auditor, reportId)).toMatchObject({ reason: 'reportNotReady' })
  must(await renderReport(tenant.world.clock, reportId, { signal }))

  const bundle = must(await downloadBundle(auditor, reportId))
  const files = new Map(Object.entries(unzipSync(bundle.bytes)))
  const bytesOf = (name: string) => files.get(name) ?? new Uint8Array()
  const textOf = (name: string) => strFromU8(bytesOf(name))
  expect(sha256(bytesOf('report.pdf'))).toBe(must(await downloadReport(auditor, reportId)).sha256)
  expect(sha256(bytesOf('facts.json'))).toBe(must(await downloadFacts(auditor, reportId)).sha256)
  const sums = textOf('SHA256SUMS')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  '))
  expect(sums.map(([, name]) => name)).toEqual(
    [...files.keys()].filter((name) => !['SHA256SUMS', 'README.txt'].includes(name)),
  )
  for (const [sum, name = ''] of sums) expect(sha256(bytesOf(name)), name).toBe(sum)

  const { evidence } = JSON.parse(textOf('facts.json'))
  expect(evidence.length).toBeGreaterThan(3)
  for (const piece of evidence) expect(sha256(bytesOf(`evidence/${piece.id}.json`))).toBe(piece.sha256)
  const letters = [...files.keys()].filter((name) => name.endsWith('.txt') && name.startsWith('evidence/'))
  expect(letters.map(textOf)).toEqual(['Apple wrote so.'])
  expect(textOf('evidence.csv')).toContain(evidence[0].sha256)

  for (const table of ['connections.csv', 'evidence.csv']) expect(textOf(table)).toContain(reportId)
  const audit = JSON.parse(textOf('audit.json'))
  const kinds = audit.events.map(({ body }: { body: string }) => JSON.parse(body).kind)
  expect(kinds).toEqual(
    expect.arrayContaining(['offboarding.started', 'offboarding.approved', 'report.rendered']),
  )
  for (const { body, previousHash, hash } of audit.events)
    expect(createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(body).digest('hex')).toBe(
      hash,
    )
  expect((await tenant.world.audit()).at(-3)).toBe('report.bundled')
})

test('the tables of a report are drawn from its frozen facts, in its language, and a spreadsheet runs none of it', async () => {
  const { actors } = await makeWorld()
  const { reportId } = must(await composeDisclosureReport(actors.owner, { ...input, kind: 'disclosure' }))
  const csv = must(await downloadTable(actors.auditor, reportId, { table: 'connections', format: 'csv' }))
  expect(csv).toMatchObject({ mediaType: 'text/csv; charset=utf-8' })
  expect(Buffer.from(csv.bytes).toString()).toContain(reportWords('fr').t('inventory.column.state'))
  await expect(
    downloadTable(actors.auditor, reportId, { table: 'nonsense', format: 'csv' }),
  ).rejects.toBeInstanceOf(Missing)
  const foreign = (await makeWorld()).actors.auditor
  await expect(
    downloadTable(foreign, reportId, { table: 'connections', format: 'csv' }),
  ).rejects.toBeInstanceOf(Missing)
  await expect(downloadBundle(foreign, reportId)).rejects.toBeInstanceOf(Missing)
  await owner().report.updateMany({ where: { id: reportId }, data: { kind: 'extract', state: 'ready' } })
  await expect(downloadBundle(actors.admin, reportId)).rejects.toBeInstanceOf(Missing)
  const nobody = { ...actors.admin, permissions: new Set<never>() }
  await expect(downloadBundle(nobody, reportId)).rejects.toBeInstanceOf(Denied)
})

test.each(languages)(
  'in %s every row has a cell for each column, and every field of the facts a row',
  (language) => {
    const tables = reportTables(lindegaardFacts, language, reportWords(language))
    expect(tables.map(({ id }) => id)).toEqual(tablesOf('disclosure', { tellsChanges: false }))
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length)
    const fields = lindegaardFacts.services.reduce((sum, { elements }) => sum + elements.length, 0)
    expect(tables[0]?.rows).toHaveLength(fields)
  },
)

test.each(languages)('in %s what changed is a table too, and each fact that changed a row', (language) => {
  const words = reportWords(language)
  const tables = reportTables(changedFacts, language, words)
  expect(tables.map(({ id }) => id)).toEqual(tablesOf('difference', { tellsChanges: true }))
  for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length)
  const state = words.t('readings.difference.fields.standing')
  const [sharing, expired] = [words.t('states.sharing'), words.t('states.expired')]
  expect(tables[0]?.rows.filter(([, , , field]) => field === state)).toEqual([
    [
      words.t('readings.difference.connectionsTitle'),
      ...['That changed', words.t('services.dep.name'), state, sharing, expired],
      words.t('grades.observed.name'),
    ],
  ])
  expect(tables[1]?.rows).toHaveLength(changedFacts.changes.shares.length)
})
