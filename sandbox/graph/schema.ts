/** Properties of the entity types we answer, from the metadata the reference page cites. */
export type Version = 'v1.0' | 'beta'

type EntityType = {
  base?: string
  /** In both versions. */
  both?: string
  /** In beta only; a type with `betaOnly` does not exist in v1.0 at all. */
  beta?: string
  betaOnly?: true
  /** Booleans that are false unless a record says otherwise. */
  flags?: string
}

const types: Record<string, EntityType> = {
  organization: {
    both: 'id displayName tenantType createdDateTime street city state postalCode country countryLetterCode preferredLanguage businessPhones technicalNotificationMails marketingNotificationEmails securityComplianceNotificationMails securityComplianceNotificationPhones privacyProfile verifiedDomains mobileDeviceManagementAuthority assignedPlans onPremisesSyncEnabled deletedDateTime',
  },
  deviceManagement: {
    both: 'id subscriptionState intuneAccountId settings intuneBrand',
    beta: 'adminConsent maximumDepTokens connectorStatus',
  },
  applePushNotificationCertificate: {
    both: 'id appleIdentifier topicIdentifier lastModifiedDateTime expirationDateTime certificateUploadStatus certificateUploadFailureReason certificateSerialNumber certificate',
  },
  dataSharingConsent: {
    betaOnly: true,
    beta: 'id serviceDisplayName termsUrl granted grantDateTime grantedByUpn grantedByUserId',
  },
  depOnboardingSetting: {
    betaOnly: true,
    beta: 'id appleIdentifier tokenExpirationDateTime lastModifiedDateTime lastSuccessfulSyncDateTime lastSyncTriggeredDateTime shareTokenWithSchoolDataSyncService lastSyncErrorCode tokenType tokenName syncedDeviceCount dataSharingConsentGranted roleScopeTagIds',
  },
  enrollmentProfile: {
    betaOnly: true,
    beta: 'id displayName description requiresUserAuthentication configurationEndpointUrl enableAuthenticationViaCompanyPortal requireCompanyPortalOnSetupAssistantEnrolledDevices',
  },
  depEnrollmentBaseProfile: {
    base: 'enrollmentProfile',
    betaOnly: true,
    beta: 'isDefault supervisedModeEnabled supportDepartment supportPhoneNumber isMandatory profileRemovalDisabled deviceNameTemplate enabledSkipKeys enrollmentTimeAzureAdGroupIds',
    flags:
      'locationDisabled restoreBlocked appleIdDisabled termsAndConditionsDisabled touchIdDisabled applePayDisabled siriDisabled diagnosticsDisabled displayToneSetupDisabled privacyPaneDisabled screenTimeScreenDisabled configurationWebUrl waitForDeviceConfiguredConfirmation',
  },
  depIOSEnrollmentProfile: {
    base: 'depEnrollmentBaseProfile',
    betaOnly: true,
    beta: 'iTunesPairingMode managementCertificates companyPortalVppTokenId sharedIPadMaximumUserCount temporarySessionTimeoutInSeconds userSessionTimeoutInSeconds passcodeLockGracePeriodInSeconds carrierActivationUrl',
    flags:
      'restoreFromAndroidDisabled awaitDeviceConfiguredConfirmation enableSharedIPad enableSingleAppEnrollmentMode homeButtonScreenDisabled simSetupScreenDisabled softwareUpdateScreenDisabled appearanceScreenDisabled deviceToDeviceMigrationDisabled welcomeScreenDisabled passCodeDisabled zoomDisabled forceTemporarySession userlessSharedAadModeEnabled',
  },
  depMacOSEnrollmentProfile: {
    base: 'depEnrollmentBaseProfile',
    betaOnly: true,
    beta: 'primaryAccountFullName primaryAccountUserName adminAccountUserName adminAccountFullName adminAccountPassword depProfileAdminAccountPasswordRotationSetting',
    flags:
      'registrationDisabled fileVaultDisabled iCloudDiagnosticsDisabled iCloudStorageDisabled chooseYourLockScreenDisabled accessibilityScreenDisabled autoUnlockWithWatchDisabled passCodeDisabled zoomDisabled skipPrimarySetupAccountCreation setPrimarySetupAccountAsRegularUser dontAutoPopulatePrimaryAccountInfo enableRestrictEditing hideAdminAccount requestRequiresNetworkTether autoAdvanceSetupEnabled usePlatformSSODuringSetupAssistant',
  },
  depTvOSEnrollmentProfile: { base: 'enrollmentProfile', betaOnly: true },
  depVisionOSEnrollmentProfile: { base: 'enrollmentProfile', betaOnly: true },
  importedAppleDeviceIdentity: {
    betaOnly: true,
    beta: 'id serialNumber requestedEnrollmentProfileId requestedEnrollmentProfileAssignmentDateTime isSupervised discoverySource isDeleted createdDateTime lastContactedDateTime description enrollmentState platform',
  },
  vppToken: {
    both: 'id organizationName vppTokenAccountType appleId expirationDateTime lastSyncDateTime lastModifiedDateTime token state lastSyncStatus automaticallyUpdateApps countryOrRegion',
    beta: 'displayName locationName dataSharingConsentGranted claimTokenManagementFromExternalMdm roleScopeTagIds tokenActionResults appleDeviceAppDeliveryProtocolType',
  },
  mobileApp: {
    both: 'id displayName description publisher largeIcon createdDateTime lastModifiedDateTime isFeatured privacyInformationUrl informationUrl owner developer notes publishingState',
    beta: 'uploadState isAssigned roleScopeTagIds dependentAppCount supersedingAppCount supersededAppCount',
  },
  iosVppApp: {
    base: 'mobileApp',
    both: 'bundleId appStoreUrl releaseDateTime licensingType applicableDeviceType totalLicenseCount usedLicenseCount vppTokenOrganizationName vppTokenAppleId vppTokenAccountType',
    beta: 'vppTokenId vppTokenDisplayName revokeLicenseActionResults appleDeviceAppDeliveryProtocolType',
  },
  macOsVppApp: {
    base: 'mobileApp',
    betaOnly: true,
    beta: 'bundleId appStoreUrl releaseDateTime licensingType totalLicenseCount usedLicenseCount vppTokenOrganizationName vppTokenAppleId vppTokenAccountType vppTokenId vppTokenDisplayName revokeLicenseActionResults appleDeviceAppDeliveryProtocolType',
  },
  managedEBook: {
    both: 'id displayName description publisher publishedDateTime largeCover createdDateTime lastModifiedDateTime informationUrl privacyInformationUrl',
  },
  iosVppEBook: {
    base: 'managedEBook',
    both: 'vppTokenId appleId vppOrganizationName genres language seller totalLicenseCount usedLicenseCount',
    beta: 'roleScopeTagIds',
  },
  win32LobApp: { base: 'mobileApp', both: 'fileName' },
  webApp: { base: 'mobileApp', both: 'appUrl' },
  iosStoreApp: { base: 'mobileApp', both: 'bundleId appStoreUrl' },
  macOSOfficeSuiteApp: { base: 'mobileApp' },
  managedAndroidStoreApp: { base: 'mobileApp', both: 'packageId' },
  mobileAppAssignment: { both: 'id intent target settings', beta: 'source sourceId' },
  iosVppAppAssignedLicense: { betaOnly: true, beta: 'id userEmailAddress userId userName userPrincipalName' },
  iosVppAppAssignedUserLicense: { base: 'iosVppAppAssignedLicense', betaOnly: true },
  iosVppAppAssignedDeviceLicense: {
    base: 'iosVppAppAssignedLicense',
    betaOnly: true,
    beta: 'managedDeviceId deviceName',
  },
  macOsVppAppAssignedLicense: {
    betaOnly: true,
    beta: 'id userEmailAddress userId userName userPrincipalName',
  },
  managedDevice: {
    both: 'id userId userPrincipalName userDisplayName emailAddress deviceName managedDeviceName serialNumber imei meid model manufacturer phoneNumber subscriberCarrier wiFiMacAddress udid iccid ethernetMacAddress activationLockBypassCode notes physicalMemoryInBytes operatingSystem osVersion deviceEnrollmentType enrollmentProfileName enrolledDateTime lastSyncDateTime managementCertificateExpirationDate isSupervised isEncrypted azureADRegistered azureADDeviceId requireUserEnrollmentApproval managedDeviceOwnerType managementAgent managementState complianceState deviceRegistrationState deviceCategoryDisplayName jailBroken',
    beta: 'deviceType ownerType enrolledByUserPrincipalName lostModeState bootstrapTokenEscrowed usersLoggedOn roleScopeTagIds',
  },
  auditEvent: {
    both: 'id displayName componentName activity activityDateTime activityType activityOperationType activityResult correlationId category actor resources',
  },
  user: {
    both: 'id displayName givenName surname userPrincipalName mail jobTitle mobilePhone officeLocation preferredLanguage businessPhones accountEnabled userType proxyAddresses otherMails',
  },
}

