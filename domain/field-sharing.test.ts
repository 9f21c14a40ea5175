import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, elementsOf } from './catalogue/catalogue.ts'
import {
  deviceField,
  type FieldSharing,
  type KnownDevice,
  type KnownPerson,
  personField,
  sharingReasons,
} from './field-sharing.ts'
import { groupOf, type Service, services } from './service.ts'

const everything: ReadonlySet<Service> = new Set(services)
const nothing: ReadonlySet<Service> = new Set()

const managed: KnownDevice = {
  hasSerial: true,
  enrolmentType: 'appleBulkWithUser',
  isEnrolled: true,
  isMac: false,
  over: new Set(['apns', 'dep', 'vpp']),
  connected: new Set(['apns', 'dep', 'vpp']),
}

const userEnrolments = [
  'appleUserEnrolment',
  'appleUserEnrolmentWithServiceAccount',
  'appleAccountDrivenUserEnrolment',
]
const otherEnrolments = [
  'appleBulkWithUser',
  'appleBulkWithoutUser',
  'enrolmentManager',
  'userDriven',
  'unknown',
  null,
]

const said = ({ status, why }: FieldSharing) => `${status}: ${why}`
const fieldsOf = (service: Service, device: KnownDevice) =>
  Object.fromEntries(
    elementsOf(groupOf(service)).map((element) => [element.key, said(deviceField(element, service, device))]),
  )

/** Every field of the page, for a device that is shared over all services. */
const throughout: Record<'apns' | 'dep' | 'vpp', Record<string, string>> = {
  apns: { token_push_magic: 'shared: managed' },
  dep: {
    server_token: 'notApplicable: aboutOrganisation',
    server_name: 'notApplicable: aboutOrganisation',
    server_uuid: 'notApplicable: aboutOrganisation',
    admin_id: 'notApplicable: aboutAdministrator',
    org_name: 'notApplicable: aboutOrganisation',
    org_email: 'notApplicable: aboutOrganisation',
    org_phone: 'notApplicable: aboutOrganisation',
    org_address: 'notApplicable: aboutOrganisation',
    org_id: 'notApplicable: aboutOrganisation',
    serial_number: 'shared: listed',
    model: 'shared: listed',
    description: 'shared: listed',
    asset_tag: 'unknown: heldByAppleOnly',
    profile_status: 'shared: listed',
    profile_uuid: 'shared: listed',
    device_assigned_by: 'unknown: assignerNotShown',
    os: 'shared: listed',
    device_family: 'shared: listed',
    profile_name: 'notApplicable: aboutOrganisation',
    support_phone_number: 'notApplicable: aboutOrganisation',
    support_email_address: 'notApplicable: aboutOrganisation',
    department: 'notApplicable: aboutOrganisation',
    devices: 'shared: listed',
  },
  vpp: {
    intune_user_id_guid: 'notApplicable: aboutHolder',
    location_token: 'notApplicable: aboutOrganisation',
    managed_apple_id_upn: 'notApplicable: aboutAdministrator',
    serial_number: 'shared: licensed',
  },
}

describe('a device, field by field', () => {
  describe.each([...userEnrolments, ...otherEnrolments])('enrolled as %s', (enrolmentType) => {
    it.each(['apns', 'dep', 'vpp'] as const)('with a serial number, over %s: every field', (service) => {
      expect(fieldsOf(service, { ...managed, enrolmentType })).toEqual(throughout[service])
    })

    it.each(['apns', 'dep', 'vpp'] as const)('without a serial number, over %s: every field', (service) => {
      const serial = userEnrolments.includes(enrolmentType ?? '')
        ? 'notApplicable: userEnrolment'
        : 'unknown: noSerialRead'
      const changed = {
        apns: {},
        dep: { serial_number: serial, devices: serial },
        vpp: { serial_number: serial },
      }
      expect(fieldsOf(service, { ...managed, enrolmentType, hasSerial: false })).toEqual({
        ...throughout[service],
        ...changed[service],
      })
    })
  })

  it('over Apple School Manager says what it says over Automated Device Enrollment', () => {
    const device = { ...managed, over: everything, connected: everything }
    expect(fieldsOf('asm', device)).toEqual(throughout.dep)
  })

  const serial = elementsOf('asm_dep').find(({ key }) => key === 'serial_number')
  const licence = elementsOf('vpp').find(({ key }) => key === 'serial_number')
  const push = elementsOf('apns')[0]
  const apart: KnownDevice = { ...managed, over: nothing }
  const bare = { ...apart, hasSerial: false }

  it.each([
    [
      'a serial number that never enrolled has no push token',
      push,
      'apns',
      { isEnrolled: false },
      'neverEnrolled',
    ],
    ['a managed device without a push certificate in sight', push, 'apns', {}, 'notManaged'],
    ['no token lists it', serial, 'dep', {}, 'notListed'],
    ['nothing is connected', serial, 'dep', { connected: nothing }, 'noConnection'],
    ['no licence names it', licence, 'vpp', {}, 'noDeviceLicence'],
  ] as const)('over nothing: %s', (_, field, service, facts, why) => {
    if (!field) throw new Error('no such field')
    const sharing = deviceField(field, service, { ...apart, ...facts })
    expect(sharing).toEqual({ status: 'notApplicable', why })
  })

  it.each([
    ['dep', 'appleUserEnrolment', 'notApplicable: userEnrolment'],
    ['vpp', 'appleUserEnrolment', 'notApplicable: userEnrolment'],
    ['dep', 'userDriven', 'unknown: noSerialRead'],
    ['vpp', 'userDriven', 'notApplicable: noDeviceLicence'],
  ] as const)('over nothing and without a serial number: %s, %s', (service, enrolmentType, expected) => {
    const field = service === 'dep' ? serial : licence
    if (!field) throw new Error('no such field')
    expect(said(deviceField(field, service, { ...bare, enrolmentType }))).toBe(expected)
  })

  it('cannot tell whether a Mac holds a licence: Graph names the user alone', () => {
    if (!licence) throw new Error('no such field')
    expect(said(deviceField(licence, 'vpp', { ...apart, isMac: true }))).toBe('unknown: macLicences')
  })
})

