import type { owner } from '#prisma/owner.ts'
import type { WireApp, WireDevice, WireIdentity, WireLicence, WireToken } from './graph-pages.ts'
import type { Prepared } from './prepare.ts'

/** The two ways rows are commonly written with Prisma. */
export type Way = 'createMany' | 'upsert'

type Database = ReturnType<typeof owner>

const since = 1

/** Graph's ids are UUIDs and serve as our keys here, as they commonly do. */
export const openStore = (database: Database, { organisationId, tenantLinkId }: Prepared, way: Way) => {
  const known = new Set<string>()
  const deviceBySerial = new Map<string, string>()

  const personOf = (row: WireDevice) => ({
    organisationId,
    id: row.userId ?? '',
    tenantLinkId,
    entraId: row.userId ?? '',
    upn: row.userPrincipalName,
    name: row.userDisplayName,
    email: row.emailAddress,
    since,
  })
  const deviceOf = (row: WireDevice) => ({
    organisationId,
    id: row.id,
    tenantLinkId,
    intuneId: row.id,
    serial: row.serialNumber || null,
    name: row.deviceName,
    model: row.model,
    operatingSystem: row.operatingSystem,
    osVersion: row.osVersion,
    ownership: row.managedDeviceOwnerType,
    enrolmentType: row.deviceEnrollmentType,
    isSupervised: row.isSupervised,
    managementState: row.managementState,
    personId: row.userId || null,
    since,
  })
  const deviceShare = (connectionId: string, deviceId: string) => ({
    organisationId,
    connectionId,
    deviceId,
    since,
  })
  const personShare = (connectionId: string, personId: string) => ({
    organisationId,
    connectionId,
    personId,
    since,
  })
  type DeviceShare = ReturnType<typeof deviceShare>
  type PersonShare = ReturnType<typeof personShare>

  const saveDevices = async (rows: WireDevice[]) => {
    const fresh = rows.filter(({ userId }) => {
      if (!userId || known.has(userId)) return false
      known.add(userId)
      return true
    })
    if (way === 'createMany') {
      await database.person.createMany({ data: fresh.map(personOf), skipDuplicates: true })
      await database.device.createMany({ data: rows.map(deviceOf), skipDuplicates: true })
      return
    }
    for (const person of fresh.map(personOf))
      await database.person.upsert({
        where: { organisationId_id: { organisationId, id: person.id } },
        create: person,
        update: person,
      })
    for (const device of rows.map(deviceOf))
      await database.device.upsert({
        where: { organisationId_id: { organisationId, id: device.id } },
        create: device,
        update: device,
      })
  }
  const saveDeviceShares = async (shares: DeviceShare[]) => {
    if (way === 'createMany') {
      await database.deviceShare.createMany({ data: shares, skipDuplicates: true })
      return
    }
    for (const share of shares)
      await database.deviceShare.upsert({
        where: { organisationId_connectionId_deviceId_since: share },
        create: share,
        update: share,
      })
  }
  const savePersonShares = async (shares: PersonShare[]) => {
    if (way === 'createMany') {
      await database.personShare.createMany({ data: shares, skipDuplicates: true })
      return
    }
    for (const share of shares)
      await database.personShare.upsert({
        where: { organisationId_connectionId_personId_since: share },
        create: share,
        update: share,
      })
  }

  return {
    connections: async (service: 'dep' | 'vpp', tokens: WireToken[]): Promise<void> => {
      const observedSince = new Date()
      const data = tokens.map(({ id }) => ({
        organisationId,
        id,
        tenantLinkId,
        service,
        externalId: id,
        name: id,
        observedSince,
        since,
      }))
      await database.connection.createMany({ data })
    },
    devices: async (rows: WireDevice[]): Promise<void> => {
      await saveDevices(rows)
      for (const { id, serialNumber } of rows) if (serialNumber) deviceBySerial.set(serialNumber, id)
    },
    identities: (rows: WireIdentity[], token: WireToken): Promise<void> =>
      saveDeviceShares(
        rows.flatMap(({ serialNumber }) => {
          const id = deviceBySerial.get(serialNumber)
          return id ? [deviceShare(token.id, id)] : []
        }),
      ),
    licences: async (rows: WireLicence[], app: WireApp): Promise<void> => {
      const token = app.vppTokenId
      if (!token) return
      await saveDeviceShares(
        rows.flatMap(({ managedDeviceId }) => (managedDeviceId ? [deviceShare(token, managedDeviceId)] : [])),
      )
      await savePersonShares(rows.flatMap(({ userId }) => (userId ? [personShare(token, userId)] : [])))
    },
  }
}
