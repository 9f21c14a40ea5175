import type { Page } from '@playwright/test'
import { testCertificate } from '#adapters/graph/certificate.fixture.ts'
import { locationTokenOf, pushSubject, serverToken } from '#adapters/token-file/files.fixture.ts'
import { storedDay } from '#domain/day.ts'
import { readClient, tenantDomain } from '#sandbox/registrations.ts'
import { founds, startUnfounded } from './founding.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'
import type { Words } from './words.ts'

test.setTimeout(300_000)

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs)
const topic = 'com.apple.mgmt.External.5f1c0f5e-0d7e-4f43-9c2e-1a2b3c4d5e6f'
const push = testCertificate({
  from: inDays(-200),
  until: inDays(165),
  subject: pushSubject(topic),
  serial: '1a2b',
})
/** An address of people's own, as it is flagged. */
const typedByHand = 'harbour.ade@icloud.com'
const credential = 'qVwN8c0mCredentialOfTheToken'
const kiosk = locationTokenOf({
  orgName: 'Harbour Kiosk',
  expDate: inDays(90)
    .toISOString()
    .replace(/\.\d+Z/, '+0000'),
  token: credential,
})

const drops = (page: Page, words: Words, name: string, content: string) =>
  page
    .getByLabel(words('stated.file.label'))
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })

test('an organisation without Graph records what it has, and joins it to what a reading finds', async ({
  visitor,
  words,
}) => {
  const pomona = await startUnfounded()
  const { page } = visitor
  try {
    await test.step('the first owner has nothing to read yet', async () => {
      await visitor.opens(pomona.link())
      await founds(visitor, words)
      await visitor.follows(words('overview.noTenant.record'))
      await visitor.isAt(words('stated.title'))
    })

    await test.step('the push certificate tells its topic and its end', async () => {
      await drops(page, words, 'MDM_Certificate.pem', push.certificatePem)
      await visitor.presses(words('stated.file.read'))
      await visitor.isAt(words('stated.fromFile.title'))
      await visitor.sees(topic)
      expect(await faultsOf(page)).toEqual([])
      await visitor.presses(words('stated.record'))
      await visitor.isAt(words('stated.pushName'))
      await visitor.isMarked(words('states.sharing'))
      await visitor.sees(topic)
      await visitor.sees(words('audit.kinds.connection.stated', { actor: 'Astrid Lindegaard' }))
      expect(await faultsOf(page)).toEqual([])
    })

    await test.step('an enrolment token is recorded by hand', async () => {
      await visitor.visits(words('frame.navigation.connections'))
      await visitor.follows(words('stated.go'))
      await visitor.follows(words('stated.byHand.go'))
      await visitor.isAt(words('stated.byHand.title'))
      await visitor.selects(words('stated.service'), words('services.dep.name'))
      await visitor.fills(words('stated.fact.topic'), topic)
      await visitor.presses(words('stated.record'))
      await visitor.sees(words('fields.topicOfPush'))
      await visitor.sees(words('fields.required'))
      expect(await faultsOf(page)).toEqual([])
      await visitor.fills(words('stated.fact.topic'), '')
      await visitor.fills(words('stated.name'), 'Lindegaard ADE')
      await visitor.fills(words('stated.appleId'), typedByHand)
      await visitor.fills(words('stated.expires'), storedDay(inDays(20)))
      await visitor.presses(words('stated.record'))
      await visitor.isAt('Lindegaard ADE')
    })

    await test.step('the overview and the inventory tell what is stated', async () => {
      await visitor.visits(words('frame.navigation.overview'))
      await visitor.sees(words('overview.noTenant.title'))
      await visitor.seesInRow(words('stated.table'), 'Lindegaard ADE', words('services.dep.short'))
      await visitor.sees(words('overview.expiry.title'))
      const expires = page.getByRole('listitem').filter({ hasText: words('states.expiring') })
      await expect(expires).toContainText(typedByHand)
      expect(await faultsOf(page)).toEqual([])
      await visitor.visits(words('frame.navigation.inventory'))
      await visitor.seesInRow(
        words('inventory.servicesTitle'),
        words('services.apns.name'),
        words('stated.serviceState'),
        words('stated.unread', { count: 1 }),
      )
      await visitor.seesInRow(
        words('inventory.servicesTitle'),
        words('services.vpp.name'),
        words('inventory.stateNotKnown'),
      )
    })

    await test.step('the Apple account it named can be kept before anything is read', async () => {
      await visitor.visits(words('frame.navigation.overview'))
      await visitor.follows(words('accounts.waiting.count', { count: 1 }))
      await visitor.seesInRow(
        words('accounts.title'),
        'harbour.ade@',
        words('accounts.flags.personalDomain.name'),
        'Lindegaard ADE',
        words('accounts.stated'),
      )
      expect(await faultsOf(page)).toEqual([])
      await visitor.opensRow(words('accounts.title'), 'harbour.ade@')
      await visitor.isAt(typedByHand)
      await visitor.seesInRow(words('stated.table'), 'Lindegaard ADE')
      await visitor.sees(words('accounts.custody.nothing'))
      await visitor.sees(words('accounts.renewal.title'))
      expect(await faultsOf(page)).toEqual([])
    })

    await test.step('the tenant is connected and read', async () => {
      await visitor.visits(words('frame.navigation.overview'))
      await visitor.follows(words('overview.noTenant.connect'))
      await visitor.selects(words('organisations.connect.cloud'), words('organisations.clouds.custom'))
      await visitor.fills(words('organisations.connect.tenant'), tenantDomain)
      await visitor.fills(words('organisations.connect.client'), readClient.clientId)
      await visitor.fills(words('organisations.connect.secret'), readClient.secret)
      await visitor.presses(words('organisations.connect.connect'))
      await visitor.sees(words('organisations.tenants.complete'))
      await visitor.visits(words('frame.navigation.overview'))
      await visitor.presses(words('readings.readNow'))
      await visitor.isMarked(words('readings.states.finished'))
    })

    await test.step('what the reading found is joined, and told apart again', async () => {
      await visitor.visits(words('frame.navigation.overview'))
      await visitor.sees(words('stated.offers', { count: 1 }))
      await visitor.follows(words('stated.offersLink', { count: 1 }))
      await visitor.sees(
        words.markup('stated.join.offer', {
          found: () => 'Lindegaard ADE',
          ground: words('stated.ground.name'),
        }),
      )
      expect(await faultsOf(page)).toEqual([])
      await visitor.presses(words('stated.join.label'))
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: words('stated.join.confirm') }).click()
      const stated = page.getByRole('table', { name: words('stated.table'), exact: true })
      // The certificate's topic is not the tenant's, so it stays as it was stated.
      await expect(stated.getByRole('rowheader')).toHaveText([words('stated.pushName')])
      await visitor.opensRow(words('connections.title'), 'Lindegaard ADE')
      await visitor.sees(words('stated.before.title'))
      await visitor.sees(words('stated.before.since', { date: anything, by: 'Astrid Lindegaard' }))
      expect(await faultsOf(page)).toEqual([])
      await page
        .getByRole('region', { name: words('stated.before.title') })
        .getByRole('link', { name: 'Lindegaard ADE' })
        .click()
      await visitor.presses(words('stated.unjoin.label'))
      await dialog.getByRole('button', { name: words('stated.unjoin.confirm') }).click()
      await visitor.sees(words('audit.kinds.connection.unjoined', { actor: 'Astrid Lindegaard' }))
      await expect(page.getByRole('button', { name: words('stated.join.label') })).toBeVisible()
    })
  } finally {
    await pomona.end()
  }
})