const anyServices = fc.uniqueArray(fc.constantFrom(...services)).map((found) => new Set(found))
const anyDevice: fc.Arbitrary<KnownDevice> = fc.record({
  hasSerial: fc.boolean(),
  enrolmentType: fc.constantFrom(...userEnrolments, ...otherEnrolments),
  isEnrolled: fc.boolean(),
  isMac: fc.boolean(),
  over: anyServices,
  connected: anyServices,
})
const anyField = fc.constantFrom(...catalogue.elements)

describe('whatever is known', () => {
  it('nothing is shared about a device over a service it never went over', () => {
    fc.assert(
      fc.property(anyField, fc.constantFrom(...services), anyDevice, (field, service, device) => {
        const { status, why } = deviceField(field, service, device)
        expect(sharingReasons[status]).toContain(why)
        if (!device.over.has(service)) expect(status).not.toBe('shared')
      }),
    )
  })

  it('a person’s parts add up to their devices, and the answer is the gravest of them', () => {
    const anyPerson: fc.Arbitrary<KnownPerson> = fc.record({
      isKnown: fc.boolean(),
      over: anyServices,
      connected: anyServices,
      administers: anyServices,
      devices: fc.array(anyDevice, { maxLength: 8 }),
    })
    fc.assert(
      fc.property(anyField, fc.constantFrom(...services), anyPerson, (field, service, person) => {
        const { sharing, parts } = personField(field, service, person)
        const sum = parts.reduce((total, { devices }) => total + devices, 0)
        expect(sum).toBe(field.whose === 'devices' ? person.devices.length : 0)
        const isShared = parts.some((part) => part.sharing.status === 'shared')
        if (field.whose === 'devices') expect(sharing.status === 'shared').toBe(isShared)
      }),
    )
  })
})

describe('a person, field by field', () => {
  const person: KnownPerson = {
    isKnown: true,
    over: new Set(['apns', 'dep', 'vpp']),
    connected: new Set(['apns', 'dep', 'vpp']),
    administers: nothing,
    devices: [
      managed,
      managed,
      { ...managed, over: new Set(['apns']), hasSerial: false, enrolmentType: 'appleUserEnrolment' },
    ],
  }
  const told = (service: Service, key: string, known: KnownPerson = person) => {
    const element = elementsOf(groupOf(service)).find((each) => each.key === key)
    if (!element) throw new Error(key)
    const { sharing, parts } = personField(element, service, known)
    return [said(sharing), ...parts.map((part) => `${part.devices} ${said(part.sharing)}`)]
  }

  it.each([
    ['apns', 'token_push_magic', ['shared: managed', '3 shared: managed']],
    ['dep', 'serial_number', ['shared: listed', '2 shared: listed', '1 notApplicable: userEnrolment']],
    [
      'dep',
      'asset_tag',
      ['unknown: heldByAppleOnly', '2 unknown: heldByAppleOnly', '1 notApplicable: userEnrolment'],
    ],
    ['dep', 'org_email', ['unknown: mayNameThem']],
    ['dep', 'org_name', ['notApplicable: aboutOrganisation']],
    ['dep', 'admin_id', ['notApplicable: aboutAdministrator']],
    ['dep', 'device_assigned_by', ['unknown: assignerNotShown']],
    ['vpp', 'intune_user_id_guid', ['shared: holdsLicence']],
  ] as const)('over %s, %s', (service, key, expected) => {
    expect(told(service, key)).toEqual(expected)
  })

  it('is told apart by what they hold and whose Apple ID stands on a connection', () => {
    expect(told('dep', 'admin_id', { ...person, administers: new Set(['dep']) })).toEqual([
      'shared: administers',
    ])
    expect(told('vpp', 'intune_user_id_guid', { ...person, over: nothing })).toEqual([
      'notApplicable: noUserLicence',
    ])
    expect(told('vpp', 'intune_user_id_guid', { ...person, isKnown: false, over: nothing })).toEqual([
      'unknown: holderNotKnown',
    ])
    expect(told('dep', 'serial_number', { ...person, devices: [] })).toEqual(['notApplicable: noDevice'])
    expect(told('vpp', 'managed_apple_id_upn', { ...person, connected: nothing })).toEqual([
      'notApplicable: noConnection',
    ])
  })
})
