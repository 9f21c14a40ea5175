import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deedOf, deeds, eventSubjects, isSuccess, subjectOf } from './intune-event.ts'

describe('what an event speaks of', () => {
  test.each([
    ['Microsoft.Management.Services.Api.ApplePushNotificationCertificate', 'pushCertificate'],
    ['Patch ApplePushNotificationCertificate', 'pushCertificate'],
    ['Microsoft.Management.Services.Api.DepOnboardingSetting', 'enrolmentToken'],
    ['UploadDepToken', 'enrolmentToken'],
    ['Microsoft.Management.Services.Api.DepIOSEnrollmentProfile', 'enrolmentProfile'],
    ['Create DepMacOSEnrollmentProfile', 'enrolmentProfile'],
    ['SyncLicenses VppToken', 'locationToken'],
    ['consentToDataSharing DataSharingConsent', 'sharingAuthorisation'],
  ])('%s: %s', (words, subject) => {
    expect(subjectOf(words)).toBe(subject)
  })

  test.each([
    'Microsoft.Management.Services.Api.ManagedDevice',
    // One of these for each device of the enrolment program: who has which device is no event of the token.
    'Microsoft.Management.Services.Api.ImportedAppleDeviceIdentity',
    'Microsoft.Management.Services.Api.AndroidDeviceOwnerEnrollmentProfile',
    'Patch DeploymentSummary',
    'assign IosVppApp',
    '',
  ])('nothing of concern: %s', (words) => {
    expect(subjectOf(words)).toBeNull()
  })

  test('the consent to Google’s services is none of Apple’s, whatever its type', () => {
    expect(subjectOf('DataSharingConsent', 'androidManagedStore')).toBeNull()
    expect(subjectOf('DataSharingConsent', 'appleMDMPushCertificate')).toBe('sharingAuthorisation')
  })

  test('what people named something proves nothing', () => {
    expect(
      subjectOf('Microsoft.Management.Services.Api.DeviceConfiguration', 'APNS push certificate'),
    ).toBeNull()
  })

  test('any words give one of ours or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (words, names) => {
        expect([null, ...eventSubjects]).toContain(subjectOf(words, names))
      }),
    )
  })
})

describe('what was done', () => {
  test.each([
    [
      {
        activity: 'Patch ApplePushNotificationCertificate',
        operation: 'Patch',
        changed: ['ExpirationDateTime'],
      },
      'renewed',
    ],
    [{ activity: 'Patch ApplePushNotificationCertificate', operation: 'Patch', changed: [] }, 'changed'],
    [{ activity: 'UploadDepToken DepOnboardingSetting', operation: 'Action', changed: [] }, 'renewed'],
    [{ activity: 'Create VppToken', operation: 'Create', changed: ['ExpirationDateTime'] }, 'created'],
    [{ activity: 'Delete VppToken', operation: 'Delete', changed: [] }, 'removed'],
    [
      { activity: 'SyncLicenses VppToken', operation: 'Action', changed: ['ExpirationDateTime'] },
      'synchronised',
    ],
    [{ activity: 'RevokeLicenses VppToken', operation: 'Action', changed: [] }, 'revoked'],
    [{ activity: 'consentToDataSharing DataSharingConsent', operation: 'Action', changed: [] }, 'agreed'],
    [{ activity: 'Assign DepOnboardingSetting', operation: 'Action', changed: [] }, 'assigned'],
    [{ activity: 'Rebalance VppToken', operation: 'Action', changed: [] }, 'other'],
  ])('%o: %s', (said, deed) => {
    expect(deedOf(said)).toBe(deed)
    expect(deeds).toContain(deed)
  })

  test('only what Intune calls a success is one', () => {
    expect(['Success', 'success', 'Failure', ''].map(isSuccess)).toEqual([true, true, false, false])
  })
})
