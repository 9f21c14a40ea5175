import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Page, pageOf } from './paging.ts'

const options = fc.record({ pageSize: fc.integer({ min: 1, max: 40 }), repeats: fc.boolean() })

test('following every link gives every row in order, at most one twice, and no page above $top', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 60 }), options, (count, top, how) => {
      const rows = Array.from({ length: count }, (_, index) => index)
      const seen: number[] = []
      let query: string | null = `$select=id&$top=${top}`
      let pages = 0
      while (query !== null) {
        const page: Page<number> = pageOf(rows, 'beta/things', new URLSearchParams(query), how)
        expect(page.rows.length).toBeLessThanOrEqual(top)
        if (pages === 1) expect(page).toMatchObject({ rows: [], nextQuery: expect.any(String) })
        seen.push(...page.rows)
        query = page.nextQuery
        pages += 1
      }
      expect([...new Set(seen)]).toEqual(rows)
      expect(seen.length - rows.length).toBe(how.repeats && pages > 1 ? 1 : 0)
    }),
  )
})
