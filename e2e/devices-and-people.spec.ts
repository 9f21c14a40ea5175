import type { Locator } from '@playwright/test'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(120_000)

const found = /\?q=/
const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? '').trim()

test('a person is found by keyboard, and what is shared about them and their device is told', async ({
  member,
  words,
}) => {
  const admin = await member('admin')
  const { page } = admin
  await admin.visits(words('frame.navigation.devices'))
  const devices = page.getByRole('table', { name: words('devices.title'), exact: true })
  const handed = devices.getByRole('row').filter({ has: page.locator('td').getByRole('link') })
  const serial = await textOf(handed.first().getByRole('rowheader'))
  const name = await textOf(handed.first().locator('td').getByRole('link'))

  await admin.visits(words('frame.navigation.people'))
  await page.waitForURL(/\/people$/)
  await admin.tabsTo(page.getByRole('searchbox', { name: words('people.search.label') }))
  await page.keyboard.type(name.slice(1, -1).toUpperCase())
  await page.keyboard.press('Enter')
  await page.waitForURL(found)
  await admin.opensRow(words('people.title'), name)
  await admin.sees(words('shares.states.shared'))
  await admin.seesInRow(words('shares.title'), 'MDM push certificate', words('shares.still'))

  const fieldsOf = (service: 'apns' | 'dep') =>
    words('fieldSharing.label', { service: words(`services.${service}.name`) })
  await admin.seesInRow(
    fieldsOf('apns'),
    'PushMagic',
    words('fieldSharing.status.shared'),
    words('shares.still'),
  )
  await admin.seesInRow(fieldsOf('dep'), 'org_name', words('fieldSharing.status.notApplicable'))
  await admin.seesInRow(fieldsOf('dep'), 'org_email', words('fieldSharing.status.unknown'))
  expect.soft(await faultsOf(page)).toEqual([])

  await admin.opensRow(words('people.devicesTitle'), serial)
  await admin.seesInRow(words('shares.title'), 'MDM push certificate', name)
  await admin.opens(`${new URL(page.url()).pathname}?asOf=2020-02-29`)
  await admin.sees(words('shares.notSeen.title'))
  expect(await faultsOf(page)).toEqual([])
  expect(admin.complaints).toEqual([])
})

test('a device is found by the beginning of its serial number, and what is not there is said', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  await auditor.opens('/devices')
  const serial = await textOf(page.getByRole('rowheader').first())
  await auditor.fills(words('devices.search.label'), serial.slice(0, 6).toLowerCase())
  await auditor.presses(words('shares.search'))
  await page.waitForURL(found)
  await auditor.opensRow(words('devices.title'), serial)
  await auditor.sees(words('devices.factsTitle'))

  await auditor.opens('/devices')
  await page.getByRole('link', { name: `${words('shares.rows')} 200` }).click()
  await page.waitForURL(/\?rows=200$/)
  await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(51)
  const farDown = page.getByRole('row').nth((await page.getByRole('row').count()) - 50)
  const isDrawn = () =>
    farDown.evaluate((row) =>
      [...row.children].every((cell) => cell.checkVisibility({ contentVisibilityAuto: true })),
    )
  expect(await isDrawn()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await isDrawn()).toBe(true)
  await page.emulateMedia({ media: null })
  await farDown.scrollIntoViewIfNeeded()
  await expect.poll(isDrawn).toBe(true)
  await auditor.opensRow(words('devices.title'), words('devices.noSerial'))
  const fields = words('fieldSharing.label', { service: words('services.dep.name') })
  const [status, why] = [words('fieldSharing.status.notApplicable'), words('fieldSharing.why.userEnrolment')]
  await auditor.seesInRow(fields, 'serial_number', status, why)
  expect.soft(await faultsOf(page)).toEqual([])

  for (const place of ['devices', 'people'] as const) {
    await auditor.opens(`/${place}?q=%25%25%25`)
    await auditor.sees(words(`${place}.empty.notFound`, { text: '%%%' }))
    expect.soft(await faultsOf(page)).toEqual([])
  }
  await auditor.opens('/people/00000000-0000-4000-8000-000000000000')
  await auditor.sees(words('errors.notFound.title'))
})
