import { demonstrationOf } from './demonstration.ts'
import { heaviest, scaleOf } from './page-weight.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { visitEach } from './walk.ts'

// English visitors have light screens and French ones dark screens: see playwright.config.ts.
// The walk takes as long as there are pages; the limit is for one that hangs.
test.setTimeout(600_000)

test('pages for whoever has not signed in are sound', async ({ visitor }) => {
  for (const path of ['/sign-in', '/verify', '/welcome/nonsense', '/reset/nonsense', '/nonsense']) {
    await visitor.opens(path)
    expect.soft(await faultsOf(visitor.page)).toEqual([])
  }
})

test('every page an admin can get to is sound and light, and holds no secret', async ({
  member,
  words,
  language,
}) => {
  const admin = await member('admin')
  await admin.sees(words('overview.servicesTitle'))
  const secrets = await demonstrationOf(language).secrets()
  expect([...secrets.keys()]).toEqual(expect.arrayContaining(['session 1', 'hash 1', 'sealed 1']))
  const weigh = await scaleOf(admin.page)
  await visitEach(admin.page, async (page) => {
    expect.soft(await weigh(), page.url()).toBeLessThanOrEqual(heaviest)
    expect.soft(await faultsOf(page)).toEqual([])
    // With the data that React is handed in scripts.
    const html = await page.content()
    const shown = [...secrets].flatMap(([what, secret]) => (html.includes(secret) ? [what] : []))
    expect.soft(shown, page.url()).toEqual([])
  })
  expect(admin.complaints).toEqual([])
})

test('the forms that only an owner is given are sound', async ({ member, words }) => {
  const owner = await member('owner')
  for (const path of ['/members', '/settings', '/your-sign-in']) {
    await owner.opens(path)
    expect.soft(await faultsOf(owner.page)).toEqual([])
  }
  await owner.opens('/members')
  await owner.opensRow(words('members.table'), owner.name)
  await owner.sees(words('members.end.title'))
  expect.soft(await faultsOf(owner.page)).toEqual([])
  expect(owner.complaints).toEqual([])
})
