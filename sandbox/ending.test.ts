import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isObject, type JsonObject } from './json.ts'
import { writeClient } from './registrations.ts'
import { type Sandbox, startSandbox } from './server.ts'
import { errorOf, rowsOf, type Visitor, visit } from './visitor.ts'

let instant = Date.parse('2026-11-22T09:00:00Z')
const now = () => new Date(instant)
const warnings: string[] = []
let folder = ''
let sandbox: Sandbox
let admin: Visitor

const begin = async (devices = 120) => {
  sandbox = await startSandbox({
    devices,
    now,
    stateFile: join(folder, 'state'),
    warn: (it) => warnings.push(it),
  })
  admin = await visit(sandbox.url, writeClient)
}
const restart = async (devices?: number) => {
  await sandbox.close()
  await begin(devices)
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  warnings.length = 0
  await begin()
})
afterEach(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

const vpp = '/beta/deviceAppManagement/vppTokens'
const apps = '/beta/deviceAppManagement/mobileApps'
const dep = '/beta/deviceManagement/depOnboardingSettings'

const connectionId = (name: string) =>
  sandbox.control.truth().connections.find((connection) => connection.name === name)?.externalId ?? ''
const appsOf = async (tokenId: string) =>
  (await admin.all(apps)).rows.filter(({ vppTokenId }) => vppTokenId === tokenId)
const unassign = async (tokenApps: JsonObject[]) => {
  for (const { id } of tokenApps)
    for (const assignment of rowsOf(await admin.get(`${apps}/${id}/assignments`)))
      await admin.send('DELETE', `${apps}/${id}/assignments/${assignment.id}`)
}
const revoke = (id: string) =>
  admin.send('POST', `${vpp}/${id}/revokeLicenses`, {
    notifyManagedDevices: false,
    revokeUntrackedLicenses: false,
  })
const lastResult = async (id: string): Promise<JsonObject> => {
  const { body } = await admin.get(`${vpp}/${id}?$select=id,tokenActionResults`)
  const results = Array.isArray(body.tokenActionResults) ? body.tokenActionResults.filter(isObject) : []
  return results.at(-1) ?? {}
}

test('revoking goes from pending over active to done, and the licences are gone', async () => {
  const kiosk = connectionId('Skagen Kiosk')
  await unassign(await appsOf(kiosk))
  expect((await revoke(kiosk)).status).toBe(204)
  const seen = []
  for (const wait of [0, 700, 900]) {
    instant += wait
    seen.push((await lastResult(kiosk)).actionState)
  }
  expect(seen).toEqual(['pending', 'active', 'done'])
  expect(await lastResult(kiosk)).toMatchObject({ actionName: 'revokeLicenses', failedLicensesCount: 0 })
  expect((await lastResult(kiosk)).totalLicensesCount).toBeGreaterThan(10)
  expect(sandbox.control.truth().connections.find(({ externalId }) => externalId === kiosk)).toMatchObject({
    devices: 0,
    people: 0,
  })
  expect((await appsOf(kiosk)).every(({ usedLicenseCount }) => usedLicenseCount === 0)).toBe(true)
})

test('licences of apps that are still assigned stay, and are counted as failed', async () => {
  const kiosk = connectionId('Skagen Kiosk')
  const [kept, ...others] = await appsOf(kiosk)
  await unassign(others)
  await revoke(kiosk)
  instant += 2000
  expect(await lastResult(kiosk)).toMatchObject({
    actionState: 'done',
    failedLicensesCount: kept?.usedLicenseCount,
  })
  expect((await appsOf(kiosk)).find(({ id }) => id === kept?.id)?.usedLicenseCount).toBe(
    kept?.usedLicenseCount,
  )
})

test('licences of devices that have left Intune go only when asked for', async () => {
  const large = connectionId('Lindegaard Apps')
  await unassign(await appsOf(large))
  await revoke(large)
  instant += 2000
  const { failedLicensesCount } = await lastResult(large)
  expect(failedLicensesCount).toBeGreaterThan(0)
  const untracked = { notifyManagedDevices: false, revokeUntrackedLicenses: true }
  await admin.send('POST', `${vpp}/${large}/revokeLicenses`, untracked)
  instant += 2000
  expect(await lastResult(large)).toMatchObject({
    totalLicensesCount: failedLicensesCount,
    failedLicensesCount: 0,
  })
})

test('an expired token revokes nothing and says why', async () => {
  const academy = connectionId('Academy Apps')
  await unassign(await appsOf(academy))
  await revoke(academy)
  instant += 2000
  expect(await lastResult(academy)).toMatchObject({
    actionState: 'failed',
    actionFailureReason: 'expiredVppToken',
  })
})

test('a deleted location token takes its apps along, and stays deleted over a restart', async () => {
  const kiosk = connectionId('Skagen Kiosk')
  expect((await admin.send('DELETE', `${vpp}/${kiosk}`)).status).toBe(204)
  expect((await admin.send('DELETE', `${vpp}/${kiosk}`)).status).toBe(404)
  const before = sandbox.control.truth()
  instant += 86_400_000
  await restart()
  expect((await admin.get(`${vpp}/${kiosk}`)).status).toBe(404)
  expect(await appsOf(kiosk)).toEqual([])
  expect(sandbox.control.truth()).toEqual(before)
  expect(warnings).toEqual([])
})

test('a deleted location token still answers as often as it was told to, but is neither listed nor deleted again', async () => {
  const kiosk = connectionId('Skagen Kiosk')
  sandbox.control.change({ deletionLingers: 2 })
  expect((await admin.send('DELETE', `${vpp}/${kiosk}`)).status).toBe(204)
  expect((await admin.send('DELETE', `${vpp}/${kiosk}`)).status).toBe(404)
  const statuses = []
  for (let look = 0; look < 3; look += 1) statuses.push((await admin.get(`${vpp}/${kiosk}`)).status)
  expect(statuses).toEqual([200, 200, 404])
  expect(rowsOf(await admin.get(vpp)).map(({ id }) => id)).not.toContain(kiosk)
})

test('assigning again replaces the assignments', async () => {
  const [app] = await appsOf(connectionId('Skagen Kiosk'))
  const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
  const assigned = await admin.send('POST', `${apps}/${app?.id}/assign`, {
    mobileAppAssignments: [{ intent: 'available', target }],
  })
  expect(assigned.status).toBe(204)
  expect(rowsOf(await admin.get(`${apps}/${app?.id}/assignments`))).toMatchObject([
    { intent: 'available', target },
  ])
})

test('an enrolment token goes only when no device and no profile is left', async () => {
  const token = `${dep}/${connectionId('Lindegaard Academy')}`
  const refusal = async () => errorOf(await admin.send('DELETE', token)).message
  expect(await refusal()).toContain('while devices are assigned')
  const managed = sandbox.control.truth().apns.devices
  const { rows } = await admin.all(`${token}/importedAppleDeviceIdentities?$select=id`)
  for (const id of new Set(rows.map((row) => String(row.id))))
    expect((await admin.send('DELETE', `${token}/importedAppleDeviceIdentities/${id}`)).status).toBe(204)
  expect(sandbox.control.truth().apns.devices).toBeLessThan(managed)
  expect(await refusal()).toContain('has enrollment profiles')
  expect((await admin.send('DELETE', `${token}/defaultIosEnrollmentProfile`)).status).toBe(204)
  expect((await admin.get(`${token}/defaultIosEnrollmentProfile`)).status).toBe(404)
  for (const { id } of rowsOf(await admin.get(`${token}/enrollmentProfiles`)))
    await admin.send('DELETE', `${token}/enrollmentProfiles/${id}`)
  expect((await admin.send('DELETE', token)).status).toBe(204)
  expect((await admin.get(token)).status).toBe(404)
})

test('identities deleted in Intune alone come back with the next sync, until Apple assigns them no more', async () => {
  const id = connectionId('Lindegaard Academy')
  const token = `${dep}/${id}`
  const identities = async () =>
    (
      await admin.all(
        `${token}/importedAppleDeviceIdentities?$select=id,serialNumber,discoverySource,isDeleted`,
      )
    ).rows
  const sync = () => admin.send('POST', `${token}/syncWithAppleDeviceEnrollmentProgram`)
  const before = new Set((await identities()).map((row) => row.id)).size
  const own = (await identities()).find(
    ({ discoverySource }) => discoverySource === 'deviceEnrollmentProgram',
  )
  await admin.send('DELETE', `${token}/importedAppleDeviceIdentities/${own?.id}`)
  expect((await sync()).status).toBe(204)
  expect(errorOf(await sync()).message).toContain('15 minutes')
  expect(new Set((await identities()).map((row) => row.id)).size).toBe(before)

  sandbox.control.change({ unassignAtApple: id })
  expect((await identities()).every(({ isDeleted }) => isDeleted === true)).toBe(false)
  instant += 16 * 60_000
  expect((await sync()).status).toBe(204)
  const left = (await identities()).filter(({ isDeleted }) => isDeleted !== true)
  expect(new Set(left.map(({ discoverySource }) => discoverySource))).toEqual(new Set(['adminImport']))
  const syncedAt = (await admin.get(`${token}?$select=lastSuccessfulSyncDateTime`)).body
  expect(Date.parse(String(syncedAt.lastSuccessfulSyncDateTime))).toBe(instant)
  expect((await admin.send('POST', `${token}/unshareForSchoolDataSyncService`)).status).toBe(204)
  const shared = (await admin.get(`${token}?$select=shareTokenWithSchoolDataSyncService`)).body
  expect(shared.shareTokenWithSchoolDataSyncService).toBe(false)
})

test('the reading registration changes nothing', async () => {
  const reader = await visit(sandbox.url)
  const kiosk = connectionId('Skagen Kiosk')
  expect((await reader.send('DELETE', `${vpp}/${kiosk}`)).status).toBe(403)
  expect((await reader.get(`${vpp}/${kiosk}`)).status).toBe(200)
})

test('devices added behind our back, and a restart, are counted', async () => {
  const before = sandbox.control.truth().apns.devices
  sandbox.control.change({ addDevices: 25 })
  await restart()
  expect(sandbox.control.truth().apns.devices).toBe(before + 25)
})

test('an unreadable state file is set aside, said aloud, and the tenant begins anew', async () => {
  sandbox.control.change({ removePushCertificate: true })
  const file = join(folder, 'state')
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"at":"2026-`)
  await restart()
  expect(warnings.join()).toContain('cannot be read')
  expect(sandbox.control.truth().apns.devices).toBeGreaterThan(0)
  await restart(60)
  expect(warnings.join()).toContain('another size')
})
