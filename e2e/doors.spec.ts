import { metricsToken } from './demonstration.ts'
import { expect, test } from './pomona.ts'
import { wordsIn } from './words.ts'

const unknownId = '00000000-0000-7000-8000-000000000000'
const otherLanguage = { en: 'fr', fr: 'en' } as const

test('whoever has not signed in does so first, and is brought to the page they asked for', async ({
  visitor,
  signInOf,
  words,
}) => {
  const auditor = await signInOf('auditor')
  await visitor.opens('/connections')
  await visitor.isAt(words('access.signIn.title'))
  await visitor.signsIn(auditor)
  await expect(visitor.page).toHaveURL('/connections')
})

test('a wrong password and an unknown name are refused alike', async ({ visitor, signInOf, words }) => {
  const { login } = await signInOf('privacyOfficer')
  await visitor.opens('/sign-in')
  for (const name of [login, 'nobody@lindegaard.example']) {
    await visitor.signsIn({ login: name, password: 'not the password' })
    await visitor.sees(words('access.signIn.wrongSignIn'))
    await visitor.opens('/sign-in')
  }
})

test('what a stranger sends is not read beyond what a sign-in takes', async ({
  visitor,
  words,
  language,
}) => {
  const { request } = visitor.page
  const send = (login: string) =>
    request.post('/api/auth/callback/credentials', {
      headers: { 'accept-language': language },
      form: { login, password: 'x' },
      maxRedirects: 0,
    })
  const refused = await send('x'.repeat(20_000))
  expect(refused.status()).toBe(413)
  expect(await refused.text()).toContain(words('refusals.sentTooMuch'))
  expect((await send('astrid')).status()).not.toBe(413)
})

test('a page elsewhere does not say where somebody at the door is going', async ({
  visitor,
  words,
  language,
}) => {
  const { request } = visitor.page
  const refused = await request.post('/api/auth/signin/sso', {
    headers: { 'accept-language': language, 'sec-fetch-site': 'cross-site' },
    form: { callbackUrl: '/welcome/of-somebody-else' },
    maxRedirects: 0,
  })
  expect(refused.status()).toBe(403)
  expect(await refused.text()).toContain(words('refusals.fromElsewhere'))
  expect(refused.headers()).not.toHaveProperty('set-cookie')
})

test('an auditor sees everything and may change nothing', async ({ member, words }) => {
  const auditor = await member('auditor')
  await auditor.sees(words('overview.servicesTitle'))
  await auditor.mayNotPress(words('readings.readNow'))
  await auditor.visits(words('frame.navigation.settings'))
  await auditor.sees(words('organisations.tenants.title'))
  await auditor.mayNotFollow(words('organisations.tenants.connect'))
  for (const path of ['/settings/tenants/new', '/offboardings/new']) {
    await auditor.opens(path)
    await auditor.isAt(words('access.forbidden.title'))
    await auditor.sees(words('roles.admin.name'))
  }
})

test('what does not exist and what belongs to others look alike', async ({ member, words }) => {
  const auditor = await member('auditor')
  for (const path of [
    `/connections/${unknownId}`,
    `/readings/${unknownId}`,
    `/reports/${unknownId}`,
    `/offboardings/${unknownId}/impact`,
    '/connections/nonsense',
    '/inventory/nonsense',
    '/inventory/vpp/nonsense',
    '/nonsense',
  ]) {
    await auditor.opens(path)
    await auditor.isAt(words('errors.notFound.title'))
  }
})

test('a page runs the scripts of its own answer and no others', async ({ visitor }) => {
  const noncesOf = async () => {
    const answer = await visitor.page.request.get('/sign-in')
    const [, nonce = ''] =
      /'nonce-([^']+)' 'strict-dynamic'/.exec(answer.headers()['content-security-policy'] ?? '') ?? []
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
    return nonce
  }
  expect(await noncesOf()).not.toBe(await noncesOf())

  await visitor.opens('/sign-in')
  const planted = '<img src="/nothing" onerror="document.title = \'planted\'">'
  await visitor.page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), planted)
  await expect.poll(() => visitor.complaints.join()).toContain('inline event handler')
  await expect(visitor.page).not.toHaveTitle('planted')
})

test('the chosen language and appearance stay', async ({ member, language, words }) => {
  const auditor = await member('auditor')
  const html = auditor.page.locator('html')
  await auditor.picks(words('frame.theme.label'), words('frame.theme.dark'))
  const other = otherLanguage[language]
  await auditor.picks(words('frame.language.label'), words(`frame.language.${other}`))
  await auditor.isAt(wordsIn(other)('overview.title'))

  await auditor.opens('/inventory')
  await auditor.isAt(wordsIn(other)('inventory.title'))
  await expect(html).toHaveAttribute('lang', other)
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('the keyboard alone leads past the navigation and into the first row', async ({ member, words }) => {
  const auditor = await member('auditor')
  await auditor.opens('/connections')
  await auditor.isAt(words('connections.title'))
  const { keyboard } = auditor.page
  await keyboard.press('Tab')
  await expect(auditor.page.getByRole('link', { name: words('frame.skip') })).toBeFocused()
  await keyboard.press('Enter')
  const first = auditor.page.getByRole('rowheader').first().getByRole('link')
  const name = (await first.textContent()) ?? ''
  await auditor.tabsTo(first)
  await keyboard.press('Enter')
  await auditor.isAt(name)
})

test('whoever runs Pomona sees whether it lives and is ready, and its figures where they show the token', async ({
  request,
}) => {
  expect(await (await request.get('/api/health/live')).json()).toEqual({ isLive: true })
  expect(await (await request.get('/api/health/ready')).json()).toEqual({ isReady: true })
  const figuresFor = (token: string) =>
    request.get('/api/metrics', { headers: { authorization: `Bearer ${token}` } })
  expect((await figuresFor('null')).status()).toBe(401)
  const told = await (await figuresFor(metricsToken)).text()
  expect(told).toMatch(/^pomona_organisations [1-9]\d*$/m)
  expect(told).toMatch(/^pomona_jobs\{state="failed"\} 0$/m)
  expect(told).toMatch(/^process_resident_memory_bytes \d+$/m)
})
