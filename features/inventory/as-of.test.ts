import { describe, expect, test } from 'vitest'
import { asOfDay, isInstant, momentOf } from './as-of.ts'

const now = new Date('2026-11-22T23:30:00Z')

describe('the day asked for', () => {
  test('a past day stands through its last moment in the organisation’s zone', () => {
    expect(asOfDay('2026-11-01', 'Europe/Copenhagen', now)).toMatchObject({
      kind: 'past',
      at: new Date('2026-11-01T22:59:59.999Z'),
    })
    expect(asOfDay('2026-11-01', 'Pacific/Auckland', now)).toMatchObject({
      at: new Date('2026-11-01T10:59:59.999Z'),
    })
  })

  test('today is the organisation’s, and a day to come is none that can be shown', () => {
    expect(asOfDay(undefined, 'Europe/Copenhagen', now)).toEqual({ kind: 'today', day: '2026-11-23' })
    expect(asOfDay('', 'UTC', now)).toEqual({ kind: 'today', day: '2026-11-22' })
    expect(asOfDay('2026-11-22', 'UTC', now)).toEqual({ kind: 'today', day: '2026-11-22' })
    expect(asOfDay('2026-11-23', 'UTC', now)).toEqual({ kind: 'future', today: '2026-11-22' })
    expect(asOfDay('2026-11-22', 'Europe/Copenhagen', now)).toMatchObject({ kind: 'past' })
  })

  test('only a past day names a moment', () => {
    const at = new Date('2026-11-01T23:59:59.999Z')
    expect(momentOf(asOfDay('2026-11-01', 'UTC', now))).toEqual({ asOf: at })
    expect(momentOf(asOfDay('2026-12-24', 'UTC', now))).toEqual({})
    expect(momentOf(asOfDay('soon', 'UTC', now))).toEqual({})
  })

  test.each(['yesterday', '2026-02-31', '2026-1-1', '2026-11-01T00:00:00', "'; drop"])(
    '%s is no day',
    (asked) => {
      expect(asOfDay(asked, 'UTC', now)).toEqual({ kind: 'invalid', today: '2026-11-22' })
    },
  )

  test('may be an instant, of which there are several readings a day', () => {
    const asked = '2026-11-22T09:30:00+01:00'
    const asOf = asOfDay(asked, 'Pacific/Auckland', now)
    const at = new Date('2026-11-22T08:30:00Z')
    expect(asOf).toMatchObject({ kind: 'past', day: '2026-11-22', at, asked: '2026-11-22T08:30:00.000Z' })
    expect(isInstant(asOf)).toBe(true)
    expect(isInstant(asOfDay('2026-11-01', 'UTC', now))).toBe(false)
    expect(asOfDay('2030-01-01T00:00Z', 'UTC', now)).toMatchObject({ kind: 'future' })
    for (const wrong of ['2026-11-22T08:30', '2026-13-40T00:00Z', '2026-11-22 08:30Z'])
      expect(asOfDay(wrong, 'UTC', now)).toMatchObject({ kind: 'invalid' })
  })
})
