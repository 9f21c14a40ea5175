import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pinnedLink } from './next-link.ts'

const base = 'https://graph.example/tenant-proxy'
const from = `${base}/v1.0/deviceManagement/managedDevices?$top=1000`

test.each([
  ['https://graph.example.evil.example/tenant-proxy/v1.0/x'],
  ['http://graph.example/tenant-proxy/v1.0/x'],
  ['https://graph.example:8443/tenant-proxy/v1.0/x'],
  ['https://user@graph.example/tenant-proxy/v1.0/x'],
  ['https://graph.example/v1.0/x'],
  ['https://graph.example/tenant-proxy-2/v1.0/x'],
  ['https://graph.example/tenant-proxy/../v1.0/x'],
  ['https://graph.example/tenant-proxy/%2e%2e/v1.0/x'],
  ['//elsewhere.example/tenant-proxy/v1.0/x'],
  ['file:///etc/hostname'],
  // Relative to an address of its own scheme it is a path (WHATWG URL, "special relative or authority"); by itself, a host.
  ['https:elsewhere.example/tenant-proxy/v1.0/x'],
  ['https:/elsewhere.example/tenant-proxy/v1.0/x'],
])('a link away from the Graph base is refused: %s', (link) => {
  expect(pinnedLink(link, base, from)).toMatchObject({ ok: false, reason: 'foreignLink' })
})

test('a link under the base is followed exactly as it was written', () => {
  const link = `${base}/v1.0/deviceManagement/managedDevices?$skiptoken='a%2Fb'&x=~!`
  expect(pinnedLink(link, base, from)).toEqual({ ok: true, value: link })
})

test('a relative link is completed from the page it stood on', () => {
  expect(pinnedLink('managedDevices?$skiptoken=2', base, from)).toEqual({
    ok: true,
    value: `${base}/v1.0/deviceManagement/managedDevices?$skiptoken=2`,
  })
})

test('whatever a link says, a token only ever goes to the configured origin and path', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.webPath()), (link) => {
      const outcome = pinnedLink(link, base, from)
      if (outcome.ok) expect(new URL(outcome.value).href.startsWith(`${base}/`)).toBe(true)
    }),
  )
})
