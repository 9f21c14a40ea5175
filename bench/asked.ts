import type { RecordedCall } from '#sandbox/calls.ts'
import type { Asked } from '#sandbox/scale/build.ts'

const intune = '/deviceManagement'
const paths: Record<keyof Asked, RegExp> = {
  managedDevices: new RegExp(`${intune}/managedDevices$`),
  identities: new RegExp(`${intune}/depOnboardingSettings/[^/]+/importedAppleDeviceIdentities$`),
  iosLicences: /\/microsoft\.graph\.iosVppApp\/assignedLicenses$/,
  macLicences: /\/microsoft\.graph\.macOsVppApp\/assignedLicenses$/,
}

/**
 * What a reading asks of the large collections, taken from the calls of a small one, so that the pages are written for
 * what is really asked. The last query that was answered counts: the reader keeps the one its server understood.
 */
export const askedIn = (calls: readonly RecordedCall[]): Asked => {
  const queryFor = (path: RegExp): string => {
    const fits = calls.filter(
      (call) => call.status === 200 && path.test(call.path) && !call.query.includes('$skiptoken='),
    )
    const last = fits.at(-1)
    if (!last) throw new Error(`The small reading did not ask for ${path}.`)
    return last.query
  }
  return {
    managedDevices: queryFor(paths.managedDevices),
    identities: queryFor(paths.identities),
    iosLicences: queryFor(paths.iosLicences),
    macLicences: queryFor(paths.macLicences),
  }
}
