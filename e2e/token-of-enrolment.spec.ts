import { dayFromNow } from './days.ts'
import { endToken } from './ending.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test.setTimeout(180_000)

const cases = [
  { token: 'Lindegaard Academy', of: 'Apple School Manager', isShared: true },
  { token: 'Skagen Retail ADE', of: 'Automated Device Enrollment', isShared: false },
]

for (const { token, of, isShared } of cases)
  test(`an enrolment token of ${of} is ended: devices unassigned at Apple, none taken out of management`, async ({
    member,
    words,
    tenant,
  }) => {
    const [admin, decider] = [await member('admin'), await member('decider')]
    const { page } = admin
    const { devices, people } = await tenant.countsOf(token)
    const impact = [
      words('offboardings.impact.serialsStop', { devices, tokens: 1 }),
      words('offboardings.impact.peopleOfDevices', { people }),
      ...(isShared ? [words('offboardings.hardStops.sharedWithSchoolDataSync', { tokens: 1 })] : []),
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
      if (isShared)
        await tenant.breaks({ match: 'DELETE /beta/deviceManagement', kind: '429', times: 2, retryAfter: 10 })
      await checks()
      if (isShared) {
        await admin.sees(words('offboardings.run.pausedUntil', { at: anything }))
        await admin.presses(words('offboardings.stop.label', { kind: 'deleteIdentities' }))
        expect(await faultsOf(page)).toEqual([])
        await admin.presses(words('offboardings.stop.confirm'))
        await admin.sees(words('refusals.stoppedByMember', { by: admin.name, at: anything }))
        expect(await faultsOf(page)).toEqual([])
        await admin.presses(words('offboardings.run.goOn'))
      }
      // Four changes a second is all that Microsoft's budget leaves, and there are more than a hundred.
      await expect(page.getByText(words('offboardings.run.half', { accounts: 1 })).first()).toBeVisible({
        timeout: 90_000,
      })
    })

    await test.step('its account serves another connection, so that it cannot be deleted', async () => {
      await admin.follows(words('offboardings.steps.account'))
      await admin.sees(words('offboardings.account.inUse'))
      expect(await faultsOf(page)).toEqual([])
    })

    await test.step('and is kept, with who still uses it and when that is looked at again', async () => {
      await decider.opens(page.url())
      await decider.chooses(words('offboardings.account.keep.organisations'))
      await decider.fills(words('offboardings.account.keep.why'), 'The other connection goes on.')
      await decider.fills(words('offboardings.account.keep.review'), dayFromNow(180))
      await decider.presses(words('offboardings.account.keep.confirm'))
      await decider.sees(words('offboardings.done.verdict.accountKept'))
      expect(await faultsOf(decider.page)).toEqual([])
    })

    await admin.visits(words('frame.navigation.audit'))
    await admin.sees(words('audit.kinds.offboarding.finished', { actor: anything }))
    await admin.sees(words('audit.kinds.connection.disabled', { actor: anything }))
    expect(admin.complaints).toEqual([])
  })
