import { expect, test } from 'vitest'
import { appleSystemOf, serialOf } from './tenant.ts'
import { missingPermissions, permissionsOfRoles, wantedPermissions } from './tenant-permission.ts'

test.each([
  [' f9fxk1abcd12 ', 'F9FXK1ABCD12'],
  ['0', null],
  ['', null],
  ['   ', null],
  ['Unknown', null],
  [null, null],
])('the serial number of %j is %j', (text, serial) => {
  expect(serialOf(text)).toBe(serial)
})

test('a system that only resembles Apple’s is none of them', () => {
  expect(appleSystemOf('iOS ')).toBe('iOS')
  expect(appleSystemOf('iOS-like')).toBeNull()
  expect(appleSystemOf(null)).toBeNull()
})

test('a reading registration is asked for read permissions only', () => {
  expect(wantedPermissions(['reading'])).toEqual([
    'DeviceManagementServiceConfig.Read.All',
    'DeviceManagementConfiguration.Read.All',
    'DeviceManagementApps.Read.All',
    'DeviceManagementManagedDevices.Read.All',
  ])
})

test('an offboarding asks to write what its connections need, and no more', () => {
  const services = 'DeviceManagementServiceConfig.ReadWrite.All'
  expect(wantedPermissions(['locationToken'])).toEqual(['DeviceManagementApps.ReadWrite.All', services])
  expect(wantedPermissions(['enrolmentToken'])).toEqual([services])
  expect(wantedPermissions(['pushCertificate'])).toEqual([])
  expect(wantedPermissions(['enrolmentToken', 'locationToken'])).toEqual([
    services,
    'DeviceManagementApps.ReadWrite.All',
  ])
})

test('a stronger permission satisfies a weaker need', () => {
  expect(
    missingPermissions(
      ['reading'],
      [
        'DeviceManagementServiceConfig.ReadWrite.All',
        'DeviceManagementApps.ReadWrite.All',
        'DeviceManagementManagedDevices.ReadWrite.All',
      ],
    ),
  ).toEqual([])
})

test('of a token that cannot be read nothing is claimed', () => {
  expect(permissionsOfRoles(null)).toEqual({ known: false })
})

test('of a reading registration, whatever does more than reading is named', () => {
  const more = [
    'DeviceManagementApps.ReadWrite.All',
    'DeviceManagementManagedDevices.PrivilegedOperations.All',
    'Mail.Send',
    'Sites.Selected',
    'somethingElse',
  ]
  const reads = ['User.ReadBasic.All', 'Member.Read.Hidden', ...wantedPermissions(['reading'])]
  expect(permissionsOfRoles([...more, ...reads])).toMatchObject({ beyondReading: more })
  expect(permissionsOfRoles(reads)).toMatchObject({ beyondReading: [] })
})
