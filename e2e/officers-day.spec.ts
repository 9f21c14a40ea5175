import { readFile } from 'node:fs/promises'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(240_000)

const reworded = { en: 'Managed AppleId UPN', fr: 'UPN de l’identifiant Apple géré' } as const

// A privacy officer's working day: each step begins where the one before it ended.
test('an officer finds a field, reviews it, looks at a value, compares, looks somebody up and files what is seen', async ({
  member,
  tenant,
  words,
  language,
}) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  const seeks = async (text: string) => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: words('search.label') })).toBeFocused()
    await page.keyboard.type(text)
    await expect(page.getByRole('dialog').getByRole('option').first()).toHaveAttribute(
      'aria-selected',
      'true',
    )
  }
  const main = page.getByRole('main')

  await test.step('find: the overview says what waits, and a few letters lead to a field', async () => {
    await officer.sees(words('reviews.waiting.none'))
    await seeks('serialNumber')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/inventory\/vpp\/serial_number/)
    await officer.sees(words('reviews.section.note.none'))
    await officer.sees(words('inventory.words.title'))
  })

  await test.step('review: propose on what basis it is shared', async () => {
    await officer.follows(words('reviews.propose.first'))
    await officer.isAt(words('reviews.propose.title'))
    await officer.presses(words('reviews.propose.send', { count: 1 }))
    await expect(page.getByRole('alert').first()).toContainText(/serial/i)
    await officer.selects(words('reviews.column.basis'), words('reviews.basisLong.contract'))
    await officer.selects(words('reviews.column.necessity'), words('reviews.necessity.necessary'))
    await officer.fills(words('reviews.column.dpia'), 'https://dpia.lindegaard.example/intune')
    await officer.presses(words('reviews.propose.send', { count: 1 }))
    await page.waitForURL(/\/inventory\/vpp\/serial_number/)
    await officer.sees(words('reviews.section.note.proposed'))
    await expect(main.getByRole('link', { name: 'https://dpia.lindegaard.example/intune' })).toBeVisible()
  })

  await test.step('reveal: a real value, for a reason that stays on record, after the password once more', async () => {
    await officer.signedInLongAgo()
    await officer.presses(words('inventory.example.reveal'))
    const dialog = page.getByRole('dialog')
    const why = dialog.getByLabel(words('inventory.example.why'), { exact: true })
    const confirms = () => dialog.getByRole('button', { name: words('inventory.example.confirm') }).click()
    await why.fill('To describe it in the record')
    await confirms()
    await expect(dialog.getByRole('alert')).toContainText(words('refusals.signInAgain', { minutes: 15 }))
    const password = dialog.getByLabel(words('access.again.password'), { exact: true })
    await expect(password).toBeFocused()
    await password.fill('not the password')
    await confirms()
    await expect(dialog.getByRole('alert')).toContainText(words('refusals.wrongPassword'))
    await password.fill(officer.password)
    await expect(why).toHaveValue('To describe it in the record')
    await confirms()
    await officer.sees(words('inventory.example.shown'))
  })

  await test.step('compare: what the newest reading says otherwise than the one before', async () => {
    await tenant.gainsDevices(2)
    await officer.visits(words('frame.navigation.overview'))
    await officer.presses(words('readings.readNow'))
    await officer.isMarked(words('readings.states.finished'))
    await officer.follows(words('readings.difference.see'))
    await officer.sees(words('readings.difference.sharesTitle'))
    await officer.visits(words('frame.navigation.catalogue'))
    await officer.seesInRow(words('catalogue.page.differences'), reworded[language], 'Apple School Manager')
    expect(await faultsOf(page)).toEqual([])
  })

  await test.step('look somebody up: what of them goes to Apple, field by field', async () => {
    await officer.visits(words('frame.navigation.people'))
    await officer.isAt(words('people.title'))
    const name = ((await main.getByRole('rowheader').first().textContent()) ?? '').trim()
    await officer.visits(words('frame.navigation.overview'))
    await officer.isAt(words('overview.title'))
    await seeks(name)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/people\/[0-9a-f-]{36}/)
    await expect(main.getByRole('heading', { level: 1 })).toContainText(name)
    expect(await faultsOf(page)).toEqual([])
  })

  await test.step('file: what is seen leaves as a table, and that is on record', async () => {
    await officer.visits(words('frame.navigation.inventory'))
    await officer.selects(words('inventory.column.review'), words('reviews.states.proposed'))
    await officer.presses(words('inventory.search.show'))
    await page.waitForURL(/review=proposed/)
    await expect(
      main.getByRole('table', { name: words('inventory.fieldsTitle') }).getByRole('rowheader'),
    ).toHaveCount(1)
    const file = JSON.parse(await readFile(await officer.downloads(words('inventory.export.json')), 'utf8'))
    expect(file.rows).toHaveLength(1)
    await officer.visits(words('frame.navigation.audit'))
    await officer.sees(words('audit.kinds.inventory.exported', { actor: officer.name }))
    await officer.sees(words('audit.kinds.value.revealed', { actor: officer.name }))
  })

  await test.step('and what was only tried is taken back', async () => {
    await officer.opens('/reviews/decide?field=vpp/serial_number')
    await officer.presses(words('reviews.withdraw.withdraw', { count: 1 }))
    await officer.sees(words('reviews.section.note.none'))
  })
  expect(officer.complaints).toEqual([])
})
