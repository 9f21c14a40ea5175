import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { expect, test, vi } from 'vitest'
import { doorway } from '#adapters/db.ts'
import { derivedSecret, settings } from '#adapters/env.ts'
import { done } from '#domain/outcome.ts'
import { makeWorld } from '#prisma/factories.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { handsOut } from './answers.ts'

useTestDatabase()

const jar = vi.hoisted(() => ({ get: vi.fn() }))
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }))

const cookieOf = async (memberId: string) => {
  const later = new Date(Date.now() + 60_000)
  const [row] = await doorway().$queryRaw<{ id: string }[]>`
    select session_start(${memberId}::uuid, ${later}::timestamptz, null) as id`
  const secret = derivedSecret(settings().key, 'sessions')
  return { value: await encode({ token: { session: row?.id }, secret }) }
}

test('files of one member are put together one after the other, and hold up nobody else', async () => {
  const { members } = await makeWorld()
  const [auditor, admin] = [await cookieOf(members.auditor.id), await cookieOf(members.admin.id)]
  const underWay = new Map<string | null, number>()
  const both = Promise.withResolvers<void>()
  let most = 0
  let together = 0
  const handler = handsOut(
    'reports:read',
    async ({ id }) => {
      underWay.set(id, (underWay.get(id) ?? 0) + 1)
      most = Math.max(most, ...underWay.values())
      together = Math.max(together, underWay.size)
      // The other member's file, asked for last, opens the way for all: in turn or not, nobody else could.
      if (id === members.admin.id) both.resolve()
      await both.promise
      underWay.delete(id)
      return done({ bytes: Buffer.from('x'), name: 'file.txt', mediaType: 'text/plain' })
    },
    { missing: 'reportMissing', gone: 409 },
  )
  const asks = (cookie: { value: string }) => {
    jar.get.mockReturnValueOnce(cookie)
    const params = Promise.resolve({ id: randomUUID() })
    return handler(new Request('http://localhost/'), { params })
  }
  const answers = await Promise.all([auditor, auditor, auditor, admin].map(asks))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect([most, together]).toEqual([1, 2])
})
