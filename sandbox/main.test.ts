import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const start = (...flags: string[]) =>
  spawn(process.execPath, ['sandbox/main.ts', '--devices', '10', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })

test.each(['SIGTERM', 'SIGINT'] as const)(
  'the process says where it is, answers, and ends on %s',
  async (signal) => {
    const child = start()
    const [line] = await once(createInterface(child.stdout), 'line')
    const { url } = JSON.parse(String(line))
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${url}/_sandbox/truth`)).status).toBe(200)
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
  },
)

test('a start that cannot work says why in one sentence', async () => {
  const child = start('--port', 'many')
  const [line] = await once(createInterface(child.stderr), 'line')
  expect(line).toBe('The sandbox cannot start: --port takes a whole number, not "many".')
  expect(await once(child, 'exit')).toEqual([1, null])
})
