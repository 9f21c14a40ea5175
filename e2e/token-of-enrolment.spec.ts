import { endToken } from './ending.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test.setTimeout(180_000)

test('an enrolment token is ended: devices unassigned at Apple, none taken out of management', async ({
  member,
  words,
  tenant,
}) => {
  const token = 'Lindegaard Academy'
  const [admin, decider] = [await member('admin'), await member('decider')]
  const { page } = admin
  const { devices, people } = await tenant.countsOf(token)
  const impact = [
    words('offboardings.impact.serialsStop', { devices }),
    words('offboardings.impact.peopleOfDevices', { people }),
    words('offboardings.hardStops.sharedWithSchoolDataSync', { tokens: 1 }),
  ]
  await endToken({ words, admin, decider, token, impact })
  const checks = () => admin.presses(words('offboardings.run.check'))
  const stuckOn = (task: 'retireDevices' | 'unassignDevices') =>
    expect(page.getByRole('strong').getByText(words(`offboardings.tasks.${task}.name`))).toBeVisible({
      timeout: 60_000,
    })

  await test.step('somebody retires the devices that Intune still manages', async () => {
    await stuckOn('retireDevices')
    expect(await faultsOf(page)).toEqual([])
    await tenant.retiresDevices(token)
    await checks()
  })

  await test.step('and unassigns them at Apple', async () => {
    await stuckOn('unassignDevices')
    await tenant.unassignsAtApple(token)
    await checks()
    await admin.sees(words('offboardings.run.half', { accounts: 1 }))
  })

  await test.step('its account serves another connection, so that it cannot be deleted', async () => {
    await admin.follows(words('offboardings.steps.account'))
    await admin.sees(words('offboardings.account.inUse'))
    expect(await faultsOf(page)).toEqual([])
  })

  await admin.visits(words('frame.navigation.audit'))
  await admin.sees(words('audit.kinds.connection.disabled', { actor: anything }))
  expect(admin.complaints).toEqual([])
})
