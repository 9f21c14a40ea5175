import type { Page } from '@playwright/test'
import { expect, test } from './pomona.ts'
import { expectSound } from './sound-page.ts'

test.setTimeout(180_000)

test('nobody needs to be signed in for a sound page', async ({ visitor }) => {
  for (const path of ['/sign-in', '/welcome/nonsense', '/nonsense']) {
    await visitor.opens(path)
    await expectSound(visitor.page)
  }
})

test('every page an admin can get to is sound', async ({ member, words }) => {
  const admin = await member('admin')
  await admin.sees(words('overview.servicesTitle'))
  await visitEach(admin.page, expectSound)
  expect(admin.faults).toEqual([])
})

test('every form an owner can get to is sound', async ({ member, words }) => {
  const owner = await member('owner')
  for (const [path, title] of [
    ['/members', words('members.title')],
    ['/settings', words('organisations.title')],
  ] as const) {
    await owner.opens(path)
    await owner.isAt(title)
    await expectSound(owner.page)
  }
  expect(owner.faults).toEqual([])
})

/** Follows every link from where it is, to one page of each kind. */
const visitEach = async (page: Page, look: (page: Page) => Promise<void>): Promise<void> => {
  const seen = new Set<string>()
  const open = [new URL(page.url()).pathname]
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    if (seen.has(kindOf(path))) continue
    seen.add(kindOf(path))
    await test.step(path, async () => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await look(page)
      open.push(...(await linksOn(page)))
    })
  }
}

const linksOn = async (page: Page): Promise<string[]> => {
  const hrefs = await page
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return hrefs.filter((href) => /^\/(?!api\/)/.test(href)).map((href) => href.split(/[?#]/)[0] ?? '/')
}

/** Pages that differ only in whom they speak of are of one kind. */
const kindOf = (path: string): string =>
  path
    .replaceAll(/[0-9a-f-]{36}/g, '*')
    .replace(/^(\/inventory)\/[^/]+/, '$1/*')
    .replace(/^(\/inventory\/\*)\/[^/]+/, '$1/*')
