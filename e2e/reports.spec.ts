import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test('an auditor asks what stood, of one service alone, and takes everything about it along', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  const main = page.getByRole('main')
  await auditor.opens('/reports/new')
  await auditor.chooses(words('reports.kinds.difference'))
  await auditor.presses(words('reports.compose.label'))
  await auditor.sees(words('refusals.beginningNeeded'))
  await auditor.fills(words('reports.compose.asOf'), '2999-01-01')
  await auditor.chooses(words('reports.kinds.state'))
  await auditor.presses(words('reports.compose.label'))
  await auditor.sees(words('refusals.dayAhead'))
  expect(await faultsOf(page)).toEqual([])

  await auditor.fills(words('reports.compose.asOf'), '')
  await main.getByRole('checkbox', { name: words('services.vpp.name') }).check()
  await main.getByRole('checkbox', { name: words('reports.compose.annexDevices') }).check()
  await auditor.selects(
    words('reports.compose.confidentiality'),
    words('reports.document.confidentiality.internal'),
  )
  await auditor.presses(words('reports.compose.label'))
  await auditor.isAt(words('reports.kinds.state'))
  await auditor.isMarked(words('reports.states.ready'))
  expect(await faultsOf(page)).toEqual([])

  const fields = `${words('reports.tables.fields')} ${words('inventory.export.csv')}`
  const csv = await readFile(await auditor.downloads(fields), 'utf8')
  expect(csv).toContain(words('services.vpp.name'))
  expect(csv).not.toContain(words('services.apns.name'))
  const volume = await readFile(await auditor.downloads(words('reports.annex.download', { number: 1 })))
  expect(volume.subarray(0, 5).toString()).toBe('%PDF-')
  const files = unzipSync(await readFile(await auditor.downloads(words('reports.bundle.label'))))
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      ...['report.pdf', 'facts.json', 'fields.csv', 'connections.xlsx', 'audit.json'],
      ...['devices/volume-1.pdf', 'devices/volume-1.json'],
    ]),
  )
  const facts = JSON.parse(strFromU8(files['facts.json'] ?? new Uint8Array()))
  expect(facts).toMatchObject({ kind: 'state', chosen: ['vpp'], confidentiality: 'internal' })
  await auditor.visits(words('frame.navigation.audit'))
  await auditor.sees(words('audit.kinds.report.bundled', { actor: auditor.name }))
  expect(auditor.complaints).toEqual([])
})

test('an owner who composes the record of a processor is led to where the operator is stated', async ({
  member,
  words,
}) => {
  const owner = await member('owner')
  const { page } = owner
  await owner.opens('/reports/new')
  await owner.chooses(words('reports.kinds.processing'))
  await owner.presses(words('reports.compose.label'))
  await owner.sees(words('refusals.operatorUnknown'))
  expect(await faultsOf(page)).toEqual([])
  await owner.follows(words('reports.compose.toOperator'))
  await owner.isAt(words('organisations.title'))

  const details = page.getByRole('region', { name: words('organisations.details.title'), exact: true })
  const save = details.getByRole('button', { name: words('organisations.details.save') })
  const contact = 'Havnevej 4\n5000 Odense C'
  await owner.fills(words('organisations.details.operatorContact'), contact)
  await save.click()
  await owner.sees(words('fields.operatorUnnamed'))
  await expect(page.getByLabel(words('organisations.details.operatorContact'))).toHaveValue(contact)
  expect(await faultsOf(page)).toEqual([])
  await owner.fills(words('organisations.details.operatorName'), 'Fjordlys ApS')
  await save.click()
  await owner.sees(words('organisations.details.saved'))

  await owner.opens('/reports/new')
  await owner.chooses(words('reports.kinds.processing'))
  await owner.presses(words('reports.compose.label'))
  await owner.isAt(words('reports.kinds.processing'))
  await owner.isMarked(words('reports.states.ready'))
  expect(owner.complaints).toEqual([])
})
