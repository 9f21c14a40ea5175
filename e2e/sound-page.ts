import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const narrow = [390, 320] as const

/** HTML forbids it, axe does not look for it, and a screen reader reads both as one. */
const controlInControl = ':is(a, button) :is(a, button, input, select, textarea)'

/**
 * The page has no fault that axe knows of, and no window is so narrow that it scrolls sideways (320 CSS pixels is
 * WCAG 2.2's 1.4.10, "Reflow"). Told as sentences; none is none.
 */
export const faultsOf = async (page: Page): Promise<string[]> => {
  const { pathname } = new URL(page.url())
  // From its top: what a head that stands still covers half of there, a person scrolls out from under it.
  await page.evaluate(() => scrollTo(0, 0))
  // Where one comes by a link Next sends the title after the page; what has none after that has a fault.
  await page.waitForFunction(() => document.title !== '', null, { timeout: 5_000 }).catch(() => {})
  // Without frames, the mode that opens no second window says the same and is faster.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${pathname}: ${id} at ${target.join(' ')}, ${html.slice(0, 300)}`),
  )
  const nested = await page
    .locator(controlInControl)
    .evaluateAll((all) => all.map(({ outerHTML }) => outerHTML))
  found.push(...nested.map((html) => `${pathname}: a control within another: ${html.slice(0, 200)}`))
  const wide = page.viewportSize()
  for (const width of [wide?.width ?? 1280, ...narrow]) {
    await page.setViewportSize({ width, height: 800 })
    const excess = await page.evaluate(() => {
      const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {}
      return scrollWidth - clientWidth
    })
    if (excess > 0) found.push(`${pathname}: scrolls sideways by ${excess} in ${width} pixels`)
  }
  if (wide) await page.setViewportSize(wide)
  return found
}
