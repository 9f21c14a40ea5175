import { expect, test } from 'vitest'
import type { LifeState } from '#domain/connection-life.ts'
import { withReturns } from './returns.ts'

const day = (since: number) => new Date(Date.UTC(2026, 10, since))
const stay = (
  since: number,
  state: LifeState,
  token: Partial<{ service: string; externalId: string }> = {},
) => ({
  id: `stay ${since}`,
  tenantLinkId: 'tenant',
  service: 'dep',
  externalId: 'token',
  ...token,
  since,
  state,
  observedSince: day(since),
  disabledAt: state === 'sharing' ? null : day(since + 1),
  disabledBy: null,
})

test('an earlier stay knows the latest one and whether data flows over it, and that one what it restarts', () => {
  expect(withReturns([stay(1, 'stopped'), stay(5, 'accountKept'), stay(9, 'sharing')])).toMatchObject([
    { returnedAs: 'stay 9', returnedAt: day(9), sharesAgain: true, restarts: null },
    { returnedAs: 'stay 9', returnedAt: day(9), sharesAgain: true, restarts: null },
    { returnedAs: null, sharesAgain: false, restarts: { id: 'stay 5', disabledAt: day(6) } },
  ])
})

test('a token that was ended once more shares nothing again', () => {
  expect(withReturns([stay(1, 'stopped'), stay(5, 'stopped')])).toMatchObject([
    { returnedAs: 'stay 5', sharesAgain: false },
    { returnedAs: null, restarts: null },
  ])
})

test('a token is the same under the other service of the enrolment program and in other letters', () => {
  const other = stay(5, 'sharing', { service: 'asm', externalId: 'TOKEN' })
  expect(withReturns([stay(1, 'stopped'), other])).toMatchObject([{ returnedAs: 'stay 5' }, {}])
  const another = stay(5, 'sharing', { externalId: 'another' })
  expect(withReturns([stay(1, 'stopped'), another])).toMatchObject([{ returnedAs: null }, { restarts: null }])
})
