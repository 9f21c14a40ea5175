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

test('what strangers left is swept after an hour, and makes nobody wait meanwhile', async () => {
  const agoOf = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const left = (name: string, minutes: number, rows: number) =>
    Array.from({ length: rows }, (_, row) => ({ key: `${name} ${row}`, beganAt: agoOf(minutes), count: 1 }))
  await owner().rateCount.createMany({ data: [...left('due', 61, 50), ...left('fresh', 59, 5000)] })
  const [, statistics] = await owner().$transaction([
    owner().$queryRaw`select rate_take('somebody', 1, 60)`,
    owner().$queryRaw<{ read: bigint }[]>`
      select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'rate_count'`,
  ])
  expect(Number(statistics[0]?.read)).toBeLessThan(500)
  const rows = async (name: string) => owner().rateCount.count({ where: { key: { startsWith: name } } })
  expect([await rows('due'), await rows('fresh')]).toEqual([0, 5000])
  await owner().rateCount.deleteMany()
})
