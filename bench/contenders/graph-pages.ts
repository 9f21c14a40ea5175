import { readClient, tenantId } from '#sandbox/registrations.ts'
import type { Asked } from '#sandbox/scale/build.ts'

/** Where the tenant is asked, and with which queries: those of our own reading, so that all are answered the same pages. */
export type GraphPlace = { url: string; asked: Asked }

export type WireDevice = {
  id: string
  serialNumber: string | null
  deviceName: string
  model: string
  operatingSystem: string
  osVersion: string
  managedDeviceOwnerType: string
  deviceEnrollmentType: string
  isSupervised: boolean
  managementState: string
  userId: string | null
  userPrincipalName: string | null
  userDisplayName: string | null
  emailAddress: string | null
}
export type WireIdentity = { id: string; serialNumber: string; platform: string; description: string }
export type WireLicence = {
  id: string
  managedDeviceId?: string | null
  userId: string | null
  userPrincipalName: string | null
  userName: string | null
}
export type WireToken = { id: string }
export type WireApp = { '@odata.type': string; id: string; vppTokenId?: string | null }
export type WirePage<Row> = { value: Row[]; '@odata.nextLink'?: string }

/** An access token, by client credentials. */
export const signIn = async (url: string): Promise<string> => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: readClient.clientId,
    client_secret: readClient.secret,
    scope: `${url}/.default`,
  })
  const answer = await fetch(`${url}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body })
  const { access_token: token }: { access_token: string } = await answer.json()
  return token
}

const enrolment = '/beta/deviceManagement/depOnboardingSettings'
const apps = '/beta/deviceAppManagement/mobileApps'

/** The addresses of the collections, below the place's. */
export const addressesOf = ({ asked }: GraphPlace) => ({
  devices: `/v1.0/deviceManagement/managedDevices?${asked.managedDevices}`,
  enrolmentTokens: enrolment,
  identities: (token: WireToken) =>
    `${enrolment}/${token.id}/importedAppleDeviceIdentities?${asked.identities}`,
  locationTokens: '/beta/deviceAppManagement/vppTokens',
  apps,
  licences: (app: WireApp) => {
    const isIos = app['@odata.type'].endsWith('iosVppApp')
    const type = isIos ? 'iosVppApp' : 'macOsVppApp'
    return `${apps}/${app.id}/microsoft.graph.${type}/assignedLicenses?${isIos ? asked.iosLicences : asked.macLicences}`
  },
})

/** The pages of a list: the next one is on its way while this one is worked on. */
export const pagesOf = async function* <Row>(
  url: string,
  token: string,
  address: string,
): AsyncGenerator<Row[]> {
  const ask = async (link: string): Promise<WirePage<Row>> => {
    const answer = await fetch(link, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`${link} was answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  let coming: Promise<WirePage<Row>> | null = ask(url + address)
  while (coming) {
    const page: WirePage<Row> = await coming
    const next = page['@odata.nextLink']
    coming = next ? ask(next) : null
    // A failure is met when the page's turn comes; until then nobody listens.
    coming?.catch(() => {})
    yield page.value
  }
}

export const rowsOf = async <Row>(url: string, token: string, address: string): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const page of pagesOf<Row>(url, token, address)) rows.push(...page)
  return rows
}

export type Consumer = {
  devices(rows: WireDevice[]): Promise<void> | void
  identities(rows: WireIdentity[], token: WireToken): Promise<void> | void
  licences(rows: WireLicence[], app: WireApp): Promise<void> | void
}

/** Everything of the tenant with plain `fetch` and `JSON.parse`, one collection after the other. Answers the number of rows. */
export const readTenant = async (place: GraphPlace, consumer: Consumer): Promise<number> => {
  const { url } = place
  const token = await signIn(url)
  const addresses = addressesOf(place)
  let rows = 0
  for await (const page of pagesOf<WireDevice>(url, token, addresses.devices)) {
    rows += page.length
    await consumer.devices(page)
  }
  for (const each of await rowsOf<WireToken>(url, token, addresses.enrolmentTokens))
    for await (const page of pagesOf<WireIdentity>(url, token, addresses.identities(each))) {
      rows += page.length
      await consumer.identities(page, each)
    }
  for (const app of await rowsOf<WireApp>(url, token, addresses.apps))
    for await (const page of pagesOf<WireLicence>(url, token, addresses.licences(app))) {
      rows += page.length
      await consumer.licences(page, app)
    }
  return rows
}
