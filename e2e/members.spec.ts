import { generateSync } from 'otplib'
import { demonstrationOf } from './demonstration.ts'
import { expect, type Member, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { type Visitor, visitorOf } from './visitor.ts'
import type { Words } from './words.ts'

test.setTimeout(120_000)

const [firstPassword, secondPassword, thirdPassword] = [
  'a few unrelated words',
  'some other unrelated words',
  'words that nobody has said yet',
]

const chooses = async (somebody: Visitor, words: Words, password: string) => {
  await somebody.fills(words('access.newPassword.password'), password)
  await somebody.fills(words('access.newPassword.repeated'), password)
}
const linkShownTo = (owner: Member, words: Words) =>
  owner.page.getByLabel(words('members.invite.link'), { exact: true }).inputValue()

/** Whoever is signed out is led to the door at the next step. */
const isSignedOut = async (somebody: Visitor, words: Words) => {
  await somebody.opens('/')
  await somebody.isAt(words('access.signIn.title'))
}

test('an owner lets somebody in, gives them another role and another password, and ends their access; each time it holds at once', async ({
  member,
  browser,
  visitor: newcomer,
  words,
  language,
}) => {
  const owner = await member('owner')
  const name = 'Ingrid Newcomer'
  const login = `ingrid.${language}@lindegaard.example`
  await owner.visits(words('frame.navigation.members'))
  await owner.chooses(words('roles.admin.name'))
  await owner.presses(words('members.invite.submit'))
  await owner.sees(words('members.invite.link'))
  await newcomer.opens(await linkShownTo(owner, words))
  await newcomer.fills(words('access.welcome.name'), name)
  await newcomer.fills(words('access.welcome.login'), login)
  await chooses(newcomer, words, 'Password1234')
  await newcomer.presses(words('access.welcome.submit'))
  await newcomer.sees(words('refusals.passwordEasy'))
  await chooses(newcomer, words, firstPassword)
  await newcomer.presses(words('access.welcome.submit'))
  await newcomer.isAt(words('overview.title'))

  await owner.opens('/members')
  await owner.opensRow(words('members.table'), name)
  await owner.isAt(name)
  await owner.chooses(words('roles.auditor.name'))
  await owner.presses(words('members.access.submit'))
  await owner.sees(words('refusals.auditorNeedsEnd'))
  await owner.fills(words('members.invite.lastDay'), '2099-12-31')
  await owner.presses(words('members.access.submit'))
  await owner.sees(words('members.access.done'))
  await isSignedOut(newcomer, words)

  await newcomer.signsIn({ login, password: firstPassword })
  await newcomer.isAt(words('overview.title'))
  await newcomer.mayNotPress(words('readings.readNow'))
  await newcomer.opens('/your-sign-in')
  await newcomer.fills(words('yourSignIn.password.current'), firstPassword)
  await chooses(newcomer, words, secondPassword)
  await newcomer.presses(words('yourSignIn.password.submit'))
  await newcomer.sees(words('yourSignIn.password.done'))

  const elsewhere = visitorOf(
    await (await browser.newContext({ baseURL: demonstrationOf(language).url() })).newPage(),
    words,
  )
  await elsewhere.opens('/sign-in')
  await elsewhere.signsIn({ login, password: secondPassword })
  await elsewhere.isAt(words('overview.title'))
  await newcomer.opens('/your-sign-in')
  await newcomer.presses(words('yourSignIn.sessions.end.label'))
  await newcomer.presses(words('yourSignIn.sessions.end.confirm'))
  await newcomer.mayNotPress(words('yourSignIn.sessions.end.label'))
  await isSignedOut(elsewhere, words)
  await elsewhere.page.context().close()

  await owner.presses(words('members.reset.submit'))
  await owner.sees(words('members.invite.link'))
  await newcomer.opens(await linkShownTo(owner, words))
  await newcomer.isAt(words('access.reset.title'))
  await chooses(newcomer, words, thirdPassword)
  await newcomer.presses(words('access.reset.submit'))
  await newcomer.isAt(words('overview.title'))

  await owner.presses(words('members.end.label'))
  await owner.presses(words('members.end.confirm'))
  await owner.mayNotPress(words('members.end.label'))
  await isSignedOut(newcomer, words)
  await owner.visits(words('frame.navigation.audit'))
  await owner.sees(words('audit.kinds.member.accessChanged', { actor: owner.name }))
  expect([...owner.complaints, ...newcomer.complaints]).toEqual([])
})

test('an owner takes back a link that nobody has used', async ({ member, visitor, words }) => {
  const owner = await member('owner')
  await owner.visits(words('frame.navigation.members'))
  await owner.chooses(words('roles.decider.name'))
  await owner.presses(words('members.invite.submit'))
  const link = await linkShownTo(owner, words)
  await owner.opens('/members')
  await owner.presses(words('members.withdraw.label'))
  await owner.presses(words('members.withdraw.confirm'))
  await owner.mayNotPress(words('members.withdraw.label'))
  await visitor.opens(link)
  await visitor.isAt(words('access.welcome.unusableTitle'))
})

test('a member sets up a second factor, is asked for its code at the door, and opens it with a recovery code once', async ({
  member,
  visitor: newcomer,
  words,
  language,
}) => {
  const owner = await member('owner')
  const login = `nils.${language}@lindegaard.example`
  await owner.visits(words('frame.navigation.members'))
  await owner.chooses(words('roles.admin.name'))
  await owner.presses(words('members.invite.submit'))
  await newcomer.opens(await linkShownTo(owner, words))
  await newcomer.fills(words('access.welcome.name'), 'Nils Newcomer')
  await newcomer.fills(words('access.welcome.login'), login)
  await chooses(newcomer, words, firstPassword)
  await newcomer.presses(words('access.welcome.submit'))
  await newcomer.isAt(words('overview.title'))

  await demonstrationOf(language).signedInLongAgo(login)
  await newcomer.opens('/your-sign-in')
  await newcomer.presses(words('yourSignIn.factor.begin'))
  await newcomer.sees(words('refusals.signInAgain', { minutes: 15 }))
  await newcomer.fills(words('access.again.password'), firstPassword)
  await newcomer.presses(words('yourSignIn.factor.begin'))
  const shown = (label: string) => newcomer.page.getByLabel(label, { exact: true }).inputValue()
  const secret = await shown(words('yourSignIn.factor.secret'))
  const codeIn = (halfMinutes: number) =>
    generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + halfMinutes * 30 })
  expect(await faultsOf(newcomer.page)).toEqual([])
  await newcomer.fills(words('yourSignIn.factor.code'), codeIn(7))
  await newcomer.presses(words('yourSignIn.factor.confirm'))
  await newcomer.sees(words('refusals.wrongCode'))
  await newcomer.fills(words('yourSignIn.factor.code'), codeIn(0))
  await newcomer.presses(words('yourSignIn.factor.confirm'))
  await newcomer.sees(words('yourSignIn.factor.added'))
  const [recovery = ''] = (await shown(words('yourSignIn.factor.recovery'))).split('\n')

  const signOut = () =>
    newcomer.picks(words('frame.member.label', { name: 'Nils Newcomer' }), words('frame.member.signOut'))
  for (const code of [codeIn(1), recovery]) {
    await signOut()
    await newcomer.isAt(words('access.signIn.title'))
    await newcomer.signsIn({ login, password: firstPassword })
    await newcomer.sees(words('refusals.codeNeeded'))
    await newcomer.fills(words('access.factor.code'), code)
    await newcomer.presses(words('access.signIn.submit'))
    await newcomer.isAt(words('overview.title'))
  }
  await signOut()
  await newcomer.isAt(words('access.signIn.title'))
  await newcomer.signsIn({ login, password: firstPassword })
  await newcomer.fills(words('access.factor.code'), recovery)
  await newcomer.presses(words('access.signIn.submit'))
  await newcomer.sees(words('access.factor.wrong'))

  await owner.opens('/members')
  await owner.opensRow(words('members.table'), 'Nils Newcomer')
  await owner.isAt('Nils Newcomer')
  await owner.presses(words('members.factor.label'))
  await owner.page
    .getByRole('dialog')
    .getByRole('button', { name: words('members.factor.label') })
    .click()
  await owner.mayNotPress(words('members.factor.label'))
  await newcomer.opens('/sign-in')
  await newcomer.signsIn({ login, password: firstPassword })
  await newcomer.isAt(words('overview.title'))
})
