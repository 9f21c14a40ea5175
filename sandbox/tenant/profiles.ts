import type { JsonObject, Row } from '../json.ts'
import type { Home } from './devices.ts'
import type { Random } from './random.ts'

type Profiles = { rows: Row[]; defaultIosProfileId: string | null; defaultMacOsProfileId: string | null }

const places: Record<Home, { department: string; iosProfile: string }> = {
  group: { department: 'IT Service Desk', iosProfile: 'Office iPhones and iPads' },
  retail: { department: 'Skagen Shop Support', iosProfile: 'Skagen shop floor' },
  academy: { department: 'Academy IT', iosProfile: 'Classroom iPads' },
}

/**
 * The enrolment profiles of a token: a default one for iOS, for the group also one for macOS, and types that add
 * nothing of their own. The macOS profile holds an administrator's password as planted canary: it must never be
 * asked for.
 */
export const makeProfiles = (
  random: Random,
  tokenId: string,
  home: Home,
  portalTokenId: string,
): Profiles => {
  const profile = (type: string, displayName: string, more: JsonObject): Row => ({
    '@odata.type': `#microsoft.graph.${type}`,
    id: `${tokenId}_${random.guid()}`,
    displayName,
    description: '',
    requiresUserAuthentication: home === 'group',
    configurationEndpointUrl: '',
    enableAuthenticationViaCompanyPortal: false,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: home === 'group',
    ...more,
  })
  const base = {
    isDefault: true,
    supervisedModeEnabled: true,
    supportDepartment: places[home].department,
    supportPhoneNumber: '+45 55 55 01 11',
    isMandatory: true,
    profileRemovalDisabled: home !== 'retail',
    deviceNameTemplate: '{{DEVICETYPE}}-{{SERIAL}}',
    enabledSkipKeys: ['Location', 'Siri'],
    enrollmentTimeAzureAdGroupIds: [],
  }
  const ios = profile('depIOSEnrollmentProfile', places[home].iosProfile, {
    ...base,
    iTunesPairingMode: 'disallow',
    companyPortalVppTokenId: home === 'group' ? portalTokenId : null,
    managementCertificates: [],
  })
  if (home === 'retail') return { rows: [ios], defaultIosProfileId: ios.id, defaultMacOsProfileId: null }
  if (home === 'academy') {
    const television = profile('depTvOSEnrollmentProfile', 'Classroom screens', {})
    return { rows: [ios, television], defaultIosProfileId: ios.id, defaultMacOsProfileId: null }
  }
  const mac = profile('depMacOSEnrollmentProfile', 'Office Macs', {
    ...base,
    adminAccountUserName: 'lgadmin',
    adminAccountFullName: 'Lindegaard IT',
    adminAccountPassword: 'CANARY-admin-account-password',
    hideAdminAccount: true,
  })
  const vision = profile('depVisionOSEnrollmentProfile', 'Design studio headsets', {})
  return { rows: [ios, mac, vision], defaultIosProfileId: ios.id, defaultMacOsProfileId: mac.id }
}
