import { readFile } from 'node:fs/promises'
import { placesOfDays } from '../app/navigation.ts'
import { expect, test } from './pomona.ts'
import { linksOn, visitEach } from './walk.ts'
import { localeOf } from './words.ts'

// The walk takes as long as there are pages; the limit is for one that hangs.
test.setTimeout(300_000)

test('a day chosen on the overview stays from page to page, until one goes back to today', async ({
  member,
  language,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  await auditor.isAt(words('overview.title'))
  await page.getByRole('button', { name: words('frame.asOf.menu') }).click()
  await auditor.fills(words('inventory.asOf.label'), '2026-01-15')
  await auditor.presses(words('inventory.asOf.show'))
  const day = new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date('2026-01-15'),
  )
  await auditor.sees(words('inventory.asOf.past', { day }))
  await auditor.sees(words('overview.notReadThen.title'))
  for (const place of ['inventory', 'people', 'overview', 'connections'] as const) {
    await auditor.visits(words(`frame.navigation.${place}`))
    await expect(page).toHaveURL(`${place === 'overview' ? '/' : `/${place}`}?asOf=2026-01-15`)
    await auditor.sees(words('inventory.asOf.past', { day }))
  }
  await auditor.follows(words('inventory.asOf.backToToday'))
  await expect(page).toHaveURL('/connections')
  await auditor.visits(words('frame.navigation.overview'))
  await expect(page).toHaveURL('/')
  expect(auditor.complaints).toEqual([])
})

test('a file taken along at a past moment says of which moment it is', async ({ member, words }) => {
  const auditor = await member('auditor')
  await auditor.sees(words('overview.servicesTitle'))
  const asOf = new Date().toISOString()
  await auditor.opens(`/inventory?asOf=${encodeURIComponent(asOf)}`)
  const saved = JSON.parse(await readFile(await auditor.downloads(words('inventory.export.json')), 'utf8'))
  expect(saved.asOf).toBe(asOf)
  const csv = await readFile(await auditor.downloads(words('inventory.export.csv')), 'utf8')
  const [head, ...lines] = csv.trim().split('\r\n')
  expect(head).toContain(words('inventory.export.asOf'))
  expect(lines).toHaveLength(saved.rows.length)
  expect(lines.filter((line) => !line.includes(`,${asOf},${saved.reading},`))).toEqual([])
  expect(auditor.complaints).toEqual([])
})

test('every page of a past moment says so, and leads to pages of that moment alone', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  await auditor.sees(words('overview.servicesTitle'))
  const asOf = new Date().toISOString()
  const speaksOfDays = (path: string) => new RegExp(placesOfDays).test(path)
  await visitEach(
    auditor.page,
    async (page) => {
      const back = page.getByRole('link', { name: words('inventory.asOf.backToToday') })
      await expect(back).toHaveCount(1)
      const leaving = await back.getAttribute('href')
      const astray = (await linksOn(page)).filter((link) => {
        const { pathname, searchParams } = new URL(link, page.url())
        return link !== leaving && speaksOfDays(pathname) && searchParams.get('asOf') !== asOf
      })
      expect.soft(astray, page.url()).toEqual([])
    },
    (path) => (speaksOfDays(path) ? `${path}?asOf=${encodeURIComponent(asOf)}` : null),
  )
  expect(auditor.complaints).toEqual([])
})
