import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auditEvents } from './audit-events.ts'
import type { Collection } from './collection.ts'
import { enrolmentProfiles, enrolmentTokens, identities } from './enrolment-collections.ts'
import { licences } from './licences.ts'
import { locationApps, locationTokens } from './location-collections.ts'
import { managedDevices } from './managed-devices.ts'
import { adminConsent, organisation, pushCertificate, sharingAuthorisations } from './tenant-collections.ts'
import type { WireRecord } from './wire-record.ts'

const bound = <Row, Scope>(collection: Collection<Row, Scope>, scope: Scope) => ({
  rowOf: (record: WireRecord) => collection.rowOf(record, scope),
  completeness: (records: readonly WireRecord[]) => collection.completeness(records, scope),
  query: collection.queries(scope).join(),
})
const token = { tokenExternalId: 't' }
const all = {
  organisation: bound(organisation, null),
  pushCertificate: bound(pushCertificate, null),
  sharingAuthorisations: bound(sharingAuthorisations, null),
  adminConsent: bound(adminConsent, null),
  auditEvents: bound(auditEvents, { since: '2026-01-01T00:00:00.000Z' }),
  enrolmentTokens: bound(enrolmentTokens, null),
  enrolmentProfiles: bound(enrolmentProfiles, token),
  identities: bound(identities, token),
  locationTokens: bound(locationTokens, null),
  locationApps: bound(locationApps, null),
  licences: bound(licences, { appExternalId: 'a', kind: 'ios' }),
  managedDevices: bound(managedDevices, null),
}

describe.each(Object.entries(all))('%s', (_, collection) => {
  const names = collection.query.split(/[?&=,/]/)
  const awkward = fc.oneof(
    fc.constantFrom(
      null,
      '',
      ' ',
      '0',
      '0001-01-01T00:00:00Z',
      'constructor',
      '__proto__',
      'iOS',
      [],
      {},
      -1,
    ),
    fc.string(),
    fc.jsonValue(),
  )

  test('takes any record without failing, and only ever yields JSON', () => {
    const record = fc.dictionary(
      fc.oneof(fc.constantFrom('id', 'tokenActionResults', '@odata.type', ...names), fc.string()),
      awkward,
    )
    fc.assert(
      fc.property(fc.array(record, { maxLength: 3 }), (records) => {
        collection.completeness(records)
        for (const each of records) {
          const row = collection.rowOf(each)
          expect(JSON.parse(JSON.stringify(row))).toEqual(row)
        }
      }),
    )
  })

  test('a record of nulls beside its key is a row of unknowns', () => {
    const nulls = Object.fromEntries(names.map((name) => [name, null]))
    const row = collection.rowOf({ ...nulls, id: 'x', operatingSystem: 'tvOS', vppTokenId: 't' })
    expect(typeof row).toBe('object')
    expect(JSON.stringify(row)).not.toContain('undefined')
  })

  test('never asks for a secret', () => {
    expect(names.map((name) => name.toLowerCase())).not.toContain('token')
    expect(names).not.toContain('certificate')
    expect(collection.query).not.toMatch(/password/i)
  })
})

test('Intune’s “never” and values of a later year are unknown, not wrong', () => {
  expect(
    locationTokens.rowOf(
      {
        id: 't',
        state: 'somethingNew',
        lastSyncDateTime: '0001-01-01T00:00:00Z',
        expirationDateTime: '2026-12-02T12:00:00.1234567Z',
        tokenActionResults: [
          { actionName: 'syncLicenses', actionState: 'done' },
          {
            '@odata.type': '#microsoft.graph.vppTokenRevokeLicensesActionResult',
            actionState: 'canceled',
            totalLicensesCount: 9,
            failedLicensesCount: 2,
            actionFailureReason: 'appleFailure',
          },
        ],
      },
      null,
    ),
  ).toMatchObject({
    state: 'unknown',
    lastSyncAt: null,
    expiresAt: '2026-12-02T12:00:00.123Z',
    revocations: [{ state: 'cancelled', total: 9, failed: 2, failureReason: 'apple' }],
  })
})

test.each([
  ['ios', 'iOS'],
  ['IPADOS', 'iPadOS'],
  ['MacOS', 'macOS'],
  ['tvos', 'tvOS'],
  ['VisionOS', 'visionOS'],
])('a device that writes its system %s is an Apple device', (written, operatingSystem) => {
  const row = managedDevices.rowOf({ id: 'd', operatingSystem: written, serialNumber: ' f9fxk1 ' }, null)
  expect(row).toMatchObject({ operatingSystem, serial: 'F9FXK1' })
})

test.each(['Windows', 'Android', 'AndroidForWork', '', null, 7])('a device with %s is skipped', (written) => {
  expect(managedDevices.rowOf({ operatingSystem: written }, null)).toBe('skipped')
})
