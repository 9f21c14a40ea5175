import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(120_000)

test('one connection is found among all, and the address can be kept', async ({ member, words }) => {
  const auditor = await member('auditor')
  const { page } = auditor
  const table = page.getByRole('table', { name: words('connections.title'), exact: true })
  await auditor.visits(words('frame.navigation.connections'))
  await auditor.fills(words('connections.search.label'), 'KIOSK')
  await auditor.presses(words('shares.search'))
  await page.waitForURL(/\?q=KIOSK/)
  await auditor.seesInRow(words('connections.title'), 'Skagen Kiosk', words('services.vpp.short'))
  await expect(table.getByRole('rowheader')).toHaveCount(1)
  await auditor.sees(words('connections.found', { found: 1 }))
  expect(await faultsOf(page)).toEqual([])

  await auditor.selects(words('connections.column.service'), words('services.dep.name'))
  await auditor.presses(words('shares.search'))
  await auditor.sees(words('connections.empty.notFound'))
  expect(await faultsOf(page)).toEqual([])
  await auditor.follows(words('connections.empty.all'))
  await page.waitForURL(/\/connections$/)

  await auditor.selects(words('connections.column.service'), words('services.dep.name'))
  await auditor.selects(words('connections.column.state'), words('connections.filter.flowing'))
  await auditor.presses(words('shares.search'))
  await page.waitForURL(/service=dep/)
  const kept = page.url()
  // The address is there before its rows are.
  const names = ['Lindegaard ADE', 'Skagen Retail ADE']
  await expect(table.getByRole('rowheader')).toHaveText(names)

  await auditor.visits(words('frame.navigation.overview'))
  await auditor.sees(words('overview.servicesTitle'))
  await page.goto(kept)
  await expect(table.getByRole('rowheader')).toHaveText(names)
  await auditor.opensRow(words('connections.title'), 'Skagen Retail ADE')
  await auditor.isAt('Skagen Retail ADE')
  expect(auditor.complaints).toEqual([])
})

test('connections of a day before the first reading are not known, and the way back keeps what was asked', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  await auditor.opens('/connections?q=skagen&asOf=2020-02-29')
  await auditor.sees(words('connections.empty.notReadThen'))
  await auditor.follows(words('inventory.asOf.backToToday'))
  await page.waitForURL(/\/connections\?q=skagen$/)
  await auditor.seesInRow(words('connections.title'), 'Skagen Kiosk', words('services.vpp.short'))
})

test('an account is found by a part of its Apple ID', async ({ member, words }) => {
  const auditor = await member('auditor')
  const { page } = auditor
  await auditor.visits(words('frame.navigation.accounts'))
  await page.waitForURL(/\/accounts$/)
  const all = page.getByRole('table', { name: words('accounts.title'), exact: true }).getByRole('rowheader')
  await expect(all.first()).toBeVisible()
  const [first = ''] = await all.allTextContents()
  await auditor.fills(words('accounts.search.label'), first.toUpperCase())
  await auditor.presses(words('shares.search'))
  await page.waitForURL(/\?q=/)
  await expect(all).toHaveText([first])
  await auditor.opens('/accounts?q=nobody-at-all')
  await auditor.sees(words('accounts.empty.notFound', { text: 'nobody-at-all' }))
  expect(await faultsOf(page)).toEqual([])
  expect(auditor.complaints).toEqual([])
})
