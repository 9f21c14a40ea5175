import type { APIRequestContext, APIResponse } from '@playwright/test'
import { generateSync } from 'otplib'
import { type Permission, permissionsOf, roles } from '#domain/permission.ts'
import { builtActions, builtRoutes } from './built-doors.ts'
import { demonstrationOf } from './demonstration.ts'
import { actions, type Door, handlers, pages } from './doors.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { visitEach } from './walk.ts'
import type { Words } from './words.ts'

// Thousands of knocks.
test.setTimeout(600_000)

const unknownId = '00000000-0000-7000-8000-000000000000'
const addressOf = (route: string) =>
  route.replaceAll(/\[(\.\.\.)?(\w+)\]/g, (_whole, _rest, name) => parts[name] ?? unknownId)
const parts: Record<string, string> = {
  service: 'vpp',
  element: 'managedAppleId',
  edition: '2023-12',
  step: 'impact',
  token: 'nonsense',
  nextauth: 'csrf',
}

const isPermission = (door: Door): door is Permission =>
  door !== 'anybody' && door !== 'members' && door !== 'collector'

/** What is told about where somebody is sent: by a head of the answer, or in a page that had begun already. */
const sentTo = async (answer: APIResponse): Promise<string> =>
  [answer.headers().location, answer.headers()['x-action-redirect'], await answer.text()].join(' ')

const opensPage = (request: APIRequestContext, route: string) =>
  request.get(addressOf(route), { maxRedirects: 0 })

const asks = (request: APIRequestContext, route: string) =>
  request.fetch(addressOf(route), { method: handlers[route]?.method, maxRedirects: 0 })

/** An empty form, as React sends one to an action. */
const sends = (request: APIRequestContext, { id, page }: { id: string; page: string }, origin: string) =>
  request.post(page, {
    headers: { 'next-action': id, accept: 'text/x-component', origin },
    multipart: { 0: '["$K1"]' },
    maxRedirects: 0,
  })

test('every page, handler and action has its entry in the list of doors', async () => {
  const built = await builtRoutes()
  expect(built.pages.toSorted()).toEqual(Object.keys(pages).toSorted())
  expect(built.handlers.toSorted()).toEqual(Object.keys(handlers).toSorted())
  expect((await builtActions()).map(({ name }) => name).toSorted()).toEqual(Object.keys(actions).toSorted())
})

test('whoever is not signed in gets through none of them', async ({ request, language }) => {
  const origin = demonstrationOf(language).url()
  for (const [route, door] of Object.entries(pages)) {
    const told = await sentTo(await opensPage(request, route))
    if (door === 'anybody') expect.soft(told, route).not.toContain('/sign-in?')
    else expect.soft(told, route).toMatch(/\/sign-in\b/)
  }
  for (const [route, { door }] of Object.entries(handlers)) {
    const status = (await asks(request, route)).status()
    if (door === 'anybody') expect.soft(status, route).toBe(200)
    else expect.soft(status, route).toBe(401)
  }
  for (const action of await builtActions()) {
    if (actions[action.name] === 'anybody') continue
    const told = await sentTo(await sends(request, action, origin))
    expect.soft(told, action.name).toMatch(/\/sign-in\b/)
  }
})

const officersAreDpo = false

for (const role of roles)
  test(`a member who is ${role} gets through those of their role and no others`, async ({
    member,
    words,
    language,
  }) => {
    const origin = demonstrationOf(language).url()
    const { request } = (await member(role)).page
    const held = permissionsOf(role, { officersAreDpo })
    const isClosed = (door: Door): door is Permission => isPermission(door) && !held.has(door)
    for (const [route, door] of Object.entries(pages)) {
      const told = await sentTo(await opensPage(request, route))
      const forbidden = `/forbidden?${new URLSearchParams({ permission: door })}`
      if (isClosed(door)) expect.soft(told, route).toContain(forbidden)
      else expect.soft(told, route).not.toContain('/forbidden?')
    }
    for (const [route, { door }] of Object.entries(handlers)) {
      const answer = await asks(request, route)
      if (isClosed(door)) expect.soft(await answer.text(), route).toContain(denial(words, door))
      expect.soft(answer.status() === 403, route).toBe(isClosed(door))
    }
    for (const action of await builtActions()) {
      const door = actions[action.name]
      if (!door || !isClosed(door)) continue
      const told = await (await sends(request, action, origin)).text()
      expect.soft(told, action.name).toContain(denial(words, door))
    }
  })

