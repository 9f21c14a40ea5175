import { randomFrom } from '../tenant/random.ts'

/** Somebody who signs in, with what the directory says of them. */
export type Account = {
  oid: string
  name: string
  upn: string
  /** Object ids of groups. */
  groups: readonly string[]
  /** Values of roles of the application. */
  roles: readonly string[]
  /** In more than 200 groups: Entra then names none (Microsoft Learn, "Configure group claims"). */
  isInTooMany: boolean
}

const random = randomFrom('Lindegaard signing in')
const guid = () => random.guid()

/** Groups of the tenant that somebody could map to a role. */
export const groupIds = { deviceTeam: guid(), dataProtection: guid() } as const

const person = (name: string, address: string): Account => ({
  oid: guid(),
  name,
  upn: `${address}@lindegaard.example`,
  groups: [],
  roles: [],
  isInTooMany: false,
})

/** Invented people of Lindegaard, as on the first day. */
export const people: readonly Account[] = [
  person('Freja Toft', 'freja.toft'),
  person('Viggo Ravn', 'viggo.ravn'),
  person('Nanna Hede', 'nanna.hede'),
]
