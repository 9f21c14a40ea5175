import type { JsonObject } from '../json.ts'
import type { Calendar } from './calendar.ts'
import type { Placed } from './devices.ts'
import { makeLicences } from './licences.ts'
import { type Random, randomFrom } from './random.ts'
import type { App, AppHolding, Assignment, LocationToken, Person } from './records.ts'

type Plan = {
  token: string
  kind: 'iosVppApp' | 'macOsVppApp'
  name: string
  /** Part of the fitting devices, and of the people, that hold a licence. */
  devices: number
  people: number
}

const plan = (token: string, kind: Plan['kind'], name: string, devices: number, people: number): Plan => ({
  token,
  kind,
  name,
  devices,
  people,
})

/** The kiosk's shares are fixed small numbers instead: see `most`. */
const plans: readonly Plan[] = [
  plan('Lindegaard Apps', 'iosVppApp', 'Company Portal', 0.6, 0),
  plan('Lindegaard Apps', 'iosVppApp', 'Havnelog', 0.4, 0),
  plan('Lindegaard Apps', 'iosVppApp', 'Skiftplan', 0.3, 0.12),
  plan('Lindegaard Apps', 'iosVppApp', 'Lagerscan', 0.2, 0),
  plan('Lindegaard Apps', 'iosVppApp', 'Rejsekvit', 0, 0.2),
  plan('Lindegaard Apps', 'iosVppApp', 'Mødebord', 0.1, 0.05),
  plan('Lindegaard Apps', 'macOsVppApp', 'Tegnestue', 0.3, 0.06),
  plan('Lindegaard Apps', 'macOsVppApp', 'Lydspor', 0, 0.03),
  plan('Academy Apps', 'iosVppApp', 'Regnehjul', 0.8, 0),
  plan('Academy Apps', 'iosVppApp', 'Læsetræ', 0.7, 0),
  plan('Academy Apps', 'iosVppApp', 'Kortværk', 0.4, 0.03),
  plan('Academy Apps', 'iosVppApp', 'Elevdagbog', 0, 0.1),
  plan('Skagen Kiosk', 'iosVppApp', 'Kassebod', 1, 0),
  plan('Skagen Kiosk', 'iosVppApp', 'Billetluge', 0.7, 0),
  plan('Skagen Kiosk', 'iosVppApp', 'Vagtskifte', 0, 1),
  plan('Skagen Kiosk', 'macOsVppApp', 'Skilteri', 0, 0.5),
]

const homeOf: Record<string, readonly string[]> = {
  'Lindegaard Apps': ['group', 'retail'],
  'Academy Apps': ['academy'],
  'Skagen Kiosk': ['retail'],
}

/** The kiosk is small whatever the size of the tenant: it is the one a demonstration ends. */
const most: Record<string, { devices: number; people: number }> = {
  'Skagen Kiosk': { devices: 24, people: 8 },
}

export const makeAssignment = (appType: string, groupId: string, intent: string): Assignment => ({
  id: `${groupId}_${intent === 'required' ? 1 : 0}_0`,
  intent,
  source: 'direct',
  sourceId: groupId,
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
  settings: {
    '@odata.type': `${appType}AssignmentSettings`,
    useDeviceLicensing: true,
    uninstallOnDeviceRemoval: false,
  },
})

/** An app bought with a location token. */
export const makeVppApp = (
  random: Random,
  calendar: Calendar,
  { kind, name }: Pick<Plan, 'kind' | 'name'>,
  token: LocationToken,
): App => ({
  '@odata.type': `#microsoft.graph.${kind}`,
  id: random.guid(),
  displayName: name,
  publisher: 'Nordlys Software',
  description: null,
  createdDateTime: calendar(-700),
  lastModifiedDateTime: calendar(-40),
  publishingState: 'published',
  roleScopeTagIds: ['0'],
  bundleId: `example.nordlys.${name.toLowerCase().replace(/[^a-z]/g, '')}`,
  appStoreUrl: 'https://store.example/app',
  releaseDateTime: calendar(-1500),
  licensingType: { supportsUserLicensing: true, supportsDeviceLicensing: true },
  vppTokenOrganizationName: token.organizationName,
  vppTokenAccountType: token.vppTokenAccountType,
  vppTokenAppleId: token.appleId,
  vppTokenId: token.id,
  vppTokenDisplayName: token.displayName,
  revokeLicenseActionResults: [],
  ...(kind === 'iosVppApp' ? { applicableDeviceType: { iPad: true, iPhoneAndIPod: true } } : {}),
})

/** What else stands in a tenant's app list: an unsupported `$filter` answers these too. */
const makeOtherApps = (random: Random, calendar: Calendar): App[] =>
  [
    'win32LobApp',
    'webApp',
    'iosStoreApp',
    'macOSOfficeSuiteApp',
    'managedAndroidStoreApp',
    'win32LobApp',
  ].map((type, index) => ({
    '@odata.type': `#microsoft.graph.${type}`,
    id: random.guid(),
    displayName: `Workplace tool ${index + 1}`,
    publisher: 'Nordlys Software',
    createdDateTime: calendar(-500),
    lastModifiedDateTime: calendar(-90),
    publishingState: 'published',
    roleScopeTagIds: ['0'],
    vppTokenId: null satisfies JsonObject[string],
  }))

/** All apps of the tenant with licences and assignments, in the mixed order a real list has. */
export const makeApps = (
  seed: string,
  calendar: Calendar,
  tokens: readonly LocationToken[],
  fleet: readonly Placed[],
  people: readonly Person[],
): AppHolding[] => {
  const random = randomFrom(`${seed} apps`)
  const groups = Array.from({ length: 4 }, () => random.guid())
  const holdings = plans.flatMap((appPlan): AppHolding[] => {
    const token = tokens.find(({ displayName }) => displayName === appPlan.token)
    if (!token) return []
    const app = makeVppApp(random, calendar, appPlan, token)
    const fits = appPlan.kind === 'macOsVppApp' ? ['macMDM'] : ['iPhone', 'iPad']
    const limit = most[appPlan.token] ?? { devices: fleet.length, people: people.length }
    const fitting = fleet
      .filter(
        ({ device, home }) =>
          homeOf[appPlan.token]?.includes(home) && fits.includes(String(device.deviceType)),
      )
      .slice(0, limit.devices)
    const licences = makeLicences(random, appPlan.kind, {
      devices: fitting.filter(() => random.chance(appPlan.devices)),
      people: people.slice(-limit.people).filter(() => random.chance(appPlan.people)),
      strays: appPlan.token !== 'Skagen Kiosk',
    })
    return [
      {
        app: { ...app, totalLicenseCount: Math.ceil(licences.length * 1.2) + 5 },
        licences,
        assignments: [makeAssignment(app['@odata.type'], random.pick(groups), 'required')],
      },
    ]
  })
  const others = makeOtherApps(random, calendar).map((app) => ({ app, licences: [], assignments: [] }))
  return [...others.slice(0, 3), ...holdings.slice(0, 9), ...others.slice(3), ...holdings.slice(9)]
}