/** What is open to whoever has yet to set up the second factor that is demanded, beside what is open to anybody. */
const openToLacking = [
  '/sign-in/second-factor',
  'beginFactorAction',
  'confirmFactorAction',
  'enterOrganisationAction',
]

test('whoever lacks the second factor that is demanded gets through nothing but setting it up', async ({
  visitor: boss,
  words,
  language,
}) => {
  const { linkIntoAnotherOrganisation, url } = demonstrationOf(language)
  const password = 'a few unrelated words'
  await boss.opens(await linkIntoAnotherOrganisation('owner', 'Demanding Ltd'))
  await boss.fills(words('access.welcome.name'), 'Maren Boss')
  await boss.fills(words('access.welcome.login'), 'maren@demanding.example')
  await boss.fills(words('access.newPassword.password'), password)
  await boss.fills(words('access.newPassword.repeated'), password)
  await boss.presses(words('access.welcome.submit'))
  await boss.isAt(words('overview.title'))
  await boss.opens('/settings')
  await boss.sees(words('factorDemand.lacking', { lacking: 1 }))
  await boss.chooses(words('factorDemand.yes'))
  await boss.presses(words('factorDemand.save'))
  await boss.isAt(words('access.demanded.title'))
  expect(await faultsOf(boss.page)).toEqual([])

  const { request } = boss.page
  for (const [route, door] of Object.entries(pages)) {
    if (door === 'anybody' || openToLacking.includes(route)) continue
    expect.soft(await sentTo(await opensPage(request, route)), route).toContain('/sign-in/second-factor')
  }
  for (const [route, { door }] of Object.entries(handlers)) {
    if (door !== 'anybody') expect.soft((await asks(request, route)).status(), route).toBe(401)
  }
  for (const action of await builtActions()) {
    if (actions[action.name] === 'anybody' || openToLacking.includes(action.name)) continue
    const told = await sentTo(await sends(request, action, url()))
    expect.soft(told, action.name).toContain('/sign-in/second-factor')
  }

  await boss.presses(words('yourSignIn.factor.begin'))
  const secret = await boss.page.getByLabel(words('yourSignIn.factor.secret'), { exact: true }).inputValue()
  await boss.fills(words('yourSignIn.factor.code'), generateSync({ secret }))
  await boss.presses(words('yourSignIn.factor.confirm'))
  await boss.sees(words('yourSignIn.factor.added'))
  expect(await faultsOf(boss.page)).toEqual([])
  await boss.follows(words('access.demanded.onward'))
  await boss.isAt(words('organisations.title'))
  await boss.sees(words('factorDemand.lacking', { lacking: 0 }))
})

const denial = (words: Words, permission: Permission): string =>
  words('refusals.denied', { permission: words(`permissions.${permission}`) })

test('nothing of an organisation is shown to a member of another one', async ({
  member,
  visitor,
  language,
  words,
}) => {
  const officer = await member('privacyOfficer')
  await officer.opens('/reports/new')
  await officer.presses(words('reports.compose.label'))
  await officer.page.waitForURL(/\/reports\/[0-9a-f-]{36}/)
  const addresses: string[] = []
  await officer.opens('/')
  await visitEach(officer.page, async (page) => {
    addresses.push(new URL(page.url()).pathname)
  })
  const own = addresses.filter((address) => /[0-9a-f-]{36}/.test(address))
  const kinds = own.map((address) => address.split('/')[1])
  expect(kinds).toEqual(
    expect.arrayContaining(['accounts', 'connections', 'devices', 'people', 'readings', 'reports']),
  )

  await visitor.opens(await demonstrationOf(language).linkIntoAnotherOrganisation('privacyOfficer'))
  await visitor.fills(words('access.welcome.name'), 'Nadia Stranger')
  await visitor.fills(words('access.welcome.login'), 'nadia@elsewhere.example')
  await visitor.fills(words('access.newPassword.password'), 'a few unrelated words')
  await visitor.fills(words('access.newPassword.repeated'), 'a few unrelated words')
  await visitor.presses(words('access.welcome.submit'))
  await visitor.isAt(words('overview.title'))
  for (const address of own) {
    await visitor.opens(address)
    await visitor.isAt(words('errors.notFound.title'))
  }
  const reports = own.filter((address) => address.startsWith('/reports/'))
  for (const report of reports)
    for (const file of ['', '/facts', '/bundle', '/table', '/volume'])
      expect.soft((await asks(visitor.page.request, `/api${report}${file}`)).status()).toBe(404)
})
