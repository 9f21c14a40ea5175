import { describe, expect, test } from 'vitest'
import {
  type Call,
  granted,
  graphError,
  type Handler,
  nothing,
  type Reply,
  requestFor,
  startGraph,
} from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const open = async (handler: Handler) => {
  const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : handler(call)))
  return { server, tenant: granted(await openTenant(requestFor(server.url))) }
}
const scope = { appExternalId: 'a-1', kind: 'ios' } as const
const badRequest = graphError(400, 'BadRequest', 'Could not find a property')

const ofPerson = (id: string) => ({
  '@odata.type': '#microsoft.graph.iosVppAppAssignedUserLicense',
  id,
  userId: `4b0b5f77-6e68-4f4c-9d0a-0a6c2e8a9d1${id.length}`,
  userName: 'Mette Holm',
  userPrincipalName: 'mette.holm@lindegaard.example',
})
const ofDevice = (id: string) => ({
  '@odata.type': '#microsoft.graph.iosVppAppAssignedDeviceLicense',
  id,
  userId: null,
  userName: null,
  userPrincipalName: null,
  managedDeviceId: 'd1c6a1f0-2b70-4a0f-bb37-6c8c3a0a4f01',
  deviceName: 'Kiosk 1',
})
/** How a server was asked, remembered in its own next links. */
const formOf = (call: Call): string => {
  const select = call.query.get('$select') ?? ''
  return call.query.get('$skiptoken') ?? (select.includes('/') ? 'cast' : select ? 'plain' : 'whole')
}
const without = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !/^(managedDeviceId|deviceName)$/.test(name)))

/** People's licences on the first page, a device's on the second; `understands` names the forms that give its holder. */
const peopleFirst =
  (base: () => string, understands: readonly string[], refuses: readonly string[] = []): Handler =>
  (call) => {
    const form = formOf(call)
    if (refuses.includes(form)) return badRequest
    if (!call.query.has('$skiptoken')) {
      const next = `${base()}${call.path}?$skiptoken=${form}`
      return { json: { value: [ofPerson('l-1')], '@odata.nextLink': next } }
    }
    const licence = ofDevice('l-2')
    return { json: { value: [understands.includes(form) ? licence : without(licence)] } }
  }

const serving = async (understands: readonly string[], refuses: readonly string[] = []) => {
  let base = ''
  const opened = await open(peopleFirst(() => base, understands, refuses))
  base = opened.server.url
  return opened
}

describe('a list that begins with licences of people and goes on with those of devices', () => {
  test.each<[string, string[], string[]]>([
    ['ignores casts', ['plain', 'whole'], []],
    ['ignores casts and refuses plain names', ['whole'], ['plain']],
    ['drops what is derived whenever it sees a $select', ['whole'], []],
  ])('a server that %s loses no holder: the list is read again in other words', async (_, forms, refuses) => {
    const { server, tenant } = await serving(forms, refuses)
    const first = granted(await tenant.page('licences', scope, null))
    expect(await tenant.page('licences', scope, first.next)).toEqual({ ok: false, reason: 'startOver' })
    const rows = granted(await tenant.whole('licences', scope))
    expect(rows).toMatchObject([{ holder: { kind: 'person' } }, { holder: { kind: 'device' } }])

    let link: string | null = null
    let starts = 0
    const read = []
    do {
      const page: Awaited<ReturnType<typeof tenant.page<'licences'>>> = await tenant.page(
        'licences',
        scope,
        link,
      )
      if (page.ok) read.push(...page.value.rows)
      else {
        expect(page.reason).toBe('startOver')
        starts += 1
        read.length = 0
      }
      link = page.ok ? page.value.next : null
    } while (link !== null || read.length === 0)
    expect(read).toEqual(rows)
    expect(starts).toBeLessThanOrEqual(1)

    const asked = server.graphCalls().length
    granted(await tenant.page('licences', { appExternalId: 'a-2', kind: 'ios' }, null))
    expect(server.graphCalls()).toHaveLength(asked + 1)
  })

  test('where no words bring the holder, the answer is refused and nothing is read for ever', async () => {
    const { server, tenant } = await serving([])
    expect(await tenant.whole('licences', scope)).toMatchObject({ ok: false, reason: 'malformedAnswer' })
    expect(server.graphCalls().length).toBeLessThanOrEqual(8)
  })

  test('where only the casts are not refused, the last answer that came is judged, once', async () => {
    const { server, tenant } = await serving([], ['plain', 'whole'])
    expect(await tenant.whole('licences', scope)).toMatchObject({ ok: false, reason: 'malformedAnswer' })
    expect(server.graphCalls().length).toBeLessThanOrEqual(8)
  })

  test('a link kept by another process starts the list over too', async () => {
    const { server, tenant } = await serving(['whole'])
    const kept = `${server.url}/beta/deviceAppManagement/mobileApps/a-1/microsoft.graph.iosVppApp/assignedLicenses?$skiptoken=cast`
    expect(await tenant.page('licences', scope, kept)).toEqual({ ok: false, reason: 'startOver' })
    expect(granted(await tenant.whole('licences', scope))).toHaveLength(2)
  })

  test('a licence that names nobody by its own type is none that lost its holder', async () => {
    const { server, tenant } = await open(() => ({
      json: {
        value: [{ '@odata.type': '#microsoft.graph.iosVppAppAssignedLicense', id: 'l-3', userId: null }],
      },
    }))
    const page = granted(await tenant.page('licences', scope, null))
    expect(page).toMatchObject({ rows: [{ holder: { kind: 'unknown' } }], seen: 1 })
    expect(server.graphCalls()).toHaveLength(1)
  })
})

