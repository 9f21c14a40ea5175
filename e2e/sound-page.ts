import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const widths = [390, 320] as const

/**
 * The page has no fault that axe knows of, in light and in dark, and no window is so narrow that it scrolls sideways
 * (320 CSS pixels is WCAG 2.2's 1.4.10, "Reflow").
 */
export const expectSound = async (page: Page): Promise<void> => {
  const path = new URL(page.url()).pathname
  const wide = page.viewportSize()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    )
    expect.soft(found, `${path}, ${colorScheme}`).toEqual([])
  }
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    const excess = await page.evaluate(() => {
      const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {}
      return scrollWidth - clientWidth
    })
    expect.soft(excess, `${path} at ${width} pixels`).toBeLessThanOrEqual(0)
  }
  if (wide) await page.setViewportSize(wide)
}
