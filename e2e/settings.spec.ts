import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test('an admin chooses how often readings begin, and the readings say when the next one does', async ({
  member,
  words,
}) => {
  const admin = await member('admin')
  const choose = async (hours: number) => {
    await admin.visits(words('frame.navigation.settings'))
    await admin.selects(words('readings.timetable.interval'), words('readings.timetable.every', { hours }))
    await admin.presses(words('readings.timetable.save'))
    await admin.sees(words('readings.timetable.saved'))
    await admin.visits(words('frame.navigation.readings'))
  }
  await choose(0)
  await admin.sees(words('readings.timetable.byHand'))
  await choose(24)
  await admin.sees(words('readings.timetable.next', { day: anything, time: anything }))
  await admin.visits(words('frame.navigation.audit'))
  await admin.sees(words('audit.kinds.organisation.timetableChanged', { actor: admin.name }))
})

test('an owner chooses how long what is gone is kept, knowing what that erases; an admin may not', async ({
  member,
  words,
}) => {
  const owner = await member('owner')
  await owner.visits(words('frame.navigation.settings'))
  await owner.sees(words('readings.retention.erasesNothing'))
  for (const days of [90, 365]) {
    await owner.chooses(words('readings.retention.after', { days }))
    await owner.presses(words('readings.retention.save'))
    await owner.sees(words('readings.retention.saved'))
  }
  await owner.visits(words('frame.navigation.audit'))
  await owner.sees(words('audit.kinds.organisation.retentionChanged', { actor: owner.name }))

  const admin = await member('admin')
  await admin.visits(words('frame.navigation.settings'))
  await admin.sees(words('readings.retention.after', { days: 365 }))
  await admin.mayNotPress(words('readings.retention.save'))
})

test('an owner chooses how long the audit log is kept, and holds the archive for an inquiry', async ({
  member,
  words,
}) => {
  const owner = await member('owner')
  const { page } = owner
  await owner.visits(words('frame.navigation.settings'))
  const form = page.locator('form', { has: page.locator('input[name=years]') })
  for (const months of [6, 12]) {
    await form.getByRole('radio', { name: words('audit.retention.months', { months }) }).check()
    await form.getByRole('button', { name: words('audit.retention.save'), exact: true }).click()
    await owner.sees(words('audit.retention.saved'))
  }
  await page.locator('textarea[name=reason]').fill('Letter of the authority of 1 December')
  await owner.presses(words('audit.hold.place'))
  await owner.sees('Letter of the authority of 1 December')
  await owner.presses(words('audit.hold.lift'))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('audit.hold.lift'), exact: true })
    .click()
  await owner.sees(words('audit.hold.none'))
  await owner.visits(words('frame.navigation.audit'))
  await owner.sees(words('audit.kinds.organisation.logRetentionChanged', { actor: owner.name }))
  await owner.sees(words('audit.kinds.archiveHold.lifted', { actor: owner.name }))
})

/** One green pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQImWOQz/YHAAGGANqcgPMwAAAAAElFTkSuQmCC'

test('an owner puts the organisation’s logo on its reports and takes it off; what is no picture is refused', async ({
  member,
  words,
}) => {
  const owner = await member('owner')
  const { page } = owner
  await owner.visits(words('frame.navigation.settings'))
  await owner.sees(words('organisations.logo.none'))
  const holds = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer })
  await holds('logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await owner.presses(words('organisations.logo.save'))
  await owner.sees(words('refusals.logoSvg'))
  await holds('logo.png', Buffer.from(pixel, 'base64'))
  await owner.presses(words('organisations.logo.save'))
  const picture = page.getByRole('img', { name: words('organisations.logo.alt') })
  await expect(picture).toBeVisible()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  expect(await faultsOf(page)).toEqual([])
  await owner.presses(words('organisations.logo.remove'))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('organisations.logo.remove') })
    .click()
  await owner.sees(words('organisations.logo.none'))
  expect(owner.complaints).toEqual([])
})