describe('the same mistake in other lists', () => {
  const twoPages =
    (base: () => string, first: object, second: (form: string) => object): Handler =>
    (call) =>
      call.query.has('$skiptoken')
        ? { json: { value: [second(formOf(call))] } }
        : { json: { value: [first], '@odata.nextLink': `${base()}${call.path}?$skiptoken=${formOf(call)}` } }

  test('an enrolment profile on a later page keeps what its type has', async () => {
    let base = ''
    const mac = {
      '@odata.type': '#microsoft.graph.depMacOSEnrollmentProfile',
      id: 'p-2',
      displayName: 'Macs',
    }
    const { server, tenant } = await open(
      twoPages(
        () => base,
        { '@odata.type': '#microsoft.graph.depTvOSEnrollmentProfile', id: 'p-1', displayName: 'TVs' },
        (form) => (form === 'plain' ? { ...mac, isDefault: true, supportDepartment: 'IT' } : mac),
      ),
    )
    base = server.url
    const rows = granted(await tenant.whole('enrolmentProfiles', { tokenExternalId: 't-1' }))
    expect(rows[1]).toMatchObject({ isDefault: true, supportDepartment: 'IT' })
  })

  test('an app on a later page keeps its location token, or the list is refused', async () => {
    const app = (id: string, token: object) => ({ '@odata.type': '#microsoft.graph.iosVppApp', id, ...token })
    const token = { vppTokenId: 't-1' }
    for (const understood of [['whole'], []]) {
      let base = ''
      const { server, tenant } = await open(
        twoPages(
          () => base,
          app('a-1', token),
          (form) => app('a-2', understood.includes(form) ? token : {}),
        ),
      )
      base = server.url
      const outcome = await tenant.whole('locationApps', null)
      if (understood.length === 0) expect(outcome).toMatchObject({ ok: false, reason: 'malformedAnswer' })
      else expect(granted(outcome).map(({ tokenExternalId }) => tokenExternalId)).toEqual(['t-1', 't-1'])
    }
  })
})

describe('a list of licences that is answered 404', () => {
  const isList = ({ path }: Call) => path.endsWith('/mobileApps')
  const isLicences = ({ path }: Call) => path.endsWith('/assignedLicenses')
  const listed: Reply = {
    json: {
      value: [
        { '@odata.type': '#microsoft.graph.iosVppApp', id: 'a-1', displayName: 'Kassebod', vppTokenId: 't' },
      ],
    },
  }
  const app: Reply = { json: { id: 'a-1', displayName: 'Kassebod' } }

  test('of an app that is gone too: it has no licences', async () => {
    const { tenant } = await open((call) => (isList(call) ? { json: { value: [] } } : nothing))
    expect(granted(await tenant.page('licences', scope, null))).toMatchObject({
      rows: [],
      absent: false,
      next: null,
    })
  })

  test.each([
    ['answers', app],
    ['is still listed', nothing],
  ])('of an iOS app that %s: the reading is refused, and names the app', async (_, itself) => {
    const { tenant } = await open((call) => (isLicences(call) ? nothing : isList(call) ? listed : itself))
    expect(await tenant.page('licences', scope, null)).toEqual({
      ok: false,
      reason: 'licencesNotAnswered',
      values: { app: 'Kassebod' },
    })
  })

  test('while Intune answers 404 to everything: nothing is taken for gone', async () => {
    const { tenant } = await open(() => nothing)
    expect(await tenant.page('licences', scope, null)).toMatchObject({ ok: false, reason: 'noIntuneLicence' })
  })

  test('of a macOS app that is there: the list is absent, which is not empty', async () => {
    const { tenant } = await open((call) => (isLicences(call) ? nothing : app))
    const mac = { appExternalId: 'a-1', kind: 'macos' } as const
    expect(granted(await tenant.page('licences', mac, null))).toMatchObject({ rows: [], absent: true })
  })
})
