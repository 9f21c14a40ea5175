import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { log } from '#adapters/log.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { mayHave } from './rate-limit.ts'

useTestDatabase()

const rate = { name: 'trial', each: 5, seconds: 60 }

test('a member has so much within its time, at once or one by one, and more after it; others have theirs', async () => {
  const [eager, other] = [randomUUID(), randomUUID()]
  const told = vi.spyOn(log, 'warn').mockReturnValue()
  const answers = await Promise.all(Array.from({ length: 8 }, () => mayHave(rate, eager)))
  expect(answers.filter(Boolean)).toHaveLength(rate.each)
  expect(told.mock.calls).toEqual(Array(3).fill([{ rate: rate.name, memberId: eager }, 'asked too often']))
  expect(await mayHave(rate, other)).toBe(true)
  expect(await mayHave({ ...rate, name: 'another' }, eager)).toBe(true)
  await owner().rateCount.updateMany({
    where: { key: { endsWith: eager } },
    data: { beganAt: new Date(Date.now() - 61_000) },
  })
  expect(await mayHave(rate, eager)).toBe(true)
})