const words = (list: string | undefined): string[] => list?.split(' ') ?? []

/** Name → the value a record has where it says nothing. */
export type Properties = ReadonlyMap<string, null | false>

const remembered = new Map<string, Properties>()

/** All properties of a type in a version, inherited ones first. Empty where the version lacks the type. */
export const propertiesOf = (type: string, version: Version): Properties => {
  const key = `${version} ${type}`
  const known = remembered.get(key)
  if (known) return known
  const entity = types[type]
  const properties = new Map(entity?.base ? propertiesOf(entity.base, version) : [])
  if (entity && !(entity.betaOnly && version === 'v1.0')) {
    for (const name of words(entity.both)) properties.set(name, null)
    for (const name of version === 'beta' ? words(entity.beta) : []) properties.set(name, null)
    for (const name of words(entity.flags)) properties.set(name, false)
  }
  remembered.set(key, properties)
  return properties
}

/** Whether a version knows the type. */
export const exists = (type: string, version: Version): boolean => {
  const entity = types[type]
  return entity !== undefined && !(entity.betaOnly && version === 'v1.0')
}

/** Whether `type` is `ancestor` or derives from it. */
export const isKindOf = (type: string, ancestor: string): boolean => {
  if (type === ancestor) return true
  const base = types[type]?.base
  return base !== undefined && isKindOf(base, ancestor)
}
