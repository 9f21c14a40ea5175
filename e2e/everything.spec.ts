import { dayFromNow } from './days.ts'
import { endingOf } from './ending.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(600_000)

test('everything that is left is ended, the push certificate last, and each account by a word', async ({
  member,
  words,
  tenant,
}) => {
  const [admin, decider] = [await member('admin'), await member('decider')]
  const { page } = admin
  const main = page.getByRole('main')
  const dialog = page.getByRole('dialog')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  /** Until its answer is drawn a button says that it is on its way, and is not found by its name. */
  const answered = (deed: () => Promise<unknown>, to = page) =>
    Promise.all([to.waitForResponse((answer) => answer.request().method() === 'POST'), deed()])
  const ending = endingOf({ words, admin, decider })

  await test.step('all that belongs together is chosen at once', async () => {
    await admin.visits(words('frame.navigation.offboardings'))
    await admin.follows(words('offboardings.start'))
    await admin.selects(words('offboardings.scope.group'), 'everything:')
    await admin.presses(words('offboardings.scope.startTogether'))
    await expect(
      main.getByRole('row').filter({ hasText: words('connections.kinds.pushCertificate') }),
    ).toHaveCount(1)
    expect(await faultsOf(page)).toEqual([])
  })

  await test.step('a dry run names what would be called, and calls nothing', async () => {
    await admin.presses(words('offboardings.rehearsal.ask'))
    await admin.sees(words('offboardings.rehearsal.again'))
    await admin.sees(words('refusals.certificateStillThere'))
    expect(await faultsOf(page)).toEqual([])
  })

  await ending.asks()
  const address = new URL(page.url()).pathname.replace(/\/[a-z]+$/, '')
  await decider.opens(address)
  await ending.approves()
  await admin.opens(address)
  await ending.entersAccess()
  expect(await faultsOf(page)).toEqual([])
  const asked = ((await page.locator('form label strong').textContent()) ?? '').trim()
  await admin.selects(
    words('offboardings.confirm.grace'),
    words('offboardings.confirm.graceHours', { hours: 0 }),
  )
  await page.getByRole('textbox', { name: asked }).pressSequentially(asked)
  await admin.signedInLongAgo()
  await admin.presses(words('offboardings.confirm.confirm'))
  await admin.sees(words('refusals.signInAgain', { minutes: 15 }))
  await admin.fills(words('access.again.password'), admin.password)
  await admin.presses(words('offboardings.confirm.confirm'))

  await test.step('people do at Apple and in Intune what only they can', async () => {
    await tenant.retiresAllDevices()
    await tenant.unassignsAllAtApple()
    // Whoever states the last step is led on.
    const accounts = page.getByRole('table', { name: words('offboardings.account.all') })
    const remainder = button(words('offboardings.remainder.label', { kind: 'awaitRevocation' })).first()
    const stated = button(words('offboardings.stated.label'))
    const check = button(words('offboardings.run.check')).first()
    const certificate = page.getByRole('strong').getByText(words('offboardings.tasks.deleteCertificate.name'))
    // Microsoft asks for pauses now and then, which a case waits out by itself.
    for (let turns = 0; turns < 20; turns += 1) {
      await expect(accounts.or(remainder).or(stated).or(check).first()).toBeVisible({ timeout: 180_000 })
      if (await accounts.isVisible()) break
      if (await remainder.isVisible()) {
        await remainder.click()
        await dialog.getByLabel(words('offboardings.remainder.why')).fill('The token has expired.')
        await answered(() =>
          dialog.getByRole('button', { name: words('offboardings.remainder.confirm') }).click(),
        )
        await expect(dialog).toBeHidden()
      } else if (await stated.isVisible()) {
        expect(await faultsOf(page)).toEqual([])
        await stated.click()
        await admin.fills(
          words('offboardings.stated.how'),
          'Revoked by Jonas, with the account that made it.',
        )
        await answered(() => admin.presses(words('offboardings.stated.confirm')))
        await expect(dialog).toBeHidden()
      } else {
        if (await certificate.isVisible()) await tenant.losesPushCertificate()
        await answered(() => check.click())
      }
    }
  })

  await test.step('one account is somebody’s own and lives on', async () => {
    await decider.opens(`${address}/account`)
    await decider.chooses(words('offboardings.account.keep.own'))
    await decider.fills(
      words('offboardings.account.keep.why'),
      'Its owner signed that it holds nothing of ours.',
    )
    await decider.fills(words('offboardings.account.keep.usedBy'), 'Its owner')
    await decider.fills(words('offboardings.account.keep.review'), dayFromNow(90))
    // The words are there before as well, where it says how such a case ends.
    await answered(() => decider.presses(words('offboardings.account.keep.confirm')), decider.page)
    await decider.sees(words('states.accountKept'))
  })

  await test.step('the others are asked for at Apple, and stated to be deleted', async () => {
    await admin.opens(`${address}/account`)
    expect(await faultsOf(page)).toEqual([])
    await admin.fills(words('offboardings.account.request.on'), dayFromNow(0))
    await admin.fills(words('offboardings.account.request.how'), 'Asked for by Jonas.')
    const shown = page.getByRole('table', { name: words('offboardings.account.all') }).getByRole('strong')
    const asked = (await shown.textContent()) ?? ''
    await admin.presses(words('offboardings.account.request.confirm', { appleId: asked }))
    await admin.sees(words('offboardings.account.request.requested'))
    const verdict = page.getByText(words('offboardings.done.verdict.stopped')).first()
    const seen = page
      .getByRole('group', { name: words('offboardings.account.state.last') })
      .getByRole('checkbox')
    for (let turns = 0; turns < 6 && !(await verdict.isVisible()); turns += 1) {
      await admin.fills(words('offboardings.account.state.on'), dayFromNow(0))
      await admin.fills(words('offboardings.account.state.how'), 'Apple’s confirmation came.')
      await seen.check()
      const appleId = (await shown.textContent()) ?? ''
      const confirm = words('offboardings.account.state.confirm', { appleId })
      await answered(() => admin.presses(confirm))
      await expect(shown.filter({ hasText: appleId })).toHaveCount(0)
      await expect(seen.or(verdict)).toBeVisible()
    }
    await admin.sees(words('offboardings.done.verdict.stopped'))
    await admin.sees(words('offboardings.done.verdict.accountKept'))
    expect(await faultsOf(page)).toEqual([])
  })

  await test.step('it is looked for again, and certified', async () => {
    await admin.presses(words('offboardings.recheck.now'))
    await admin.sees(words('offboardings.recheck.founds.gone'))
    await admin.presses(words('reports.compose.label'))
    await admin.isAt(words('reports.kinds.cessation'))
    await admin.isMarked(words('reports.states.ready'))
  })
  expect(admin.complaints).toEqual([])
})
