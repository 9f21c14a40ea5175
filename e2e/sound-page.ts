import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const widths = [390, 320] as const

/**
 * The page has no fault that axe knows of, and no window is so narrow that it scrolls sideways (320 CSS pixels is
 * WCAG 2.2's 1.4.10, "Reflow"). Told as sentences; none is none.
 */
export const faultsOf = async (page: Page): Promise<string[]> => {
  const { pathname } = new URL(page.url())
  // Without frames, the mode that opens no second window says the same and is faster.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${pathname}: ${id} at ${target.join(' ')}`),
  )
  const wide = page.viewportSize()
  for (const width of widths) {
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
