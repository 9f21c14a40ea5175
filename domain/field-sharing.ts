import type { Element } from './catalogue/schema.ts'
import type { Service } from './service.ts'

/** Why a field is, is not or may be shared about one device or person: `messages.fieldSharing.why`. */
export const sharingReasons = {
  shared: ['managed', 'listed', 'licensed', 'holdsLicence', 'administers'],
  notApplicable: [
    'aboutOrganisation',
    'aboutAdministrator',
    'aboutHolder',
    'userEnrolment',
    'neverEnrolled',
    'notManaged',
    'notListed',
    'noDeviceLicence',
    'noUserLicence',
    'noDevice',
    'noConnection',
  ],
  unknown: [
    'heldByAppleOnly',
    'assignerNotShown',
    'noSerialRead',
    'macLicences',
    'mayNameThem',
    'holderNotKnown',
  ],
} as const

export type SharingStatus = keyof typeof sharingReasons

/** Whether a field of the catalogue goes to Apple about one device or one person, and why. */
export type FieldSharing = {
  [Status in SharingStatus]: { status: Status; why: (typeof sharingReasons)[Status][number] }
}[SharingStatus]

const shared = (why: (typeof sharingReasons.shared)[number]): FieldSharing => ({ status: 'shared', why })
const unknown = (why: (typeof sharingReasons.unknown)[number]): FieldSharing => ({ status: 'unknown', why })
const notApplicable = (why: (typeof sharingReasons.notApplicable)[number]): FieldSharing => ({
  status: 'notApplicable',
  why,
})

/** What has to be known of a device to say what is shared about it. */
export type KnownDevice = {
  hasSerial: boolean
  enrolmentType: string | null
  /** Intune has managed it: it is more than a serial number on a list. */
  isEnrolled: boolean
  isMac: boolean
  /** The services that it is or was shared over. */
  over: ReadonlySet<Service>
  /** The services that anything at all goes over. */
  connected: ReadonlySet<Service>
}

type Field = Pick<Element, 'whose' | 'kind' | 'counts' | 'observation' | 'annotations'>

const userEnrolments: ReadonlySet<string | null> = new Set([
  'appleUserEnrolment',
  'appleUserEnrolmentWithServiceAccount',
  'appleAccountDrivenUserEnrolment',
])

/** Apple keeps it for each device, although it is about who assigned the device. */
const isAboutAssigner = ({ counts }: Field): boolean => counts.why === 'notShownByGraph'

const concerning: Record<Service, FieldSharing> = {
  apns: shared('managed'),
  dep: shared('listed'),
  asm: shared('listed'),
  vpp: shared('licensed'),
}

/** What is shared about a device: one field of one service. */
export const deviceField = (field: Field, service: Service, device: KnownDevice): FieldSharing => {
  if (field.whose === 'organisation') return notApplicable('aboutOrganisation')
  if (field.whose === 'people') return notApplicable('aboutHolder')
  if (field.whose === 'administrators' && !isAboutAssigner(field)) return notApplicable('aboutAdministrator')
  if (!device.over.has(service)) return untouched(service, device)
  if (isAboutAssigner(field)) return unknown('assignerNotShown')
  if (field.kind === 'deviceIdentifier' && !device.hasSerial) return withoutSerial(device)
  return isHeldByApple(field) ? unknown('heldByAppleOnly') : concerning[service]
}

const isHeldByApple = ({ observation }: Field): boolean =>
  observation.observable === 'no' && observation.why === 'heldByAppleOnly'

const withoutSerial = ({ enrolmentType }: KnownDevice): FieldSharing =>
  userEnrolments.has(enrolmentType) ? notApplicable('userEnrolment') : unknown('noSerialRead')

/** Why nothing about a device goes over a service, as far as that can be told. */
const untouched = (service: Service, device: KnownDevice): FieldSharing => {
  if (!device.connected.has(service)) return notApplicable('noConnection')
  if (service === 'apns') return notApplicable(device.isEnrolled ? 'notManaged' : 'neverEnrolled')
  if (service === 'vpp' && device.isMac) return unknown('macLicences')
  if (!device.hasSerial) {
    // A licence names a device by its Intune id: that none does is seen without a serial number.
    const isSeen = service === 'vpp' && !userEnrolments.has(device.enrolmentType)
    return isSeen ? notApplicable('noDeviceLicence') : withoutSerial(device)
  }
  return notApplicable(service === 'vpp' ? 'noDeviceLicence' : 'notListed')
}

/** What has to be known of a person: their devices, each as it was shared while it was theirs. */
export type KnownPerson = {
  /** Somebody of the tenant's: not an Apple ID alone, of which nobody knows whose it is. */
  isKnown: boolean
  over: ReadonlySet<Service>
  connected: ReadonlySet<Service>
  /** The services on whose connections an address of theirs stands as the Apple ID. */
  administers: ReadonlySet<Service>
  devices: readonly KnownDevice[]
}

/** The same answer about so many devices. */
export type DevicesAlike = { sharing: FieldSharing; devices: number }

export type PersonField = {
  sharing: FieldSharing
  /** Of a field that is told device by device: each answer with how many devices it is about, the gravest first. */
  parts: DevicesAlike[]
}

/** What is shared about a person: one field of one service, once, however many devices they have. */
export const personField = (field: Field, service: Service, person: KnownPerson): PersonField => {
  if (field.whose !== 'devices') return { sharing: ownField(field, service, person), parts: [] }
  const parts = alike(person.devices.map((device) => deviceField(field, service, device)))
  const none = notApplicable(person.connected.has(service) ? 'noDevice' : 'noConnection')
  return { sharing: parts[0]?.sharing ?? none, parts }
}

const ownField = (field: Field, service: Service, person: KnownPerson): FieldSharing => {
  if (!person.connected.has(service)) return notApplicable('noConnection')
  if (field.whose === 'organisation') {
    return field.annotations.includes('mayNamePerson')
      ? unknown('mayNameThem')
      : notApplicable('aboutOrganisation')
  }
  if (isAboutAssigner(field)) return unknown('assignerNotShown')
  if (field.whose === 'people') {
    if (!person.isKnown) return unknown('holderNotKnown')
    return person.over.has(service) ? shared('holdsLicence') : notApplicable('noUserLicence')
  }
  return person.administers.has(service) ? shared('administers') : notApplicable('aboutAdministrator')
}

const gravity: readonly SharingStatus[] = ['shared', 'unknown', 'notApplicable']

const alike = (answers: readonly FieldSharing[]): DevicesAlike[] => {
  const counted = new Map<string, DevicesAlike>()
  for (const sharing of answers) {
    const known = counted.get(sharing.why)
    counted.set(sharing.why, { sharing, devices: (known?.devices ?? 0) + 1 })
  }
  return [...counted.values()].toSorted(
    (a, b) => gravity.indexOf(a.sharing.status) - gravity.indexOf(b.sharing.status) || b.devices - a.devices,
  )
}
