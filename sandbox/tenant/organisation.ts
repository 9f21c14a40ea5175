import type { Row } from '../json.ts'
import { tenantDomain, tenantId } from '../registrations.ts'
import type { Calendar } from './calendar.ts'
import { randomFrom } from './random.ts'

/** A fictional Danish group with a school: all names and addresses are reserved or invented. */
export const makeOrganisation = (calendar: Calendar): Row => ({
  id: tenantId,
  displayName: 'Lindegaard Group',
  tenantType: 'AAD',
  createdDateTime: calendar(-2900),
  street: 'Havnegade 14',
  city: 'Aarhus',
  state: null,
  postalCode: '8000',
  country: null,
  countryLetterCode: 'DK',
  preferredLanguage: 'da',
  businessPhones: ['+45 55 55 01 00'],
  technicalNotificationMails: ['it@lindegaard.example'],
  marketingNotificationEmails: [],
  securityComplianceNotificationMails: ['security@lindegaard.example'],
  securityComplianceNotificationPhones: [],
  privacyProfile: { contactEmail: 'privacy@lindegaard.example', statementUrl: null },
  verifiedDomains: [tenantDomain, 'academy.lindegaard.example'].map((name, index) => ({
    name,
    type: 'Managed',
    isDefault: index === 0,
    isInitial: false,
    capabilities: 'Email',
  })),
  mobileDeviceManagementAuthority: 'intune',
})

export const makeDeviceManagement = (calendar: Calendar): Row => ({
  id: tenantId,
  adminConsent: { shareAPNSData: 'granted', shareUserExperienceAnalyticsData: 'notConfigured' },
  maximumDepTokens: 2000,
  subscriptionState: 'active',
  connectorStatus: [
    {
      connectorInstanceId: '',
      connectorName: 'applePushNotificationServiceExpirationDateTime',
      eventDateTime: calendar(24),
      status: 'warning',
    },
  ],
})

/** Renewed by a person who used their own mail: the address is on a webmail domain, as happens. */
export const makePushCertificate = (
  seed: string,
  calendar: Calendar,
): Row & { id: string; lastModifiedDateTime: string } => {
  const random = randomFrom(`${seed} push certificate`)
  return {
    id: random.guid(),
    appleIdentifier: 'lindegaard.it.mette@webmail.example',
    topicIdentifier: `com.apple.mgmt.External.${random.guid()}`,
    lastModifiedDateTime: calendar(-341),
    expirationDateTime: calendar(24),
    certificateUploadStatus: null,
    certificateUploadFailureReason: null,
    certificateSerialNumber: random.letters(16, '0123456789ABCDEF'),
    certificate: 'CANARY-push-certificate',
  }
}

/** Known ids only: those of the enrolment and location tokens are not documented. */
export const makeConsents = (
  calendar: Calendar,
  grantedBy: { id: string; userPrincipalName: string },
): Row[] =>
  [
    { id: 'appleMDMPushCertificate', serviceDisplayName: 'Apple MDM push certificate', days: -1436 },
    { id: 'androidManagedStore', serviceDisplayName: 'Managed Google Play', days: -802 },
  ].map(({ id, serviceDisplayName, days }) => ({
    id,
    serviceDisplayName,
    termsUrl: 'https://terms.example/sharing',
    granted: true,
    grantDateTime: calendar(days),
    grantedByUpn: grantedBy.userPrincipalName,
    grantedByUserId: grantedBy.id,
  }))
