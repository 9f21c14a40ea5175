import type { Calendar } from './calendar.ts'
import { randomFrom } from './random.ts'
import type { LocationToken } from './records.ts'

export type LocationPlan = {
  displayName: string
  accountType: 'business' | 'education'
  appleId: string
  locationName: string
  expiresInDays: number
}

const plans: readonly LocationPlan[] = [
  {
    displayName: 'Lindegaard Apps',
    accountType: 'business',
    appleId: 'apps@lindegaard.example',
    locationName: 'Aarhus',
    expiresInDays: 143,
  },
  {
    displayName: 'Academy Apps',
    accountType: 'education',
    appleId: 'school-it@academy.lindegaard.example',
    locationName: 'Lindegaard Academy',
    expiresInDays: -5,
  },
  {
    displayName: 'Skagen Kiosk',
    accountType: 'business',
    appleId: 'kiosk.skagen@lindegaard.example',
    locationName: 'Skagen',
    expiresInDays: 88,
  },
]

/** Three location tokens: one large, one of the school that has expired, and a small one to end. */
export const makeLocationTokens = (seed: string, calendar: Calendar): LocationToken[] => {
  const random = randomFrom(`${seed} location tokens`)
  return plans.map((plan) => makeLocationToken(calendar, random.guid(), plan))
}

export const makeLocationToken = (
  calendar: Calendar,
  id: string,
  { displayName, accountType, appleId, locationName, expiresInDays }: LocationPlan,
): LocationToken => ({
  id,
  displayName,
  locationName,
  organizationName: accountType === 'education' ? 'Lindegaard Academy' : 'Lindegaard Group',
  vppTokenAccountType: accountType,
  appleId,
  expirationDateTime: calendar(expiresInDays),
  lastSyncDateTime: calendar(expiresInDays < 0 ? expiresInDays : -0.4),
  lastModifiedDateTime: calendar(expiresInDays - 365),
  // A live credential in a real tenant. Whoever lets it out of Graph finds this canary in their store.
  token: `CANARY-location-token-${displayName.toLowerCase().replaceAll(' ', '-')}`,
  state: expiresInDays < 0 ? 'expired' : 'valid',
  lastSyncStatus: expiresInDays < 0 ? 'failed' : 'completed',
  automaticallyUpdateApps: true,
  countryOrRegion: 'dk',
  dataSharingConsentGranted: true,
  claimTokenManagementFromExternalMdm: false,
  roleScopeTagIds: [accountType === 'education' ? '1' : '0'],
  appleDeviceAppDeliveryProtocolType: 'default',
})
