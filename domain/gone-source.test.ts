import { expect, test } from 'vitest'
import { type Ending, goneSource } from './gone-source.ts'

const disabledAt = new Date('2026-11-20T08:00:00Z')
const reading = { id: 'the ninth', sequence: 9, finishedAt: new Date('2026-11-22T12:00:00Z') }
const byCase = { readingId: null, evidenceId: 'the 404' }
const byReading = { readingId: 'the seventh', evidenceId: null }
const ending: Ending = { until: null, disabledAt, disabledBy: byCase, returnedAs: null }
const stated = { grade: 'stated', by: 'Pomona', at: disabledAt.toISOString(), evidence: 'the 404' }

test.each<[string, Partial<Ending>, object]>([
  ['the check of a case says so until a reading does', {}, stated],
  [
    'a reading in force that no longer lists the token observed it',
    { until: 8 },
    { grade: 'observed', reading: 'the ninth', at: reading.finishedAt.toISOString() },
  ],
  ['a later reading does not count yet', { until: 10 }, stated],
  ['of a token that came back, the check of its case still speaks', { until: 8, returnedAs: 'new' }, stated],
  [
    'or else the reading that found it gone',
    { until: 8, returnedAs: 'new', disabledBy: byReading },
    { grade: 'observed', reading: 'the seventh', at: disabledAt.toISOString() },
  ],
  [
    'without either nobody has seen it',
    { disabledAt: null, disabledBy: null },
    { grade: 'unverifiable', why: 'connections.why.goneUnseen' },
  ],
])('%s', (_, facts, source) => {
  expect(goneSource({ ...ending, ...facts }, reading)).toEqual(source)
})
