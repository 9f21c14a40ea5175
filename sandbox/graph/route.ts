import type { Reply } from '../http.ts'
import type { Call } from './answer.ts'
import type { Version } from './schema.ts'

/** One thing that can be asked. `path` is below the version, with `{}` for an identifier. */
export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  versions: readonly Version[]
  /** Any one of these application permissions is enough. */
  scopes: readonly string[]
  /** Answered by the directory rather than Intune: it words its refusals differently and needs no Intune. */
  directory?: true
  reply: (call: Call) => Reply
}

export const bothVersions = ['v1.0', 'beta'] as const
export const betaOnly = ['beta'] as const

const family = (name: string) => ({
  read: [`DeviceManagement${name}.Read.All`, `DeviceManagement${name}.ReadWrite.All`],
  write: [`DeviceManagement${name}.ReadWrite.All`],
})

/** Permission families, from the reference's tables; each read is also granted by its write. */
export const serviceConfig = family('ServiceConfig')
export const configuration = family('Configuration')
export const managedDevices = family('ManagedDevices')
export const apps = family('Apps')
