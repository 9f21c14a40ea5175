import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextReading, type ReadingHistory, readingIntervals } from './timetable.ts'

// Its last eight digits are 250: of a day, ten minutes past four; of six hours, the same; of a week, Thursday.
const organisation = '019a0000-0000-7000-8000-0000000000fa'
const at = (text: string) => new Date(`2026-11-${text}:00Z`)
const history = (requested: string, ended: string, failures = 0): ReadingHistory => ({
  linkedAt: at('01T08:00'),
  last: { requestedAt: at(requested), endedAt: at(ended) },
  failures,
})

test.each<[string, number, ReadingHistory, Date | null]>([
  ['by hand only', 0, history('22T04:10', '22T04:20'), null],
  ['by hand only, after a failure too', 0, history('22T04:10', '22T04:20', 1), null],
  ['a day later', 24, history('22T04:10', '22T04:20'), at('23T04:10')],
  ['six hours later', 6, history('22T04:10', '22T04:20'), at('22T10:10')],
  ['twelve hours later', 12, history('22T04:10', '22T04:20'), at('22T16:10')],
  ['a week later', 168, history('19T04:10', '19T04:20'), at('26T04:10')],
  ['at the usual minute after one by hand', 24, history('22T17:00', '22T17:20'), at('23T04:10')],
  [
    'not once more where one by hand came shortly before',
    24,
    history('22T23:00', '22T23:20'),
    at('24T04:10'),
  ],
  ['after one that took longer than the interval', 6, history('22T04:10', '22T12:00'), at('22T16:10')],
  ['an hour after a failure', 24, history('22T04:10', '22T04:20', 1), at('22T05:20')],
  ['three hours after the second in a row', 24, history('22T04:10', '22T05:30', 2), at('22T08:30')],
  ['at the usual minute after the third', 24, history('22T04:10', '22T08:40', 3), at('23T04:10')],
  ['at the usual minute after the tenth', 6, history('22T04:10', '22T04:20', 10), at('22T10:10')],
  [
    'an hour after a tenant came that nobody read',
    24,
    { linkedAt: at('22T09:07'), last: null, failures: 0 },
    at('22T10:07'),
  ],
])('%s', (_name, hours, given, expected) => {
  expect(nextReading(organisation, hours, given)).toEqual(expected)
})

test('a good reading is followed by another between a quarter and one and a quarter of the interval later', () => {
  const intervals = readingIntervals.filter((hours) => hours > 0)
  const requested = fc.date({ min: at('01T00:00'), max: at('30T00:00'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...intervals), requested, (id, hours, requestedAt) => {
      const last = { requestedAt, endedAt: requestedAt }
      const next = nextReading(id, hours, { linkedAt: requestedAt, last, failures: 0 })
      const waited = ((next?.getTime() ?? 0) - requestedAt.getTime()) / (hours * 3_600_000)
      expect(waited).toBeGreaterThanOrEqual(0.25)
      expect(waited).toBeLessThanOrEqual(1.25)
    }),
  )
})

test('the organisations of an installation are spread over the whole day', () => {
  const ids = fc.sample(fc.uuid(), { numRuns: 2_000, seed: 1 })
  const minutes = ids.map((id) => nextReading(id, 24, history('22T00:00', '22T00:00'))?.getTime())
  expect(new Set(minutes).size).toBeGreaterThan(900)
})
