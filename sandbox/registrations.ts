/**
 * The app registrations that exist in the sandbox tenant from the start. Everything here is public on purpose:
 * the "secrets" below open nothing but this stand-in on the loopback interface, and are not secrets.
 */
export const tenantId = '8b0c4c52-6a4e-4a55-9a2e-3c1f5d7e9b10'

/** Entra accepts a verified domain wherever it accepts the tenant's id. */
export const tenantDomain = 'lindegaard.example'

export type Registration = {
  clientId: string
  name: string
  /** Application permissions granted by an administrator: they become the token's `roles`. */
  roles: readonly string[]
  secret?: string
  /** An older secret whose end date has passed: Entra answers AADSTS7000222 to it. */
  lapsedSecret?: string
  /** PEM of a registered certificate, for clients that sign an assertion. */
  certificate?: string
}

const reading = [
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementApps.Read.All',
] as const

/** Reads everything Pomona shows, changes nothing. */
export const readClient = {
  clientId: '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a01',
  name: 'Pomona reading',
  roles: [...reading, 'User.Read.All'],
  secret: 'sandbox-reading', // not a secret
  lapsedSecret: 'sandbox-reading-2024', // not a secret
} as const satisfies Registration

/** The second registration an offboarding asks for. */
export const writeClient = {
  clientId: '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a02',
  name: 'Pomona offboarding',
  roles: ['DeviceManagementServiceConfig.ReadWrite.All', 'DeviceManagementApps.ReadWrite.All'],
  secret: 'sandbox-writing', // not a secret
} as const satisfies Registration

/** One that reads and was given more than it needs. */
export const generousClient = {
  clientId: '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a04',
  name: 'Pomona everything',
  roles: [...reading, 'User.ReadBasic.All', ...writeClient.roles],
  secret: 'sandbox-everything', // not a secret
} as const satisfies Registration

/** A registration somebody forgot to finish: most reads answer 403. */
export const poorClient = {
  clientId: '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a03',
  name: 'Pomona with too little',
  roles: ['DeviceManagementServiceConfig.Read.All'],
  secret: 'sandbox-narrow', // not a secret
} as const satisfies Registration

/** The one through which people sign in to Pomona. It has no permission in Graph. */
export const signInClient = {
  clientId: '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a05',
  secret: 'sandbox-signing-in', // not a secret
} as const

export const registrations: readonly Registration[] = [readClient, writeClient, generousClient, poorClient]
