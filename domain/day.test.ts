import { assert, constantFrom, date, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn, daysBetween, endOfDay, isDay, midnightOf, monthsAfter, storedDay, yearsAfter } from './day.ts'

describe('a day', () => {
  test.each([
    ['Europe/Copenhagen', '2026-11-01', '2026-11-01T23:00:00Z'],
    ['Pacific/Auckland', '2026-11-01', '2026-11-01T11:00:00Z'],
    ['UTC', '2026-12-31', '2027-01-01T00:00:00Z'],
  ])('in %s, %s is over at its own midnight', (timeZone, day, end) => {
    expect(endOfDay(day, timeZone)).toEqual(new Date(end))
  })

  test('the nights on which clocks change are cut where the day ends', () => {
    expect(endOfDay('2026-03-28', 'Europe/Copenhagen')).toEqual(new Date('2026-03-28T23:00:00Z'))
    expect(endOfDay('2026-03-29', 'Europe/Copenhagen')).toEqual(new Date('2026-03-29T22:00:00Z'))
  })

  test('is another one in another zone', () => {
    const at = new Date('2026-11-22T23:30:00Z')
    expect(dayIn('UTC', at)).toBe('2026-11-22')
    expect(dayIn('Europe/Copenhagen', at)).toBe('2026-11-23')
  })

  test.each(['yesterday', '2026-02-31', '2026-1-1', '2026-11-01T00:00:00Z', ''])('%j is none', (text) => {
    expect(isDay(text)).toBe(false)
  })

  test('ends in every zone after its last moment, and comes back from where it is stored', () => {
    const zones = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Paris', 'Pacific/Chatham']
    const moments = date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    assert(
      property(moments, constantFrom(...zones), (moment, timeZone) => {
        const day = storedDay(moment)
        expect(isDay(day)).toBe(true)
        expect(storedDay(midnightOf(day))).toBe(day)
        const end = endOfDay(day, timeZone)
        expect(dayIn(timeZone, new Date(end.getTime() - 1))).toBe(day)
        expect(dayIn(timeZone, end) > day).toBe(true)
      }),
    )
  })
})

test.each([
  ['2026-11-28', '2026-11-28', 0],
  ['2026-12-31', '2027-01-01', 1],
  ['2027-03-29', '2027-03-27', -2],
])('from %s to %s it is %i days', (from, to, days) => expect(daysBetween(from, to)).toBe(days))

test.each([
  ['2026-11-22', 5, '2031-11-22'],
  ['2028-02-29', 1, '2029-03-01'],
])('%s and %i years on is %s', (day, years, after) => {
  expect(yearsAfter(day, years)).toBe(after)
})

test.each([
  ['2026-11-28', 12, '2027-11-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-11-30', 3, '2027-02-28'],
])('%s and %i months is %s', (day, months, then) => expect(monthsAfter(day, months)).toBe(then))
