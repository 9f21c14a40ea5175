import { expect, test } from 'vitest'
import type { StatedConnection } from '#features/connections/stated.ts'
import { expiriesAhead } from './expiries.ts'

const at = new Date('2026-11-30T23:30:00Z')
const timeZone = 'Europe/Copenhagen'

const stated = (
  name: string,
  expiresOn: string,
  origin: StatedConnection['origin'] = 'hand',
): StatedConnection => ({
  id: name,
  name,
  service: 'vpp',
  ...{ appleId: null, accountId: null, topic: null, certificateSerial: null, organisationName: null },
  ...{ validFrom: null, joined: null, withdrawn: null, state: 'sharing' },
  expiry: {
    day: expiresOn.slice(0, 10),
    at: new Date(origin === 'file' ? expiresOn : `${expiresOn}T22:59:59Z`),
  },
  origin,
  statedBy: 'Mette Holm',
  statedAt: at,
})
const read = (month: string, count: number, ...moments: string[]) => ({
  month,
  count,
  first: moments.map((expiresAt) => ({ id: expiresAt, name: expiresAt, expiresAt })),
})
const told = (...given: Parameters<typeof expiriesAhead>) =>
  expiriesAhead(...given)
    .filter(({ count }) => count > 0)
    .map(({ month, count, first }) => [month, count, first.map(({ name }) => name)])

test('twelve months are told, from the one that the organisation’s calendar says it is', () => {
  const months = expiriesAhead([], [], { at, timeZone }).map(({ month }) => month)
  expect([months.length, months.at(0), months.at(-1)]).toEqual([12, '2026-12', '2027-11'])
})

test('of many in a month the soonest are named, whether a reading found them or a member stated them', () => {
  const found = [read('2027-02', 4, '2027-02-03T10:00:00Z', '2027-02-20T10:00:00Z', '2027-02-21T10:00:00Z')]
  const members = [stated('by hand', '2027-02-04'), stated('of a file', '2027-02-03T09:00:00Z', 'file')]
  expect(told(found, members, { at, timeZone })).toEqual([
    ['2027-02', 6, ['of a file', '2027-02-03T10:00:00Z', 'by hand']],
  ])
})

test('what a member named for a day stands through that day, and what is over or far off is not told', () => {
  const members = [
    stated('today', '2026-12-01'),
    stated('yesterday', '2026-11-30'),
    stated('an hour ago', '2026-11-30T22:30:00Z', 'file'),
    stated('in two years', '2028-12-01'),
    { ...stated('unknown', '2026-12-01'), expiry: null },
  ]
  expect(told([], members, { at, timeZone })).toEqual([['2026-12', 1, ['today']]])
})
