import { readFile } from 'node:fs/promises'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test('a person asks what is shared about them, and is answered with an extract that can be verified', async ({
  member,
  visitor,
  words,
}) => {
  const officer = await member('privacyOfficer')
  const { page } = officer
  const main = page.getByRole('main')
  await officer.visits(words('frame.navigation.people'))
  await officer.isAt(words('people.title'))
  await main.getByRole('rowheader').first().getByRole('link').click()
  await officer.follows(words('accessRequests.recordFor'))
  await officer.isAt(words('accessRequests.recordLabel'))
  const about = main.getByLabel(words('accessRequests.field.about'), { exact: true })
  await expect(about).not.toHaveValue('')
  await officer.presses(words('accessRequests.record'))
  await officer.sees(words('fields.required'))
  await officer.fills(words('accessRequests.field.requester'), 'Ane Nielsen')
  await officer.presses(words('accessRequests.record'))

  await test.step('who it is, and that it is they who ask', async () => {
    await officer.isAt(words('accessRequests.of', { requester: 'Ane Nielsen' }))
    await officer.isMarked(words('accessRequests.state.find'))
    expect(await faultsOf(page)).toEqual([])
    await main.getByRole('radio').first().check()
    await officer.presses(words('accessRequests.subject.save'))
    await officer.isMarked(words('accessRequests.state.identify'))
    await officer.presses(words('accessRequests.identity.save'))
    await officer.sees(words('fields.required'))
    await officer.fills(words('accessRequests.identity.how'), 'Called back on the number of the directory')
    await officer.presses(words('accessRequests.identity.save'))
    await officer.isMarked(words('accessRequests.state.extract'))
    expect(await faultsOf(page)).toEqual([])
  })

  const file = await test.step('the extract is saved, and only its hash is kept', async () => {
    await expect(
      main.getByRole('radio', { name: words('accessRequests.end.choice.answered') }),
    ).toBeDisabled()
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      officer.presses(words('reports.extract.form.submit')),
    ])
    const saved = await download.path()
    expect((await readFile(saved)).subarray(0, 5).toString()).toBe('%PDF-')
    await officer.sees(words('reports.extract.form.saved'))
    await officer.isMarked(words('accessRequests.state.answer'))
    await officer.sees(words('reports.extract.notKept'))
    expect(await faultsOf(page)).toEqual([])
    return saved
  })

  await test.step('whoever holds it can verify it', async () => {
    await visitor.opens('/verify')
    await visitor.page.locator('input[type=file]').setInputFiles(file)
    await expect(visitor.page.getByLabel(words('verify.hash'))).not.toHaveValue('')
    await visitor.presses(words('verify.submit'))
    const named = { kind: words('reports.kinds.extract'), at: anything }
    await visitor.sees(words('verify.ours', { ...named, organisation: '', isNamed: 'false' }))
  })

  await test.step('the answer is sent, and the request over; others cannot change it', async () => {
    await officer.chooses(words('accessRequests.end.choice.answered'))
    await officer.fills(words('accessRequests.end.note'), 'By post')
    await officer.presses(words('accessRequests.end.save'))
    await officer.isMarked(words('accessRequests.state.answered'))
    await officer.mayNotPress(words('reports.extract.form.submit'))
    const auditor = await member('auditor')
    await auditor.visits(words('frame.navigation.access-requests'))
    await auditor.opensRow(words('accessRequests.title'), 'Ane Nielsen')
    await auditor.isMarked(words('accessRequests.state.answered'))
    await auditor.mayNotPress(words('accessRequests.reopen.label'))
    const admin = await member('admin')
    await admin.mayNotFollow(words('frame.navigation.access-requests'))
    await admin.opens('/access-requests')
    await admin.isAt(words('access.forbidden.title'))
    expect([...auditor.complaints, ...admin.complaints]).toEqual([])
  })
  expect(officer.complaints).toEqual([])
})
