import { expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { keepRunning, pauseMs, startChild, workerFlags } from './children.ts'

const run = (code: string, onLine?: (line: string) => void) =>
  startChild({ arguments: ['--eval', code], environment: process.env, onLine })

it('a child is asked to end, and ended by force when it will not', async () => {
  let heard = () => {}
  const listening = new Promise<void>((resolve) => {
    heard = resolve
  })
  const child = run("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('on')", () =>
    heard(),
  )
  await listening
  await child.end(50)
  expect(await child.ended).toBe('signal SIGKILL')
})

it('a program that dies is started again, until it is ended', async () => {
  let starts = 0
  const restarted = new Promise<void>((resolve) => {
    const kept = keepRunning(
      () => {
        starts += 1
        if (starts === 2) kept.end(0).then(resolve)
        return run('process.exit(3)')
      },
      (how, pauseSeconds) => expect({ how, pauseSeconds }).toEqual({ how: 'exit code 3', pauseSeconds: 1 }),
    )
  })
  await restarted
  expect(starts).toBe(2)
})

it('the pause between starts grows, to half a minute at most', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(pauseMs)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
})

it('a worker started alone keeps to the same memory', () => {
  const alone = manifest.scripts.worker.split(' ').filter((word) => word.startsWith('--'))
  expect(workerFlags).toEqual(expect.arrayContaining(alone))
})
