import { expect, test } from 'vitest'
import config from '../next.config.js'

test('every answer forbids frames, guessed types, outgoing referrers and devices', async () => {
  const [rule, ...others] = (await config.headers?.()) ?? []
  expect(others).toEqual([])
  expect(rule?.source).toBe('/:path*')
  expect(Object.fromEntries(rule?.headers.map(({ key, value }) => [key, value]) ?? [])).toMatchObject({
    'Content-Security-Policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': expect.stringContaining('camera=()'),
  })
})
