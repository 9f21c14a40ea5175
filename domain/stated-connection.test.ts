import { expect, test } from 'vitest'
import { expiryOf, statedLife } from './stated-connection.ts'

const zone = 'Pacific/Auckland'
const statedAt = new Date('2026-11-01T00:00:00Z')

test('a member names a day, and it lasts through its end where the organisation is', () => {
  const expiry = expiryOf('hand', new Date('2027-05-20T00:00:00Z'), zone)
  expect(expiry).toEqual({ day: '2027-05-20', at: new Date('2027-05-20T12:00:00Z') })
})

test('a file tells an instant, which falls on a day of the organisation', () => {
  const expiry = expiryOf('file', new Date('2027-05-20T12:06:59Z'), zone)
  expect(expiry).toEqual({ day: '2027-05-21', at: new Date('2027-05-20T12:06:59Z') })
})

test('what nobody knows does not expire', () => {
  expect(expiryOf('hand', null, zone)).toBeNull()
  expect(statedLife('vpp', statedAt, null, new Date('2099-01-01'))).toBe('sharing')
})

test.each([
  ['2027-04-20T11:59:59Z', 'sharing'],
  ['2027-04-20T12:00:00Z', 'expiring'],
  ['2027-05-20T11:59:59Z', 'expiring'],
  ['2027-05-20T12:00:00Z', 'expired'],
])('at %s it is %s', (now, state) => {
  const expiry = expiryOf('hand', new Date('2027-05-20T00:00:00Z'), zone)
  expect(statedLife('vpp', statedAt, expiry, new Date(now))).toBe(state)
})
