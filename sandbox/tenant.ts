import { makeApps } from './tenant/apps.ts'
import { makeAuditEvents } from './tenant/audit.ts'
import { makeBooks } from './tenant/books.ts'
import { calendarFrom } from './tenant/calendar.ts'
import { makeDevices } from './tenant/devices.ts'
import { makeDirectory } from './tenant/directory.ts'
import { makeEnrolments } from './tenant/enrolment.ts'
import { makeLocationTokens } from './tenant/location-tokens.ts'
import {
  makeConsents,
  makeDeviceManagement,
  makeOrganisation,
  makePushCertificate,
} from './tenant/organisation.ts'
import { makePeople } from './tenant/people.ts'
import type { Tenant } from './tenant/records.ts'

const seed = 'Lindegaard'
const fewestPeople = 12

/**
 * The fictional Lindegaard Group: the same for the same size and day. All dates are relative to `since`, the
 * moment the tenant was made, so that restarting later does not rewrite its past.
 */
export const makeTenant = (since: Date, deviceCount: number): Tenant => {
  const calendar = calendarFrom(since)
  const people = makePeople(seed, Math.max(fewestPeople, Math.round(deviceCount * 0.6)))
  const admins = people.filter(({ left }) => !left).slice(0, 3)
  const fleet = makeDevices(seed, calendar, people, deviceCount)
  const locationTokens = makeLocationTokens(seed, calendar)
  const portalToken = locationTokens[0]
  const pushCertificate = makePushCertificate(seed, calendar)
  const enrolments = makeEnrolments(seed, calendar, fleet, portalToken?.id ?? '')
  const [admin] = admins
  return {
    organisation: makeOrganisation(calendar),
    deviceManagement: makeDeviceManagement(calendar),
    pushCertificate,
    consents: admin ? makeConsents(calendar, admin) : [],
    people,
    directory: makeDirectory(seed),
    devices: fleet.map(({ device }) => device),
    enrolments,
    locationTokens,
    deletionLingers: 0,
    lingering: [],
    apps: makeApps(seed, calendar, locationTokens, fleet, people),
    books: makeBooks(seed, calendar, locationTokens),
    auditEvents: makeAuditEvents(seed, calendar, admins, { pushCertificate, locationTokens, enrolments }),
  }
}
