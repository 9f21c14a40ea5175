import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextErasure } from './retention.ts'

// Its last eight digits are ten times the minutes of a day, so ten minutes past three.
const organisation = '019a0000-0000-7000-8000-000000003840'

test.each([
  ['UTC', '2026-11-22T01:00:00Z', '2026-11-22T03:10:00Z'],
  ['UTC', '2026-11-22T03:10:00Z', '2026-11-23T03:10:00Z'],
  ['UTC', '2026-11-22T18:00:00Z', '2026-11-23T03:10:00Z'],
  ['Europe/Copenhagen', '2026-11-22T18:00:00Z', '2026-11-23T02:10:00Z'],
  ['Europe/Copenhagen', '2026-12-31T23:30:00Z', '2027-01-01T02:10:00Z'],
  ['America/Los_Angeles', '2026-11-22T18:00:00Z', '2026-11-23T11:10:00Z'],
  ['Asia/Kathmandu', '2026-11-22T18:00:00Z', '2026-11-22T21:25:00Z'],
])('in %s, after %s, the night comes at %s', (zone, after, expected) => {
  expect(nextErasure(new Date(after), zone, organisation).toISOString()).toBe(
    new Date(expected).toISOString(),
  )
})

test('every night of the year comes once, also when the clocks change', () => {
  for (const zone of ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe']) {
    let at = new Date('2026-01-01T00:00:00Z')
    for (let night = 0; night < 365; night += 1) {
      const next = nextErasure(at, zone, organisation)
      const hours = (next.getTime() - at.getTime()) / 3_600_000
      if (night > 0) expect([23, 23.5, 24, 24.5, 25], `${zone} ${next.toISOString()}`).toContain(hours)
      at = next
    }
  }
})

test('it is always ahead, and within a day and an hour', () => {
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom('UTC', 'Europe/Paris', 'Pacific/Auckland'),
      fc.uuid(),
      (at, zone, id) => {
        const hours = (nextErasure(at, zone, id).getTime() - at.getTime()) / 3_600_000
        expect(hours).toBeGreaterThan(0)
        expect(hours).toBeLessThanOrEqual(25)
      },
    ),
  )
})
