import type { Page } from '@playwright/test'
import { heaviest, scaleOf } from './page-weight.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

// English visitors have light screens and French ones dark screens: see playwright.config.ts.
// The walk takes as long as there are pages; the limit is for one that hangs.
test.setTimeout(600_000)

test('pages for whoever has not signed in are sound', async ({ visitor }) => {
  for (const path of ['/sign-in', '/welcome/nonsense', '/nonsense']) {
    await visitor.opens(path)
    expect.soft(await faultsOf(visitor.page)).toEqual([])
  }
})

test('every page an admin can get to is sound and light', async ({ member, words }) => {
  const admin = await member('admin')
  await admin.sees(words('overview.servicesTitle'))
  const weigh = await scaleOf(admin.page)
  await visitEach(admin.page, async (page) => {
    expect.soft(await weigh(), page.url()).toBeLessThanOrEqual(heaviest)
    expect.soft(await faultsOf(page)).toEqual([])
  })
  expect(admin.complaints).toEqual([])
})

test('the forms that only an owner is given are sound', async ({ member }) => {
  const owner = await member('owner')
  for (const path of ['/members', '/settings']) {
    await owner.opens(path)
    expect.soft(await faultsOf(owner.page)).toEqual([])
  }
  expect(owner.complaints).toEqual([])
})

/** Follows the links of the pages one by one, to one page of each kind. */
const visitEach = async (page: Page, look: (page: Page) => Promise<void>): Promise<void> => {
  const kinds = new Set<string>()
  const paths = [new URL(page.url()).pathname]
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    if (kinds.has(kindOf(path))) continue
    kinds.add(kindOf(path))
    await page.goto(path)
    // A page that leads on to another has no heading of its own.
    await page.getByRole('heading', { level: 1 }).waitFor()
    // It is looked at by itself.
    if (new URL(page.url()).pathname !== path) await page.goto(page.url())
    await look(page)
    paths.push(...(await linksOn(page)))
  }
}

const linksOn = async (page: Page): Promise<string[]> => {
  const addresses = await page
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return addresses
    .filter((address) => address.startsWith('/') && !address.startsWith('/api/'))
    .map((address) => address.replace(/[?#].*/, ''))
}

/** Pages that differ only in whom they speak of are of one kind. */
const kindOf = (path: string): string =>
  path.startsWith('/inventory/')
    ? `/inventory/${path.split('/').length}`
    : path.replaceAll(/[0-9a-f-]{36}|(?<=\/legal-facts\/).+/g, '*')
