import { readFile } from 'node:fs/promises'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(120_000)

const pseudonym = { en: 'Intune UserId guid', fr: 'GUID de l’identifiant utilisateur Intune' } as const

test('the flow picture and its table lead to the same fields', async ({ member, words, language }) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  const fields = page.getByRole('table', { name: words('inventory.fieldsTitle'), exact: true })
  await officer.visits(words('frame.navigation.overview'))
  await page.getByText(words('overview.flow.asTable'), { exact: true }).click()
  await officer.opensRow(words('overview.flow.tableLabel'), words('catalogue.kinds.pseudonym'))
  await page.waitForURL(/service=vpp&kind=pseudonym&whose=people/)
  await expect(fields.getByRole('rowheader')).toHaveCount(1)
  await expect(fields.getByRole('rowheader')).toContainText(pseudonym[language])
  await officer.sees(words('inventory.search.found', { found: 1, all: 51, fields: 28 }))
  expect(await faultsOf(page)).toEqual([])
  const fromTable = page.url()

  await page.goBack()
  const band = page.locator(`svg a[href*="kind=pseudonym&whose=people"]`)
  await expect(band.locator('title')).toContainText(words('catalogue.kinds.pseudonym'))
  await band.locator('path').first().dispatchEvent('click')
  await page.waitForURL(fromTable)
  expect(officer.complaints).toEqual([])
})

test('fields are found by name, kind and service, and the address can be kept', async ({ member, words }) => {
  const auditor = await member('auditor')
  const { page } = auditor
  const fields = page.getByRole('table', { name: words('inventory.fieldsTitle'), exact: true })
  await auditor.visits(words('frame.navigation.inventory'))
  await auditor.selects(words('inventory.column.kind'), words('catalogue.kinds.contactData'))
  await auditor.presses(words('inventory.search.show'))
  await page.waitForURL(/kind=contactData/)
  const kept = page.url()
  await expect(fields.getByRole('rowheader')).toHaveCount(2 * 5)
  const names = await fields.getByRole('rowheader').allTextContents()

  await auditor.selects(words('inventory.column.service'), words('services.vpp.name'))
  await auditor.presses(words('inventory.search.show'))
  await auditor.sees(words('inventory.search.nothing'))
  expect(await faultsOf(page)).toEqual([])
  await auditor.follows(words('inventory.search.all'))
  await expect(fields.getByRole('rowheader')).toHaveCount(51)

  await page.goto(kept)
  await expect(fields.getByRole('rowheader')).toHaveText(names)

  await auditor.opens('/inventory')
  const further = page.getByText(words('inventory.filter.further'), { exact: true })
  await further.click()
  await auditor.selects(words('inventory.column.identifiability'), words('catalogue.identifiability.secret'))
  await auditor.selects(words('inventory.column.basis'), words('inventory.filter.noBasis'))
  expect(await faultsOf(page)).toEqual([])
  await auditor.presses(words('inventory.search.show'))
  await page.waitForURL(/identifiability=secret&.*basis=unstated/)
  // What narrows the table is in sight, wherever the address came from.
  await page.reload()
  await expect(page.getByLabel(words('inventory.column.identifiability'), { exact: true })).toBeVisible()
  const found = await fields.getByRole('rowheader').count()
  expect(found).toBeGreaterThan(0)
  expect(found).toBeLessThan(51)

  await auditor.opens('/inventory?service=mdm&whose=people&sort=people')
  await auditor.sees(words('frame.leftOut', { count: 1, parts: 'service' }))
  expect(auditor.complaints).toEqual([])
})

test('the inventory is sorted, grouped and shown in other columns, and leaves as it is shown', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  const fields = page.getByRole('table', { name: words('inventory.fieldsTitle'), exact: true })
  const column = words('inventory.column.devices')
  await auditor.visits(words('frame.navigation.inventory'))
  await fields.getByRole('columnheader', { name: column }).getByRole('link').click()
  await page.waitForURL(/sort=-devices/)
  await expect(fields.getByRole('columnheader', { name: column })).toHaveAttribute('aria-sort', 'descending')

  await page.getByText(words('inventory.columns.title'), { exact: true }).click()
  await auditor.follows(words('inventory.columns.with', { column: words('inventory.column.since') }))
  await page.waitForURL(/columns=.*since/)
  await expect(fields.getByRole('columnheader', { name: words('inventory.column.since') })).toBeVisible()

  // Whoever moves a column by keyboard goes on from where they were.
  const earlier = page.getByRole('link', {
    name: words('inventory.columns.earlier', { column: words('inventory.column.since') }),
  })
  await earlier.focus()
  const before = page.url()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.href !== before)
  await expect(earlier).toBeFocused()
  await auditor.selects(words('inventory.column.service'), words('services.vpp.name'))
  await auditor.selects(words('inventory.groupBy'), words('inventory.column.kind'))
  await auditor.presses(words('inventory.search.show'))
  await page.waitForURL(/group=kind/)
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(4)
  expect(await faultsOf(page)).toEqual([])

  const saved = JSON.parse(await readFile(await auditor.downloads(words('inventory.export.json')), 'utf8'))
  expect(Object.keys(saved.columns)).toContain('since')
  expect(saved.rows).toHaveLength(4)
  const csv = await readFile(await auditor.downloads(words('inventory.export.csv')), 'utf8')
  expect(csv).toContain(words('inventory.column.since'))

  await auditor.opens('/inventory?columns=field')
  await page.getByText(words('inventory.columns.title'), { exact: true }).click()
  expect(await faultsOf(page)).toEqual([])
  expect(auditor.complaints).toEqual([])
})
