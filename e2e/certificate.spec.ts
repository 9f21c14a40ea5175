import { dayFromNow } from './days.ts'
import { endingOf } from './ending.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(300_000)

const certificate = 'MDM push certificate'
test('the push certificate is ended by people alone, and its case opens again once it is back', async ({
  member,
  words,
  tenant,
}) => {
  const [admin, decider] = [await member('admin'), await member('decider')]
  const { page } = admin
  const dialog = page.getByRole('dialog')
  const ending = endingOf({ words, admin, decider })
  const managed = await tenant.managed()

  await test.step('what it cuts off is seen before it is asked for', async () => {
    await admin.visits(words('frame.navigation.connections'))
    await admin.opensRow(words('connections.title'), certificate)
    await admin.follows(words('connections.end'))
    await admin.presses(words('offboardings.start'))
    await admin.sees(words('offboardings.impact.devicesUnreachable', { devices: managed }))
    await ending.asks()
  })
  const address = new URL(page.url()).pathname.replace(/\/[a-z]+$/, '')
  await decider.opens(address)
  await decider.presses(words('offboardings.approval.approve'))
  await decider.sees(words('offboardings.confirm.answers'))

  await test.step('nobody is asked for write access: there is no call that ends it', async () => {
    await admin.opens(address)
    await admin.sees(words('offboardings.confirm.order'))
    await admin.selects(
      words('offboardings.confirm.grace'),
      words('offboardings.confirm.graceHours', { hours: 0 }),
    )
    await admin.types(certificate, words.markup('offboardings.confirm.type', { name: () => certificate }))
    await admin.presses(words('offboardings.confirm.confirm'))
  })

  await test.step('devices are left behind only by typing how many', async () => {
    const leaves = words('offboardings.remainder.label', { kind: 'retireAllDevices' })
    const says = async (count: number) => {
      await dialog
        .getByLabel(words('offboardings.remainder.count', { count: managed }), { exact: true })
        .fill(String(count))
      await dialog.getByRole('button', { name: words('offboardings.remainder.confirm') }).click()
    }
    await admin.presses(leaves)
    await dialog.getByLabel(words('offboardings.remainder.why'), { exact: true }).fill('They are sold.')
    await says(managed - 1)
    await expect(dialog.getByRole('alert')).toContainText(words('refusals.countDiffers', { count: managed }))
    await says(managed)
    await expect(dialog).toBeHidden()
  })

  await test.step('it is deleted in the portal, which is checked, and revoked at Apple, which is stated', async () => {
    const task = page.getByRole('strong').getByText(words('offboardings.tasks.deleteCertificate.name'))
    await expect(task).toBeVisible({ timeout: 60_000 })
    await admin.sees(words('refusals.certificateStillThere'))
    await tenant.losesPushCertificate()
    await admin.presses(words('offboardings.run.check'))
    await page.getByRole('button', { name: words('offboardings.stated.label'), exact: true }).click()
    await admin.fills(words('offboardings.stated.how'), 'Revoked by Jonas, with the account that made it.')
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'portal.txt', mimeType: '', buffer: Buffer.from('The row is gone.') })
    await admin.presses(words('offboardings.stated.confirm'))
    await admin.sees(words('offboardings.account.flagged.title'))
    await admin.sees(words('accounts.flags.notInDirectory.name'))
    await admin.sees('portal.txt')
    expect(await faultsOf(page)).toEqual([])
  })

  await test.step('the account is a person’s own, and lives on by a decider’s word', async () => {
    await decider.opens(`${address}/account`)
    await decider.chooses(words('offboardings.account.keep.own'))
    await decider.fills(words('offboardings.account.keep.why'), 'Mette signed that it holds nothing of ours.')
    await decider.fills(words('offboardings.account.keep.usedBy'), 'Mette')
    await decider.fills(words('offboardings.account.keep.review'), dayFromNow(90))
    await decider.presses(words('offboardings.account.keep.confirm'))
    await decider.sees(words('offboardings.done.verdict.accountKept'))
  })

  await test.step('once it is back the case is open again, and another one can end it', async () => {
    await tenant.resets()
    await admin.visits(words('frame.navigation.overview'))
    await admin.presses(words('readings.readNow'))
    await admin.isMarked(words('readings.states.finished'))
    await admin.visits(words('frame.navigation.overview'))
    await admin.sees(words('offboardings.waiting.reopened'))
    await admin.opens(address)
    await admin.sees(words('offboardings.reopened.title'))
    expect(await faultsOf(page)).toEqual([])
    await admin.presses(words('offboardings.reopened.endAgain'))
    // With the certificate came back what others had retired.
    await admin.sees(words('offboardings.impact.devicesUnreachable', { devices: await tenant.managed() }))
    await admin.presses(words('offboardings.cancel.label'))
    await admin.presses(words('offboardings.cancel.confirm'))
    await admin.isMarked(words('offboardings.states.cancelled'))
  })
  expect(admin.complaints).toEqual([])
})
