import { calendarFrom } from '../tenant/calendar.ts'
import { makeApple } from '../tenant/devices.ts'
import { makeIdentity } from '../tenant/enrolment.ts'
import { pickName } from '../tenant/people.ts'
import { randomFrom } from '../tenant/random.ts'
import type { Identity, ManagedDevice, Person } from '../tenant/records.ts'
import type { Plan } from './plan.ts'

/** Tenants of scale do not grow older: their pages must be the same on every day. */
export const since = new Date('2026-11-01T04:00:00Z')
export const calendar = calendarFrom(since)

export type Rows = {
  person(index: number): Person
  deviceId(index: number): string
  deviceName(index: number): string
  device(index: number): ManagedDevice
  identity(device: number, profileId: string): Identity
}

const serialLetters = 'CDFGHJKLMNPQRTVWXY0123456789'
const codeLength = 6

/** Distinct for distinct indexes: a code that counts in a scattered order, between letters without meaning. */
const serialOf = (seed: string, index: number): string => {
  const random = randomFrom(`${seed} serial ${index}`)
  let rest = (index * 7_919_339) % serialLetters.length ** codeLength
  let code = ''
  for (let place = 0; place < codeLength; place += 1) {
    code += serialLetters.charAt(rest % serialLetters.length)
    rest = Math.floor(rest / serialLetters.length)
  }
  return `${random.pick(['F', 'G', 'D', 'H', 'J'])}${random.letters(3, serialLetters)}${code}`
}

/** The tenant's records by index, in Graph's own spelling and with every property, made when they are asked for. */
/** Of a million streams of random numbers a few are the same: the index at its end makes each id one of its own. */
const distinct = (guid: string, index: number): string =>
  guid.slice(0, -8) + index.toString(16).padStart(8, '0')

export const rowsOf = ({ seed, personOf, isListed, isUpdated }: Plan): Rows => {
  const deviceId = (index: number) => distinct(randomFrom(`${seed} device id ${index}`).guid(), index)
  const deviceName = (index: number) => `LG-${serialOf(seed, index)}`

  const person = (index: number): Person => {
    const random = randomFrom(`${seed} person ${index}`)
    const { addressName, domain, ...name } = pickName(random)
    const address = `${addressName}.${index}@${domain}`
    return {
      id: distinct(random.guid(), index),
      ...name,
      userPrincipalName: address,
      mail: address,
      left: false,
    }
  }
  const holder = (index: number) => {
    const user = personOf(index)
    if (user === null) return { userId: '', userPrincipalName: '', userDisplayName: null, emailAddress: null }
    const { id, userPrincipalName, displayName, mail } = person(user)
    return { userId: id, userPrincipalName, userDisplayName: displayName, emailAddress: mail }
  }
  return {
    person,
    deviceId,
    deviceName,
    device: (index) => {
      const { device } = makeApple(randomFrom(`${seed} device ${index}`), calendar, [])
      // What User Enrollment hides stays hidden, but for devices whose serial number a token lists.
      const isHidden = !device.serialNumber && !isListed(index)
      return {
        ...device,
        ...holder(index),
        id: deviceId(index),
        deviceName: deviceName(index),
        serialNumber: isHidden ? device.serialNumber : serialOf(seed, index),
        ...(isUpdated(index) ? { osVersion: '26.2' } : {}),
      }
    },
    identity: (device, profileId) => ({
      ...makeIdentity(randomFrom(`${seed} identity ${device}`), calendar, serialOf(seed, device), profileId),
      isDeleted: false,
    }),
  }
}
