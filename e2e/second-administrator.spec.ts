import { endToken } from './ending.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test.setTimeout(180_000)

test('where Intune asks for a second administrator, what is assigned is named and kept, and the case can be called off', async ({
  member,
  words,
  tenant,
}) => {
  const token = 'Academy Apps'
  const [admin, decider] = [await member('admin'), await member('decider')]
  await tenant.breaks({ match: '/assignments/', kind: 'multiAdminApproval', times: 1 })
  await endToken({ words, admin, decider, token, impact: [] })

  await admin.isMarked(words('offboardings.states.needsAttention'))
  await admin.sees(words('refusals.multiAdminApproval'))
  const group = words('offboardings.evidence.assigned', {
    ...{ intent: 'required', target: 'group', group: anything },
  })
  await admin.sees(words('offboardings.evidence.assignedOf', { app: anything, how: group }))
  await admin.sees(words('offboardings.evidence.what.assignmentsFound'))
  await expect(admin.page.getByRole('button', { name: words('offboardings.run.checkOrAsk') })).toBeVisible()
  expect(await faultsOf(admin.page)).toEqual([])

  await admin.presses(words('offboardings.cancel.label'))
  await admin.presses(words('offboardings.cancel.confirm'))
  await admin.sees(words('offboardings.run.cancelledAsTheyWere'))
  // Nothing is left to do about it, so nobody is told what to click.
  await expect(admin.page.getByRole('button', { name: words('offboardings.run.checkOrAsk') })).toHaveCount(0)
  expect(admin.complaints).toEqual([])
})
