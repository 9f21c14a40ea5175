import type { Page } from '@playwright/test'

/** What a page may make a browser fetch in JavaScript before it stands, compressed, in bytes. */
export const heaviest = 250_000

/**
 * Weighs the JavaScript that pages make the browser fetch, as it comes over the wire: nothing is taken from the
 * browser's own store. Call the answer after a page has loaded for its bytes.
 */
export const scaleOf = async (page: Page): Promise<() => Promise<number>> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Page.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  // A page that led on to this one is no part of its weight.
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) bytes = 0
  })
  return async () => {
    await page.waitForLoadState('load')
    const weighed = bytes
    bytes = 0
    return weighed
  }
}
