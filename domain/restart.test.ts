import { expect, test } from 'vitest'
import { restartOf, type Stay } from './restart.ts'

const byReading = { readingId: 'the ninth', evidenceId: null }
const byCase = { readingId: null, evidenceId: 'the 404' }
const stay = (id: string, state: Stay['state'], disabledBy: Stay['disabledBy'] = byReading): Stay => ({
  ...{ id, state, disabledBy },
})
const sharing = stay('now', 'sharing', null)

test.each<[string, Stay, Stay[], string | null]>([
  ['sharing restarts after stopped', sharing, [stay('a', 'stopped')], 'a'],
  ['and after the account was kept', sharing, [stay('a', 'accountKept')], 'a'],
  ['and after a case found the token gone', sharing, [stay('a', 'disabled', byCase)], 'a'],
  ['not where Intune lost the token and listed it again', sharing, [stay('a', 'disabled')], null],
  ['not where it was ended once more', stay('now', 'stopped'), [stay('a', 'stopped')], null],
  ['an expired token still exists', stay('now', 'expired', null), [stay('a', 'stopped')], 'a'],
  ['the latest end counts', sharing, [stay('a', 'stopped'), stay('b', 'accountKept')], 'b'],
])('%s', (_, present, earlier, ended) => {
  expect(restartOf(present, earlier)).toBe(ended)
})
