import type { Page } from '@playwright/test'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(120_000)

const textOf = async (page: Page): Promise<string> =>
  ((await page.getByRole('rowheader').first().textContent()) ?? '').trim()

test('a person, a device, a field and an action are found by keyboard alone', async ({ member, words }) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  const field = page.getByRole('combobox', { name: words('search.label') })
  const options = page.getByRole('dialog').getByRole('option')
  const group = (name: string) => page.getByRole('dialog').getByRole('group', { name, exact: true })
  const seeks = async (text: string) => {
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await page.keyboard.type(text)
    await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  }

  await officer.opens('/people')
  const name = await textOf(page)
  await seeks(name.toLowerCase())
  await expect(group(words('search.group.people')).getByRole('option').first()).toContainText(name)
  await expect(options.first().locator('mark').first()).toHaveText(name)
  expect.soft(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(field).toBeHidden()

  await officer.opens('/devices')
  const serial = await textOf(page)
  await seeks(serial.slice(0, 7))
  await expect(group(words('search.group.devices')).getByRole('option').first()).toContainText(serial)
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()

  await seeks('serial')
  const fields = group(words('search.group.fields')).getByRole('option')
  await expect(fields.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(fields.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/inventory\/dep\/serial_number$/)

  // Whoever knows what they want does not wait for the answer.
  await page.keyboard.press('Control+k')
  await page.keyboard.type(words('search.action.composeReport'))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/reports\/new$/)
  expect(officer.complaints).toEqual([])
})

test('at 400 % zoom of a small screen search shows its answers, and nothing stands still over a page', async ({
  member,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  // 1280 by 800 CSS pixels, four times as large.
  await page.setViewportSize({ width: 320, height: 200 })
  await auditor.opens('/inventory')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('serial')
  const options = page.getByRole('dialog').getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await expect(options.first()).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Escape')

  const rows = page.getByRole('main').getByRole('table').last().getByRole('row')
  await rows.last().scrollIntoViewIfNeeded()
  await expect(rows.last()).toBeInViewport()
  await expect(page.getByRole('banner')).not.toBeInViewport()
  await expect(rows.first()).not.toBeInViewport()
})

test('it says what can be sought, what one may not do is not offered, and a past day stays', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  const field = page.getByRole('combobox', { name: words('search.label') })
  const status = page.getByRole('dialog').getByRole('status')
  await auditor.opens('/')
  await page.getByRole('button', { name: words('search.open') }).click()
  await expect(page.getByText(words('search.hint'))).toBeVisible()
  expect.soft(await faultsOf(page)).toEqual([])
  await field.fill('zzzz')
  await expect(status).toHaveText(words('search.none', { text: 'zzzz' }))
  await field.fill(words('search.action.startOffboarding'))
  await expect(status).toHaveText(words('search.none', { text: words('search.action.startOffboarding') }))
  for (const [short, name] of [
    ['VPP', words('services.vpp.name')],
    ['csv', words('search.action.exportInventory')],
    [words('legalFacts.title').slice(0, 5), words('legalFacts.title')],
  ] as const) {
    await field.fill(short)
    await expect(page.getByRole('dialog').getByRole('option', { name }).first()).toBeVisible()
  }
  await page.getByRole('button', { name: words('search.close') }).click()
  await expect(field).toBeHidden()

  await auditor.opens('/inventory?asOf=2020-02-29')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('asset_tag')
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/inventory\/dep\/asset_tag\?asOf=2020-02-29$/)

  await page.context().setOffline(true)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('serial')
  await expect(status).toHaveText(words('search.failed'))
  await page.context().setOffline(false)
})
