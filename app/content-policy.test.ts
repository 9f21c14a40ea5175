import { expect, test } from 'vitest'
import { pagePolicy } from './content-policy.ts'

const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((each) => each.split(/ (.*)/s).slice(0, 2)))

test('a page runs scripts of its own nonce and what these load, and sends forms nowhere else', () => {
  expect(directives(pagePolicy('bm9uY2U=', { isDevelopment: false }))).toMatchObject({
    'default-src': "'none'",
    'script-src': "'nonce-bm9uY2U=' 'strict-dynamic'",
    'base-uri': "'none'",
    'connect-src': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  })
})

test('only while it is developed may text become a script', () => {
  expect(pagePolicy('n', { isDevelopment: true })).toContain("'unsafe-eval'")
})
