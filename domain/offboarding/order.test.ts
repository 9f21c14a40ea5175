import { expect, it } from 'vitest'
import { phasesOf } from './order.ts'
import type { HardStop, Plan, PlannedConnection } from './plan.ts'

const of = (id: string, kind: PlannedConnection['kind']): PlannedConnection => ({
  ...{ id, kind, externalId: id, name: `The ${id}`, tenantLinkId: 'l1', account: null },
})
const expired = (connectionId: string): HardStop => ({ kind: 'tokenExpired', connectionId, subjects: [] })
const planOf = (connections: PlannedConnection[], hardStops: HardStop[] = []): Plan => ({
  ...{ version: 1, connections, hardStops },
  counts: { devices: 0, people: 0, apps: 0, licences: 0, managed: 0, fixed: 0 },
})

it('phases come in the order of what depends on what, each with what ends in it', () => {
  const phases = phasesOf(
    planOf([
      of('push', 'pushCertificate'),
      of('school', 'enrolmentToken'),
      of('books', 'locationToken'),
      of('kiosk', 'locationToken'),
    ]),
  )
  expect(phases.map(({ kind, connections }) => [kind, connections.map(({ id }) => id)])).toEqual([
    ['locationToken', ['books', 'kiosk']],
    ['enrolmentToken', ['school']],
    ['pushCertificate', ['push']],
  ])
})

it.each([
  ['of tokens that all can be revoked, none is named', [], 'true', ''],
  ['of tokens of which one cannot, that one is', [expired('kiosk')], 'some', 'The kiosk'],
  ['where none can, all are', [expired('kiosk'), expired('books')], 'false', 'The books, The kiosk'],
])('%s', (_, hardStops, revocable, names) => {
  const [phase] = phasesOf(planOf([of('books', 'locationToken'), of('kiosk', 'locationToken')], hardStops))
  expect(phase?.values).toEqual({ connection: 'locationToken', revocable, names })
})

it('what was gone before its case comes after the others of its kind, with what is left to do about it', () => {
  const gone = (connectionId: string): HardStop => ({
    ...{ kind: 'alreadyGone', connectionId, subjects: ['2026-11-01T00:00:00.000Z'] },
  })
  const plan = planOf(
    [of('books', 'locationToken'), of('kiosk', 'locationToken'), of('push', 'pushCertificate')],
    [gone('books'), gone('push')],
  )
  const told = phasesOf(plan).map(({ isGone, connections, steps }) => [isGone, connections[0]?.id, steps])
  expect(told).toEqual([
    [false, 'kiosk', expect.arrayContaining(['revokeLicences', 'deleteToken', 'checkGone'])],
    [true, 'books', ['checkGone']],
    [true, 'push', ['checkGone', 'revokeCertificate']],
  ])
  expect(phasesOf(plan)[0]?.values).toMatchObject({ revocable: 'true', names: '' })
})