test('a file that is neither is refused in words, and a location token’s credential is nowhere', async ({
  member,
  words,
}) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  await officer.opens('/connections/new')
  expect(await faultsOf(page)).toEqual([])
  await officer.presses(words('stated.file.read'))
  await officer.sees(words('refusals.tokenFileEmpty'))
  const refused = [
    ['server.p7m', serverToken, 'tokenFileIsServerToken'],
    ['MDM.pem', push.certificatePem + push.privateKeyPem, 'tokenFileHoldsKey'],
    ['notes.pem', 'expires in May', 'tokenFileUnknown'],
    ['half.pem', push.certificatePem.slice(0, 300), 'tokenFileCertificateUnreadable'],
  ] as const
  for (const [name, content, reason] of refused) {
    await drops(page, words, name, content)
    await officer.presses(words('stated.file.read'))
    await officer.sees(words(`refusals.${reason}`))
  }
  await drops(page, words, 'huge.vpptoken', 'A'.repeat(3_000_000))
  await officer.sees(words('stated.file.tooLarge', { kilobytes: 64 }))
  await officer.presses(words('stated.file.read'))
  await expect(page.getByLabel(words('stated.file.label'))).toBeFocused()
  await officer.sees(words('stated.file.tooLarge', { kilobytes: 64 }))
  await expect(page.getByText(words('refusals.tokenFileEmpty'))).toHaveCount(0)

  await drops(page, words, 'MDM.pem', kiosk)
  await officer.presses(words('stated.file.read'))
  await officer.sees(words('refusals.tokenFileMislabelled', { kind: 'locationToken' }))
  await drops(page, words, 'sToken_for_Harbour_Kiosk.vpptoken', kiosk)
  await officer.presses(words('stated.file.read'))
  await expect(page.getByLabel(words('stated.name'), { exact: true })).toHaveValue('Harbour Kiosk')
  expect(await page.content()).not.toContain(credential)
  await officer.fills(words('stated.appleId'), 'kiosk@lindegaard.example')
  await officer.presses(words('stated.record'))
  await officer.isAt('Harbour Kiosk')
  await officer.sees('kiosk@lindegaard.example')
  expect(await faultsOf(page)).toEqual([])

  await officer.presses(words('stated.withdraw.label'))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('stated.withdraw.confirm') })
    .click()
  await officer.isMarked(words('stated.withdrawnMark'))
  await officer.mayNotPress(words('stated.withdraw.label'))
  expect(await faultsOf(page)).toEqual([])
  await officer.visits(words('frame.navigation.connections'))
  await expect(page.getByRole('table', { name: words('stated.table'), exact: true })).toHaveCount(0)
  expect(officer.complaints).toEqual([])
})

test('an auditor sees what is stated and records nothing', async ({ member, words }) => {
  const auditor = await member('auditor')
  await auditor.visits(words('frame.navigation.connections'))
  await auditor.isAt(words('connections.title'))
  await auditor.mayNotFollow(words('stated.go'))
  await auditor.opens('/connections/new')
  await auditor.sees(words('permissions.connections:state'))
})
