import type { Page } from '@playwright/test'
import { groupIds } from '#sandbox/openid/people.ts'
import { demonstrationOf } from './demonstration.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { type Visitor, visitorOf } from './visitor.ts'
import type { Words } from './words.ts'

test.setTimeout(120_000)

const provider = 'Microsoft Entra ID'

/** At the provider's page, which stands in for Microsoft's. */
const picksAccount = (page: Page, name: string) => page.getByRole('button', { name }).click()

const arrives = async (somebody: Visitor, words: Words, name: string) => {
  await somebody.opens('/sign-in')
  await somebody.presses(words('access.elsewhere.signIn', { provider }))
  await picksAccount(somebody.page, name)
}

const signsOut = async (somebody: Visitor, words: Words, name: string) => {
  await somebody.picks(words('frame.member.label', { name }), words('frame.member.signOut'))
  await somebody.isAt(words('access.signIn.title'))
}

test('who signs in with Entra is a stranger until a group of theirs is mapped; the role follows the group, and the provider proves them again', async ({
  member,
  visitor: freja,
  words,
  language,
  tenant,
}) => {
  const name = 'Freja Toft'
  const upn = 'freja.toft@lindegaard.example'
  await tenant.says({ upn, groups: [groupIds.deviceTeam] })
  await arrives(freja, words, name)
  await freja.isAt(words('access.outside.title'))
  await freja.sees(words('refusals.notAMember', { provider }))
  expect(await faultsOf(freja.page)).toEqual([])

  const owner = await member('owner')
  await owner.opens('/settings')
  await owner.page.locator('a[href="/settings/role-mappings"]').click()
  await owner.isAt(words('roleMappings.title'))
  await owner.fills(words('roleMappings.form.value'), groupIds.deviceTeam)
  await owner.chooses(words('roles.admin.name'))
  await owner.presses(words('roleMappings.form.submit'))
  await owner.seesInRow(words('roleMappings.table'), groupIds.deviceTeam, words('roles.admin.name'))
  await owner.fills(words('roleMappings.form.value'), groupIds.dataProtection)
  await owner.chooses(words('roles.privacyOfficer.name'))
  await owner.presses(words('roleMappings.form.submit'))
  await owner.seesInRow(
    words('roleMappings.table'),
    groupIds.dataProtection,
    words('roles.privacyOfficer.name'),
  )
  expect(await faultsOf(owner.page)).toEqual([])

  // Who has signed in at the provider is not asked again.
  await freja.opens('/sign-in?next=%2Fyour-sign-in')
  await freja.presses(words('access.elsewhere.signIn', { provider }))
  await freja.isAt(words('yourSignIn.title'))
  await freja.sees(words('yourSignIn.elsewhere.note', { provider }))
  await freja.mayNotPress(words('yourSignIn.password.submit'))
  await freja.mayNotPress(words('yourSignIn.factor.begin'))
  await freja.opens('/')
  await expect(freja.page.getByRole('button', { name: words('readings.readNow') })).toBeVisible()

  await demonstrationOf(language).signedInLongAgo(upn)
  await freja.opens('/inventory/dep/serial_number')
  const dialog = freja.page.getByRole('dialog')
  const reveals = async () => {
    await freja.presses(words('inventory.example.reveal'))
    await dialog.getByLabel(words('inventory.example.why'), { exact: true }).fill('Access request 2026-114')
    await dialog.getByRole('button', { name: words('inventory.example.confirm') }).click()
  }
  await reveals()
  await expect(dialog.getByRole('alert')).toContainText(
    words('refusals.signInAgainElsewhere', { minutes: 15 }),
  )
  await dialog.getByRole('link', { name: words('access.again.elsewhere') }).click()
  await freja.isAt(words('access.again.title'))
  expect(await faultsOf(freja.page)).toEqual([])
  await freja.presses(words('access.elsewhere.signIn', { provider }))
  await picksAccount(freja.page, name)
  await freja.page.waitForURL('/inventory/dep/serial_number')
  await reveals()
  await freja.sees(words('inventory.example.shown'))

  await tenant.says({ upn, groups: [groupIds.dataProtection] })
  await signsOut(freja, words, name)
  await freja.presses(words('access.elsewhere.signIn', { provider }))
  await freja.isAt(words('overview.title'))
  await owner.opens('/members')
  await owner.seesInRow(words('members.table'), name, words('roles.privacyOfficer.name'))

  await tenant.says({ upn, isInTooMany: true })
  await signsOut(freja, words, name)
  await freja.presses(words('access.elsewhere.signIn', { provider }))
  await freja.isAt(words('overview.title'))

  await tenant.says({ upn, groups: [], isInTooMany: false })
  await signsOut(freja, words, name)
  await freja.presses(words('access.elsewhere.signIn', { provider }))
  await freja.isAt(words('access.outside.title'))
  await owner.opens('/audit')
  await owner.sees(words('audit.kinds.member.roleUnmapped', { actor: name }))
  await owner.sees(words('audit.kinds.member.groupsUnreadable', { actor: name }))

  for (const group of [groupIds.deviceTeam, groupIds.dataProtection]) {
    await owner.opens('/settings/role-mappings')
    await owner.page
      .getByRole('row')
      .filter({ hasText: group })
      .getByRole('button', { name: words('roleMappings.remove.label') })
      .click()
    await owner.presses(words('roleMappings.remove.confirm'))
    await expect(owner.page.getByRole('row').filter({ hasText: group })).toHaveCount(0)
  }
  expect([...owner.complaints, ...freja.complaints]).toEqual([])
})

test('an invited person joins with Entra instead of a password, and nobody else can show that it is them', async ({
  member,
  browser,
  visitor: viggo,
  words,
  language,
}) => {
  const owner = await member('owner')
  await owner.opens('/members')
  await owner.chooses(words('roles.decider.name'))
  await owner.presses(words('members.invite.submit'))
  await owner.sees(words('members.invite.link'))
  const link = await owner.page.getByLabel(words('members.invite.link'), { exact: true }).inputValue()
  await viggo.opens(link)
  expect(await faultsOf(viggo.page)).toEqual([])
  await viggo.presses(words('access.elsewhere.join', { provider }))
  await picksAccount(viggo.page, 'Viggo Ravn')
  await viggo.isAt(words('overview.title'))
  await owner.opens('/members')
  await owner.seesInRow(words('members.table'), 'Viggo Ravn', words('roles.decider.name'))
  await owner.opensRow(words('members.table'), 'Viggo Ravn')
  await owner.isAt('Viggo Ravn')
  await owner.mayNotPress(words('members.reset.submit'))

  const context = await browser.newContext({ baseURL: demonstrationOf(language).url() })
  const late = visitorOf(await context.newPage(), words)
  await late.opens(link)
  await late.isAt(words('access.welcome.unusableTitle'))
  await context.close()

  await viggo.opens('/sign-in/again?next=%2Fmembers')
  await viggo.presses(words('access.elsewhere.signIn', { provider }))
  await picksAccount(viggo.page, 'Nanna Hede')
  await viggo.sees(words('refusals.anotherPerson', { name: 'Viggo Ravn', provider }))
  await viggo.follows(words('access.again.back'))
  await viggo.isAt(words('members.title'))
})
