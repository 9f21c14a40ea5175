import { expect, it } from 'vitest'
import { watchMemory } from './memory.ts'

it('tells once when a process has grown past its limit', async () => {
  let calls = 0
  const watch = await new Promise<ReturnType<typeof watchMemory>>((tell) => {
    const started = watchMemory(process.pid, 1, () => {
      calls += 1
      tell(started)
    })
  })
  watch.stop()
  expect(watch.exceeded()).toBe(true)
  expect(calls).toBe(1)
})
