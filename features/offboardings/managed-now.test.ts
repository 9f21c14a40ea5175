import { expect, test } from 'vitest'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import { done, refused } from '#domain/outcome.ts'
import { managedReader } from './managed-now.ts'

type Page = Awaited<ReturnType<GraphTenant['page']>>

/** A tenant that answers these pages in turn, and how often it was asked. */
const answering = (...pages: Page[]) => {
  let asked = 0
  const page = (async () => pages[asked++ % pages.length]) as unknown as GraphTenant['page']
  return { page, asked: () => asked }
}
const rows = (next: string | null, ...ids: string[]) =>
  done({
    rows: ids.map((id) => ({ intuneId: id, serial: id === 'x' ? null : `S${id}` })),
    next,
  }) as unknown as Page

const clock = () => {
  let at = 0
  return {
    now: () => new Date(at),
    pass: (ms: number) => {
      at += ms
    },
  }
}

test('what is managed is read whole, and answers for a minute, tenant by tenant', async () => {
  const { now, pass } = clock()
  const one = answering(rows('next', 'a', 'x'), rows(null, 'b'))
  const other = answering(rows(null, 'z'))
  const managed = managedReader(now)
  expect(await managed('one', one)).toEqual(done({ serials: new Set(['Sa', 'Sb']), count: 3 }))
  await managed('one', one)
  expect(one.asked()).toBe(2)
  expect(await managed('other', other)).toEqual(done({ serials: new Set(['Sz']), count: 1 }))
  pass(60_000)
  await managed('one', one)
  expect(one.asked()).toBe(4)
})

test('begun anew, nothing is counted twice; what could not be read is not remembered', async () => {
  const { now } = clock()
  const again = { ok: false, reason: 'startOver' } as unknown as Page
  const begun = answering(rows('next', 'a'), again, rows(null, 'a', 'b'))
  expect(await managedReader(now)('one', begun)).toMatchObject({ value: { count: 2 } })
  const failing = answering(refused('serverFault') as unknown as Page, rows(null, 'a'))
  const managed = managedReader(now)
  expect(await managed('one', failing)).toMatchObject({ reason: 'serverFault' })
  expect(await managed('one', failing)).toMatchObject({ value: { count: 1 } })
})
