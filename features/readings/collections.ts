/** What a reading reads, in that order; `messages.readings.collections` names each. */
export const collectionsRead: readonly string[] = [
  'organisation',
  'pushCertificate',
  'sharingAuthorisations',
  'adminConsent',
  'enrolmentTokens',
  'enrolmentProfiles',
  'identities',
  'locationTokens',
  'locationApps',
  'licences',
  'locationBooks',
  'managedDevices',
  'auditEvents',
  'directoryUsers',
]

/** The same with what comes last and only where something was no longer listed: the proof that it is gone. */
export const collectionOrder: readonly string[] = [...collectionsRead, 'gone']
