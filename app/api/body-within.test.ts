import { expect, test } from 'vitest'
import { bodyWithin } from './body-within.ts'

const sent = (body: BodyInit | null, headers = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

test('what fits comes as it was sent, and nothing where nothing was', async () => {
  expect(Buffer.from((await bodyWithin(sent('login=æ'), 20)) ?? []).toString()).toBe('login=æ')
  expect(await bodyWithin(sent(null), 20)).toEqual(new Uint8Array())
})

test('what is longer is not read to its end, whatever it said of its length', async () => {
  let given = 0
  const endless = new ReadableStream({
    pull: (stream) => {
      given += 1
      stream.enqueue(new Uint8Array(1000))
    },
  })
  expect(await bodyWithin(sent(endless, { 'content-length': '10' }), 5000)).toBeNull()
  expect(given).toBeLessThan(20)
})
