import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(120_000)

const personal = 'lindegaard.it.mette@webmail.example'
const kiosk = 'kiosk.skagen@lindegaard.example'
const apps = 'apps@lindegaard.example'

/** Where an address may break it reads as two words. */
const headOf = (address: string): string => address.replace(/(?<=@).*/, '')

test('the overview leads to the accounts that need a look, and an account says why', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  const { page } = auditor
  const rows = page.getByRole('table', { name: words('accounts.title'), exact: true }).getByRole('rowheader')
  await auditor.follows(words('accounts.waiting.count', { count: 5 }))
  await page.waitForURL(/\/accounts\?flag=any$/)
  await expect(rows).toHaveCount(5)

  await auditor.selects(words('accounts.column.flags'), words('accounts.flags.disabledInDirectory.name'))
  await auditor.presses(words('shares.search'))
  await page.waitForURL(/flag=disabledInDirectory/)
  await expect(rows).toHaveText([kiosk])
  expect(await faultsOf(page)).toEqual([])
  await auditor.opensRow(words('accounts.title'), headOf(kiosk))
  await auditor.isAt(kiosk)
  await auditor.sees(words('accounts.flags.disabledInDirectory.reason'))
  await auditor.sees(words('accounts.directory.states.disabled', { tenant: 'Lindegaard' }))
  expect(await faultsOf(page)).toEqual([])

  await auditor.opens(`/accounts?q=${personal}`)
  await auditor.opensRow(words('accounts.title'), headOf(personal))
  await auditor.isAt(personal)
  await auditor.sees(words('accounts.flags.personalDomain.name'))
  await auditor.sees(words('accounts.flags.notInDirectory.name'))
  await auditor.sees(words('accounts.renewal.pushCertificate.move'))
  await expect(page.getByText(/com\.apple\.mgmt\.External\./)).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  await auditor.opens('/accounts?flag=notInDirectory&q=apps')
  await auditor.sees(words('accounts.empty.notFlagged'))
  await auditor.follows(words('accounts.empty.all'))
  await page.waitForURL(/\/accounts$/)
  await expect(rows).toHaveCount(5)
  expect(auditor.complaints).toEqual([])
})

test('who keeps an account is stated, and two who do so at once lose nothing', async ({ member, words }) => {
  const admin = await member('admin')
  const officer = await member('privacyOfficer')
  const label = (field: 'mailbox' | 'holder' | 'secondHolder') => words(`accounts.custody.field.${field}`)
  const openAccount = async (visitor: typeof admin) => {
    await visitor.opens(`/accounts?q=${kiosk}`)
    await visitor.opensRow(words('accounts.title'), headOf(kiosk))
    await visitor.isAt(kiosk)
  }
  await openAccount(admin)
  await openAccount(officer)
  await admin.fills(label('holder'), 'Karen Holm')
  await admin.presses(words('accounts.custody.save'))
  await admin.sees(words('accounts.custody.saved'))
  await admin.sees(words('accounts.flags.noSecondHolder.reason'))

  await officer.fills(label('holder'), 'Ida Dahl')
  await officer.fills(label('secondHolder'), 'Bo Lund')
  await officer.presses(words('accounts.custody.save'))
  await officer.sees(words('refusals.custodyChangedMeanwhile', { name: admin.name }))
  const said = officer.page.getByRole('main').getByRole('definition')
  await expect(said.filter({ hasText: 'Karen Holm' }).first()).toBeVisible()
  await expect(officer.page.getByLabel(label('holder'), { exact: true })).toHaveValue('Ida Dahl')
  expect(await faultsOf(officer.page)).toEqual([])

  await officer.presses(words('accounts.custody.save'))
  await officer.sees(words('accounts.custody.saved'))
  await officer.seesInRow(words('accounts.custody.history.title'), '2', officer.name, 'Ida Dahl', 'Bo Lund')
  await officer.seesInRow(words('accounts.custody.history.title'), '1', admin.name, 'Karen Holm')
  expect(await faultsOf(officer.page)).toEqual([])

  await officer.presses(words('accounts.custody.erase.button'))
  await officer.presses(words('accounts.custody.erase.confirm'))
  await officer.mayNotPress(words('accounts.custody.erase.button'))
  await officer.visits(words('frame.navigation.audit'))
  await officer.sees(words('audit.kinds.account.custodyErased', { actor: officer.name }))
  await officer.sees(words('audit.kinds.account.custodyStated', { actor: admin.name }))
  expect([...admin.complaints, ...officer.complaints]).toEqual([])
})

test('whoever may only look sees mailbox and number in part', async ({ member, words }) => {
  const decider = await member('decider')
  await decider.opens(`/accounts?q=${apps}`)
  await decider.opensRow(words('accounts.title'), headOf(apps))
  await decider.isAt(apps)
  await decider.sees(words('accounts.custody.masked'))
  expect(await decider.told(words('accounts.custody.field.phone'))).toContain('••• 42')
  await decider.mayNotPress(words('accounts.custody.save'))
  expect(await faultsOf(decider.page)).toEqual([])
})
