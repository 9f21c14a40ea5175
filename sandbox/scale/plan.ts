import { chanceOf } from './chance.ts'

/** The same options always give the same tenant. */
export type ScaleOptions = {
  /** Managed Apple devices. */
  devices: number
  seed: string
  /** Part of the rows that differ from those of the tenant with 0: changed, vanished and new ones. */
  changed: number
}

/** What the tenant of these options holds, as numbers: rows are known by their index and written by rows.ts. */
export type Plan = ScaleOptions & {
  /** Indexes of devices run from 0 up to, not including, this. */
  deviceIndexes: number
  people: number
  enrolmentTokens: number
  locationTokens: number
  isManaged(device: number): boolean
  /** Whether it was updated since. */
  isUpdated(device: number): boolean
  /** The person who uses a device; null for shared ones. */
  personOf(device: number): number | null
  /** Whether it came through an enrolment program. */
  isListed(device: number): boolean
  /** The enrolment token that lists a device's serial number, if one does. */
  tokenOf(device: number): number | null
}

const listedShare = 0.7
/** Intune's limit for one enrolment token. */
const mostPerEnrolmentToken = 200_000
const devicesPerLocationToken = 50_000
const fewestTokens = 3
/** Intune's limit. */
const mostLocationTokens = 3000

/** Of ten devices eight have a person of their own, one a person who has one already, and one is shared. */
const own = 8

/** What becomes of a changed row: of ten, six are altered, two vanish, and two are new. */
const altered = 0.6
const vanished = 0.8

export const planOf = (options: ScaleOptions): Plan => {
  const { devices, seed, changed } = options
  const fate = chanceOf(`${seed} device`)
  const move = chanceOf(`${seed} move`)
  const listed = chanceOf(`${seed} listed`)
  const home = chanceOf(`${seed} home`)
  const second = chanceOf(`${seed} second device`)
  const heir = chanceOf(`${seed} heir`)
  const people = Math.floor(devices / 10) * own + Math.min(devices % 10, own)
  const listedMost = Math.ceil((devices * listedShare * 1.05) / mostPerEnrolmentToken)
  const enrolmentTokens = Math.max(fewestTokens, listedMost)

  const personOf = (device: number): number | null => {
    if (device % 10 > own) return null
    if (fate(device) < changed * (altered / 2)) return Math.floor(heir(device) * people)
    if (device % 10 === own || device >= devices) return Math.floor(second(device) * people)
    return Math.floor(device / 10) * own + (device % 10)
  }
  const isListed = (device: number): boolean => listed(device) < listedShare
  return {
    ...options,
    deviceIndexes: devices + Math.round(devices * changed * (1 - vanished)),
    people,
    enrolmentTokens,
    locationTokens: Math.min(
      mostLocationTokens,
      Math.max(fewestTokens, Math.ceil(devices / devicesPerLocationToken)),
    ),
    isManaged: (device) => {
      const at = fate(device)
      return device >= devices || at < changed * altered || at >= changed * vanished
    },
    isUpdated: (device) => fate(device) < changed * altered,
    personOf,
    isListed,
    tokenOf: (device) => {
      if (!isListed(device)) return null
      const at = move(device)
      // A serial taken out of its program, and one that moved to another.
      if (at < changed * 0.1) return null
      const token = Math.floor(home(device) * enrolmentTokens)
      return at < changed * 0.2 ? (token + 1) % enrolmentTokens : token
    },
  }
}
