import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { haveMoved, type Numbers, type ReviewVersion, standingOf, type Today } from './review.ts'

const nobody: Numbers = { devices: null, people: null, administrators: null }
const devices = (count: number): Numbers => ({ ...nobody, devices: count })

const today = (fields: Partial<Today> = {}): Today => ({
  day: '2026-11-28',
  numbers: devices(100),
  share: 20,
  isReworded: () => false,
  ...fields,
})

const version = (number: number, decision: 'adopted' | 'declined' | 'withdrawn' | null): ReviewVersion => ({
  version: number,
  terms: {
    basis: 'legitimateInterests',
    basisNote: null,
    retention: null,
    necessity: 'necessary',
    note: null,
    dpia: null,
    reviewOn: '2027-11-28',
  },
  proposed: { by: 'officer', name: 'Officer', at: new Date('2026-11-01T00:00:00Z') },
  decided: decision && {
    decision,
    by: 'decider',
    name: 'Decider',
    at: new Date('2026-11-02T00:00:00Z'),
    note: null,
  },
  ground: { edition: '2023-12', numbers: devices(100) },
})

describe('how the review of a field stands', () => {
  test('of one that is due for its numbers, which moved, and from what to what', () => {
    const moved = (numbers: Partial<Numbers>) =>
      standingOf([version(1, 'adopted')], today({ numbers: { ...devices(100), ...numbers } })).moved
    expect(moved({ devices: 110 })).toBeNull()
    expect(moved({ devices: 121 })).toEqual({ of: 'devices', was: 100, is: 121 })
    expect(moved({ devices: 110, people: 3 })).toEqual({ of: 'people', was: null, is: 3 })
  })

  test.each<[string, (Parameters<typeof version>[1] | 'adopted')[], string, number | null, number | null]>([
    ['nothing was ever proposed', [], 'none', null, null],
    ['a first proposal waits', [null], 'proposed', null, 1],
    ['a proposal was declined', ['declined'], 'none', null, null],
    ['a proposal was withdrawn', ['withdrawn'], 'none', null, null],
    ['one was adopted', ['adopted'], 'adopted', 1, null],
    ['a newer one waits beside what is in force', ['adopted', null], 'proposed', 1, 2],
    ['a newer one was declined: the adopted one stays in force', ['adopted', 'declined'], 'adopted', 1, null],
    ['the newest adopted one is in force', ['adopted', 'adopted'], 'adopted', 2, null],
    ['an undecided one that was written anew is history', [null, 'withdrawn'], 'none', null, null],
  ])('%s', (_, decided, state, inForce, open) => {
    const standing = standingOf(
      decided.map((decision, at) => version(at + 1, decision)).toReversed(),
      today(),
    )
    expect(standing).toMatchObject({ state, latest: decided.length })
    expect(standing.inForce?.version ?? null).toBe(inForce)
    expect(standing.open?.version ?? null).toBe(open)
  })

  test.each<[string, Partial<Today>, string[]]>([
    ['the day before', { day: '2027-11-27' }, []],
    ['its day has come', { day: '2027-11-28' }, ['day']],
    ['the page says it in other words', { isReworded: (then) => then === '2023-12' }, ['edition']],
    ['exactly the share more', { numbers: devices(120) }, []],
    ['more than the share more', { numbers: devices(121) }, ['numbers']],
    ['more than the share less', { numbers: devices(79) }, ['numbers']],
    [
      'everything at once',
      { day: '2030-01-01', numbers: nobody, isReworded: () => true },
      ['day', 'edition', 'numbers'],
    ],
  ])('an adopted one: %s', (_, fields, due) => {
    const standing = standingOf([version(1, 'adopted')], today(fields))
    expect(standing.due).toEqual(due)
    expect(standing.state).toBe(due.length > 0 ? 'due' : 'adopted')
  })
})

test('no share lets a number move from or to nothing known, none moves that stayed', () => {
  const number = fc.option(fc.nat(), { nil: null })
  const numbers = fc.record({ devices: number, people: number, administrators: number })
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 500 }), (some, share) => {
      expect(haveMoved(some, some, share)).toBe(false)
      if (some.devices !== null) expect(haveMoved(some, { ...some, devices: null }, share)).toBe(true)
    }),
  )
  expect(haveMoved(devices(0), devices(1), 100)).toBe(true)
})
