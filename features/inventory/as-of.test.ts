import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asOfDay } from './as-of.ts'

const now = new Date('2026-11-22T23:30:00Z')

describe('the date of a page', () => {
  test('a past day stands through its last moment in the organisation’s zone', () => {
    expect(asOfDay('2026-11-01', 'Europe/Copenhagen', now)).toMatchObject({
      kind: 'past',
      at: new Date('2026-11-01T22:59:59.999Z'),
    })
    expect(asOfDay('2026-11-01', 'Pacific/Auckland', now)).toMatchObject({
      at: new Date('2026-11-01T10:59:59.999Z'),
    })
  })

  test('the nights on which clocks change are cut where the day ends', () => {
    expect(asOfDay('2026-03-28', 'Europe/Copenhagen', now)).toMatchObject({
      at: new Date('2026-03-28T22:59:59.999Z'),
    })
    expect(asOfDay('2026-03-29', 'Europe/Copenhagen', now)).toMatchObject({
      at: new Date('2026-03-29T21:59:59.999Z'),
    })
  })

  test('today is the organisation’s, and days to come are today', () => {
    expect(asOfDay(undefined, 'Europe/Copenhagen', now)).toEqual({ kind: 'today', day: '2026-11-23' })
    expect(asOfDay('', 'UTC', now)).toEqual({ kind: 'today', day: '2026-11-22' })
    expect(asOfDay('2026-11-23', 'UTC', now)).toEqual({ kind: 'today', day: '2026-11-22' })
    expect(asOfDay('2026-11-22', 'Europe/Copenhagen', now)).toMatchObject({ kind: 'past' })
  })

  test.each(['yesterday', '2026-02-31', '2026-1-1', '2026-11-01T00:00:00Z', "'; drop"])(
    '%s is no day',
    (asked) => {
      expect(asOfDay(asked, 'UTC', now)).toEqual({ kind: 'invalid', today: '2026-11-22' })
    },
  )

  test('whatever the address says, the moment lies in the past and on the day asked for', () => {
    const zones = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Paris', 'Pacific/Chatham']
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2026-11-20'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, timeZone) => {
          const day = date.toISOString().slice(0, 10)
          const asOf = asOfDay(day, timeZone, now)
          if (asOf.kind !== 'past') throw new Error(asOf.kind)
          const inZone = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
          expect(asOf.at < now).toBe(true)
          expect(inZone.format(asOf.at)).toBe(day)
          expect(inZone.format(new Date(asOf.at.getTime() + 1))).not.toBe(day)
        },
      ),
    )
  })
})
