import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { freePort } from './free-port.ts'

it('a wanted port that is free stays', async () => {
  const port = await freePort()
  expect(await freePort(port)).toBe(port)
})

it('a wanted port that is taken gives way to one that no outgoing connection can be lent', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const taken = address && typeof address === 'object' ? address.port : 0
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort(taken)))
  server.close()
  expect(Math.max(...ports)).toBeLessThan(32_768)
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000)
})
