import type { Member } from './pomona.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import type { Words } from './words.ts'

test.setTimeout(120_000)

const ticks = (visitor: Member, words: Words, field: string, service: 'apns' | 'dep' | 'asm' | 'vpp') =>
  visitor.page
    .getByRole('checkbox', {
      name: words('reviews.pick.one', { field, service: words(`services.${service}.short`) }),
      exact: true,
    })
    .check()

const proposes = async (officer: Member, words: Words, retention: string, count = 1) => {
  await officer.selects(words('reviews.column.basis'), words('reviews.basisLong.legitimateInterests'))
  await officer.fills(words('reviews.column.retention'), retention)
  await officer.selects(words('reviews.column.necessity'), words('reviews.necessity.necessary'))
  await officer.presses(words('reviews.propose.send', { count }))
}

test('an officer proposes for several fields at once, a decider adopts, and the inventory says so', async ({
  member,
  words,
}) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  await officer.visits(words('frame.navigation.inventory'))
  await ticks(officer, words, 'org_name', 'dep')
  await ticks(officer, words, 'org_phone', 'dep')
  await officer.presses(words('reviews.propose.begin'))
  await officer.isAt(words('reviews.propose.title'))
  await officer.sees(words('reviews.propose.many'))
  expect(await faultsOf(page)).toEqual([])
  const retention = words('reviews.notSaid')
  await proposes(officer, words, retention, 2)
  await page.waitForURL(/reviews\?state=proposed/)
  await officer.seesInRow(words('reviews.title'), 'org_phone', words('reviews.basis.legitimateInterests'))
  expect(await faultsOf(page)).toEqual([])

  // What one proposed oneself is for somebody else to decide.
  for (const field of ['org_name', 'org_phone']) await ticks(officer, words, field, 'dep')
  await officer.presses(words('reviews.advise.open'))
  await officer.sees(words('reviews.withdraw.title', { count: 2 }))
  await officer.mayNotPress(words('reviews.decide.adopt', { count: 2 }))

  const decider = await member('decider')
  await decider.sees(words('reviews.waiting.proposed'))
  await decider.visits(words('frame.navigation.reviews'))
  await decider.isAt(words('reviews.title'))
  await decider.page.getByRole('checkbox', { name: words('reviews.pick.all') }).check()
  await decider.presses(words('reviews.decide.open'))
  await decider.isAt(words('reviews.decide.title'))
  expect(await faultsOf(decider.page)).toEqual([])
  await decider.presses(words('reviews.decide.adopt', { count: 2 }))
  await decider.sees(words('reviews.empty.proposed.title'))

  await page.goto('/inventory?review=adopted&columns=field,basis,retention,review')
  const fields = page.getByRole('table', { name: words('inventory.fieldsTitle'), exact: true })
  await expect(fields.getByRole('rowheader')).toHaveCount(2)
  await expect(fields.getByRole('row').nth(1)).toContainText(words('reviews.basis.legitimateInterests'))
  await officer.opensRow(words('inventory.fieldsTitle'), 'org_phone')
  await officer.sees(words('reviews.section.note.adopted'))
  expect(await faultsOf(page)).toEqual([])

  // Of a past day the list says what stood then, and offers nothing to do.
  await page.goto('/reviews?state=inForce&asOf=2026-01-01')
  await officer.sees(words('reviews.empty.inForce.title'))
  await officer.mayNotPress(words('reviews.propose.begin'))
  expect([...officer.complaints, ...decider.complaints]).toEqual([])
})

test('the second of two editors is told, and nothing of either is lost', async ({ member, words }) => {
  const first = await member('privacyOfficer')
  const second = await member('privacyOfficer')
  const path = '/reviews/new?field=vpp/serial_number'
  await first.opens(path)
  await second.opens(path)
  await first.fills(words('reviews.column.retention'), 'First')
  await second.fills(words('reviews.column.basisNote'), 'What the second says of it')
  await proposes(second, words, 'Second')
  await second.page.waitForURL(/inventory\/vpp\/serial_number/)

  await proposes(first, words, 'First')
  const alert = first.page.getByRole('alert').filter({ hasText: second.name })
  await expect(alert).toBeVisible()
  await expect(first.page.getByLabel(words('reviews.column.retention'), { exact: true })).toHaveValue('First')
  await first.sees('Second')
  // What the first left empty is not filled with the words of the second.
  await expect(first.page.getByLabel(words('reviews.column.basisNote'), { exact: true })).toHaveValue('')
  expect(await faultsOf(first.page)).toEqual([])

  await first.presses(words('reviews.propose.send', { count: 1 }))
  await first.page.waitForURL(/inventory\/vpp\/serial_number/)
  await first.sees(words('reviews.section.note.proposed'))
  await first.follows(words('reviews.advise.open'))
  await first.presses(words('reviews.withdraw.withdraw', { count: 1 }))
  await first.sees(words('reviews.section.note.none'))
})

test('the second of two deciders is told who decided, and keeps what was written', async ({
  member,
  words,
}) => {
  const officer = await member('privacyOfficer')
  await officer.opens('/reviews/new?field=dep/model')
  await proposes(officer, words, 'One year')
  await officer.page.waitForURL(/inventory\/dep\/model/)
  const [first, second] = [await member('decider'), await member('decider')]
  for (const decider of [first, second]) await decider.opens('/reviews/decide?field=dep/model')
  await second.fills(words('reviews.decide.note'), 'Not for that long')
  await first.presses(words('reviews.decide.adopt', { count: 1 }))
  await first.page.waitForURL(/inventory\/dep\/model/)

  await second.presses(words('reviews.decide.decline'))
  await expect(second.page.getByRole('alert').filter({ hasText: first.name })).toBeVisible()
  await expect(second.page.getByLabel(words('reviews.decide.note'), { exact: true })).toHaveValue(
    'Not for that long',
  )
})

test('a veiled value is shown to whoever says why, and that is on record', async ({ member, words }) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  await officer.opens('/inventory/dep/serial_number')
  const value = page.getByRole('region', { name: words('inventory.example.heading') }).locator('code')
  await expect(value).toContainText('•')
  await officer.presses(words('inventory.example.reveal'))
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words('inventory.example.why'), { exact: true }).fill('Audit')
  await dialog.getByRole('button', { name: words('inventory.example.confirm') }).click()
  await expect(dialog).toContainText(words('fields.tooShort', { minimum: 10 }))
  const why = 'Access request 2026-114'
  await dialog.getByLabel(words('inventory.example.why'), { exact: true }).fill(why)
  await dialog.getByRole('button', { name: words('inventory.example.confirm') }).click()
  await expect(value).not.toContainText('•')
  await page.reload()
  await expect(value).toContainText('•')
  expect(officer.complaints).toEqual([])

  const auditor = await member('auditor')
  await auditor.opens('/inventory/dep/serial_number')
  await auditor.mayNotPress(words('inventory.example.reveal'))
  await auditor.visits(words('frame.navigation.audit'))
  await auditor.sees(words('audit.kinds.value.revealed', { actor: officer.name }))
  await auditor.sees(why)
})
