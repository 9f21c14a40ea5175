import type { Row } from '../json.ts'
import { collection, entity } from './answer.ts'
import { filterOf, type Rules } from './filter.ts'
import { notThere } from './refusal.ts'
import { apps, bothVersions, managedDevices, type Route } from './route.ts'

const deviceFilters: Rules = {
  operatingSystem: 'misread',
  complianceState: 'text',
  managementAgent: 'text',
  managementState: 'text',
  jailBroken: 'text',
  enrolledDateTime: 'date',
  lastSyncDateTime: 'date',
}

/** A filter by time is one of those Intune may ignore: whoever asks for what is new gets everything. */
const auditFilters: Rules = { componentName: 'text', activityOperationType: 'text' }

/** Filled only when one device is asked for; lists answer null. */
const onlyWhenSingle: Row = {
  id: '',
  udid: null,
  iccid: null,
  ethernetMacAddress: null,
  activationLockBypassCode: null,
  notes: null,
  enrollmentProfileName: null,
}

const asListed = (device: Row): Row => ({ ...device, ...onlyWhenSingle, id: device.id })

/** Reference sections 7 and 8.3: managed devices, and Intune's audit events. */
export const deviceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'deviceManagement/managedDevices',
    versions: bothVersions,
    scopes: managedDevices.read,
    reply: (call) => {
      const { devices } = call.state.tenant()
      const holds = filterOf(call.query.get('$filter'), deviceFilters)
      const rows = holds ? devices.filter(holds) : devices
      return collection(call, 'managedDevice', rows, { repeats: true, counted: true, shown: asListed })
    },
  },
  {
    method: 'GET',
    path: 'deviceManagement/managedDevices/{}',
    versions: bothVersions,
    scopes: managedDevices.read,
    reply: (call) => {
      const device = call.state.tenant().devices.find(({ id }) => id === call.params[0])
      if (!device) throw notThere()
      return entity(call, 'managedDevice', device)
    },
  },
  {
    method: 'GET',
    path: 'deviceManagement/auditEvents',
    versions: bothVersions,
    scopes: apps.read,
    reply: (call) => {
      const { auditEvents } = call.state.tenant()
      const holds = filterOf(call.query.get('$filter'), auditFilters)
      return collection(call, 'auditEvent', holds ? auditEvents.filter(holds) : auditEvents, { pageSize: 20 })
    },
  },
]
