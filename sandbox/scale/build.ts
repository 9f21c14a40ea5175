import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from '../json.ts'
import { deviceLicence, macLicence, personLicence } from '../tenant/licences.ts'
import { randomFrom } from '../tenant/random.ts'
import type { Tenant } from '../tenant/records.ts'
import type { Truth } from '../truth.ts'
import { type AppPlan, appPlansOf } from './licence-plan.ts'
import { createPageFile, type PageFile, type WrittenCollection } from './page-file.ts'
import { type Plan, planOf, type ScaleOptions } from './plan.ts'
import { type Rows, rowsOf } from './rows.ts'
import { enrolmentTokenId, smallTenantOf } from './tenant.ts'
import { truthOfPlan } from './truth.ts'

/** The collections too large for records, each with the query its pages are written for. */
export type Asked = { managedDevices: string; identities: string; iosLicences: string; macLicences: string }

export type BuildOptions = ScaleOptions & { asked: Asked }

/** A tenant on disk: everything but the pages themselves, which lie in the file beside it. */
export type Built = {
  options: BuildOptions
  rows: { devices: number; identities: number; licences: number }
  tenant: Tenant
  truth: Truth
  collections: WrittenCollection[]
}

const indexName = 'index.json'
export const pagesName = 'pages.bin'

/**
 * Writes the pages of the tenant into the folder, or finds that they lie there already. Rows are made one after the
 * other and never held; memory is that of a page.
 */
export const build = (folder: string, options: BuildOptions): Built => {
  mkdirSync(folder, { recursive: true })
  const known = readBuilt(folder)
  if (known && JSON.stringify(known.options) === JSON.stringify(options)) return known
  const plan = planOf(options)
  const apps = appPlansOf(plan)
  const rows = rowsOf(plan)
  const file = createPageFile(join(folder, pagesName))
  const devices = writeDevices(file, plan, rows, options.asked)
  const identities = writeIdentities(file, plan, rows, options.asked)
  const counted = {
    identities: identities.map((collection) => collection.rows),
    licences: apps.map((app) => countOf(app.devices()) + countOf(app.people())),
  }
  const tenant = smallTenantOf(plan, apps, rows, counted)
  const licences = writeLicences(file, plan, apps, rows, tenant, options.asked)
  file.close()
  const sum = (collections: readonly WrittenCollection[]) =>
    collections.reduce((total, collection) => total + collection.rows, 0)
  const built: Built = {
    options,
    rows: { devices: devices.rows, identities: sum(identities), licences: sum(licences) },
    tenant,
    truth: truthOfPlan(plan, apps, tenant),
    collections: [devices, ...identities, ...licences],
  }
  const index = join(folder, indexName)
  writeFileSync(`${index}.new`, JSON.stringify(built))
  renameSync(`${index}.new`, index)
  return built
}

const readBuilt = (folder: string): Built | null => {
  try {
    return JSON.parse(readFileSync(join(folder, indexName), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

const countOf = (list: Iterable<unknown>): number => {
  let count = 0
  for (const _ of list) count += 1
  return count
}

const writeDevices = (file: PageFile, plan: Plan, rows: Rows, { managedDevices: query }: Asked) => {
  const all = function* (): Generator<Row> {
    for (let index = 0; index < plan.deviceIndexes; index += 1)
      if (plan.isManaged(index)) yield rows.device(index)
  }
  const path = 'deviceManagement/managedDevices'
  return file.write({ version: 'v1.0', path, type: 'managedDevice', query, counted: true }, all())
}

const writeIdentities = (file: PageFile, plan: Plan, rows: Rows, { identities: query }: Asked) =>
  Array.from({ length: plan.enrolmentTokens }, (_, token) => {
    const id = enrolmentTokenId(plan.seed, token)
    const profileId = `${id}_${randomFrom(`${plan.seed} profile ${token}`).guid()}`
    const listed = function* (): Generator<Row> {
      for (let index = 0; index < plan.deviceIndexes; index += 1)
        if (plan.tokenOf(index) === token) yield rows.identity(index, profileId)
    }
    const path = `deviceManagement/depOnboardingSettings/${id}/importedAppleDeviceIdentities`
    return file.write({ version: 'beta', path, type: 'importedAppleDeviceIdentity', query }, listed())
  })

const writeLicences = (
  file: PageFile,
  plan: Plan,
  apps: readonly AppPlan[],
  rows: Rows,
  tenant: Tenant,
  asked: Asked,
) =>
  apps.map((app, index) => {
    const licenceId = (kind: string, licence: number) =>
      randomFrom(`${plan.seed} ${kind} licence ${index} ${licence}`).guid()
    const personRow = app.kind === 'iosVppApp' ? personLicence : macLicence
    const all = function* (): Generator<Row> {
      for (const { holder, licence } of app.devices())
        yield deviceLicence(licenceId('device', licence), rows.deviceId(holder), rows.deviceName(holder))
      for (const { holder, licence } of app.people())
        yield personRow(licenceId('person', licence), rows.person(holder))
    }
    const query = app.kind === 'iosVppApp' ? asked.iosLicences : asked.macLicences
    const path = `deviceAppManagement/mobileApps/${tenant.apps[index]?.app.id}/microsoft.graph.${app.kind}/assignedLicenses`
    return file.write({ version: 'beta', path, type: `${app.kind}AssignedLicense`, query }, all())
  })
