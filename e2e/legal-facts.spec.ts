import { dayFromNow } from './days.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test.setTimeout(180_000)

test('a decider confirms what is shipped and states what is not; two at once lose nothing', async ({
  member,
  words,
}) => {
  const decider = await member('decider')
  const owner = await member('owner')
  const { page } = decider
  const subject = (of: 'recipient' | 'contract') => words(`reports.document.legal.${of}`)
  const history = words('legalFacts.history.title')
  await decider.visits(words('frame.navigation.settings'))
  await decider.follows(words('legalFacts.see'))
  await decider.isAt(words('legalFacts.title'))
  await expect(page.getByText('Apple Distribution International Ltd.').first()).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  await page
    .getByRole('link', { name: new RegExp(`^${subject('recipient')}`) })
    .first()
    .click()
  await decider.isAt(subject('recipient'))
  await decider.sees(words('legalFacts.standing.toBeChecked'))
  expect(await faultsOf(page)).toEqual([])
  await decider.presses(words('legalFacts.form.confirm'))
  await decider.sees(words('legalFacts.standing.confirmed'))
  await decider.mayNotPress(words('legalFacts.form.confirm'))
  await decider.seesInRow(history, '1', words('legalFacts.history.deeds.confirmed'), decider.name)

  await decider.opens('/settings/legal-facts/contract')
  await owner.opens('/settings/legal-facts/contract')
  const contract = (visitor: typeof decider) => visitor.page.getByLabel(subject('contract'), { exact: true })
  await decider.fills(subject('contract'), 'Apple Business agreement of 2026')
  await decider.fills(words('legalFacts.form.basis'), 'Contract file 12')
  await decider.presses(words('legalFacts.form.save'))
  await decider.sees(words('legalFacts.form.saved'))
  await decider.seesInRow(history, '1', decider.name, 'Apple Business agreement of 2026')

  await owner.fills(subject('contract'), 'Apple Business agreement of 2025')
  await owner.fills(words('legalFacts.form.basis'), 'Contract file 7')
  await owner.fills(words('legalFacts.form.checkedOn'), dayFromNow(3))
  await owner.presses(words('legalFacts.form.save'))
  await owner.sees(words('refusals.legalFactChangedMeanwhile', { name: decider.name }))
  await owner.sees('Apple Business agreement of 2026')
  await expect(contract(owner)).toHaveValue('Apple Business agreement of 2025')
  expect(await faultsOf(owner.page)).toEqual([])
  await owner.presses(words('legalFacts.form.save'))
  await owner.sees(words('refusals.checkedAhead'))
  await owner.fills(words('legalFacts.form.checkedOn'), dayFromNow(-1))
  await owner.presses(words('legalFacts.form.save'))
  await owner.sees(words('legalFacts.form.saved'))
  await owner.seesInRow(history, '2', owner.name, 'Apple Business agreement of 2025')

  await owner.presses(words('legalFacts.restore.button'))
  await owner.presses(words('legalFacts.restore.confirm'))
  await owner.seesInRow(history, '3', words('legalFacts.history.deeds.restored'), owner.name)
  await owner.visits(words('frame.navigation.audit'))
  await owner.sees(words('audit.kinds.legalFact.restored', { actor: owner.name }))
  await owner.sees(words('audit.kinds.legalFact.confirmed', { actor: decider.name }))
  expect([...decider.complaints, ...owner.complaints]).toEqual([])
})

test('the statutory data protection officer reads them and is told who decides', async ({
  member,
  words,
}) => {
  const officer = await member('privacyOfficer')
  await officer.opens('/settings/legal-facts/transfer.euEea')
  await officer.sees(words('legalFacts.dpoAdvises'))
  await officer.mayNotPress(words('legalFacts.form.confirm'))
  await officer.mayNotPress(words('legalFacts.form.save'))
  expect(await faultsOf(officer.page)).toEqual([])
  await officer.opens('/settings/legal-facts/recipient.ZZ')
  await officer.isAt(words('errors.notFound.title'))
})
