import { expect, test } from 'vitest'
import { clouds, cloudUrls, isSafeAddress } from './cloud.ts'

test('every cloud of Microsoft has protected addresses, a custom one those it was given', () => {
  for (const cloud of clouds.filter((each) => each !== 'custom')) {
    const urls = cloudUrls(cloud)
    expect(urls && isSafeAddress(urls.login) && isSafeAddress(urls.graph)).toBe(true)
  }
  expect(cloudUrls('custom')).toBeNull()
  expect(
    cloudUrls('custom', { loginUrl: 'https://a.example/sign-in/', graphUrl: 'https://b.example//' }),
  ).toEqual({
    login: 'https://a.example/sign-in',
    graph: 'https://b.example',
    portal: null,
  })
})

test.each([
  ['https://graph.example', true],
  ['http://127.0.0.1:8080/graph', true],
  ['http://localhost:8080', true],
  ['http://[::1]:8080', true],
  ['http://graph.example', false],
  ['http://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['https://user:word@graph.example', false],
  ['ftp://127.0.0.1', false],
  ['graph.example', false],
])('a credential may travel to %s: %s', (address, isSafe) => {
  expect(isSafeAddress(address)).toBe(isSafe)
})
