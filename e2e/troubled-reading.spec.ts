import { test } from './pomona.ts'
import { plain } from './words.ts'

test('a reading that fails says why, leaves the last numbers and goes on when asked again', async ({
  member,
  tenant,
  words,
}) => {
  const admin = await member('admin')
  const counts = await tenant.counts()
  await admin.presses(words('readings.readNow'))
  await admin.isMarked(words('readings.states.finished'))

  await tenant.breaks({ match: '/managedDevices', kind: 'garbage', times: 1 })
  await admin.visits(words('frame.navigation.readings'))
  await admin.presses(words('readings.readNow'))
  await admin.isMarked(words('readings.states.failed'))
  const why = words('refusals.malformedAnswer', { host: tenant.host })
  await admin.sees(why)

  await admin.visits(words('frame.navigation.overview'))
  await admin.sees(why)
  await admin.sees(
    words.markup('overview.shared', {
      organisation: 'Lindegaard Group',
      fields: 28,
      ...counts,
      ...{ toFields: plain, toDevices: plain, toPeople: plain },
    }),
  )
  await admin.presses(words('readings.readAgain'))
  await admin.isMarked(words('readings.states.finished'))
  await admin.sees(words('readings.counted', counts))
})
