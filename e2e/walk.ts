import type { Page } from '@playwright/test'

/** Follows the links of the pages one by one, to one page of each kind; `goTo` turns a path into an address, or null. */
export const visitEach = async (
  page: Page,
  look: (page: Page) => Promise<void>,
  goTo: (path: string) => string | null = (path) => path,
): Promise<void> => {
  const kinds = new Set<string>()
  const paths = [new URL(page.url()).pathname]
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    const address = goTo(path)
    if (address === null || kinds.has(kindOf(path))) continue
    kinds.add(kindOf(path))
    await page.goto(address)
    // A page that leads on to another has no heading of its own.
    await page.getByRole('heading', { level: 1 }).waitFor()
    // It is looked at by itself.
    if (new URL(page.url()).pathname !== path) await page.goto(page.url())
    await look(page)
    paths.push(...(await linksOn(page)).map((link) => link.replace(/[?#].*/, '')))
  }
}

/** Where the links of a page lead within Pomona. */
export const linksOn = async (page: Page): Promise<string[]> => {
  const addresses = await page
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return addresses.filter((address) => address.startsWith('/') && !address.startsWith('/api/'))
}

/** Pages that differ only in whom they speak of are of one kind. */
const kindOf = (path: string): string =>
  path.startsWith('/inventory/')
    ? `/inventory/${path.split('/').length}`
    : path.replaceAll(/[0-9a-f-]{36}|(?<=\/legal-facts\/).+/g, '*')
