import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'

test('a reading says what changed since the one before it, and who is behind each number', async ({
  member,
  tenant,
  words,
}) => {
  const admin = await member('admin')
  const reads = async () => {
    await admin.visits(words('frame.navigation.readings'))
    await admin.presses(words('readings.readNow'))
    await admin.isMarked(words('readings.states.finished'))
    const heading = await admin.page.getByRole('heading', { level: 1 }).textContent()
    const [sequence = ''] = /\d+/.exec(heading ?? '') ?? []
    await admin.follows(words('readings.difference.see'))
    await admin.isAt(words('readings.difference.title', { sequence: Number(sequence) }))
  }
  await reads()
  await reads()
  await admin.sees(words('readings.difference.none.title'))

  await tenant.gainsDevices(3)
  await reads()
  const push = 'MDM push certificate'
  await admin.seesInRow(words('readings.difference.sharesTitle'), push, '3', '0')
  expect(await faultsOf(admin.page)).toEqual([])
  await admin.opensRow(words('readings.difference.sharesTitle'), push)
  await admin.isAt(words('readings.difference.list.devices.appeared', { connection: push }))
  await expect(admin.page.getByRole('rowheader')).toHaveCount(3)
  expect(await faultsOf(admin.page)).toEqual([])
  expect(admin.complaints).toEqual([])
})
