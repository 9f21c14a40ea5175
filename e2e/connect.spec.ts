import { poorClient, readClient, tenantDomain } from '#sandbox/registrations.ts'
import { founds, startUnfounded } from './founding.ts'
import { test } from './pomona.ts'

test.setTimeout(120_000)

test('the first owner founds an organisation, connects its tenant and sees what it shares', async ({
  visitor,
  words,
}) => {
  const pomona = await startUnfounded()
  try {
    await test.step('by the one-time link that the start printed', async () => {
      await visitor.opens(pomona.link())
      await visitor.isAt(words('access.welcome.foundTitle'))
      await founds(visitor, words)
      await visitor.sees(words('overview.noTenant.title'))
    })

    const registers = async (client: string, secret: string) => {
      await visitor.fills(words('organisations.connect.client'), client)
      await visitor.fills(words('organisations.connect.secret'), secret)
    }
    await test.step('a wrong secret is refused in words', async () => {
      await visitor.follows(words('overview.noTenant.connect'))
      await visitor.selects(words('organisations.connect.cloud'), words('organisations.clouds.custom'))
      await visitor.fills(words('organisations.connect.tenant'), tenantDomain)
      await registers(readClient.clientId, 'not its secret')
      await visitor.presses(words('organisations.connect.test'))
      await visitor.sees(words('refusals.wrongSecret'))
    })

    await test.step('a registration with too little is told what it lacks', async () => {
      await registers(poorClient.clientId, poorClient.secret)
      await visitor.presses(words('organisations.connect.test'))
      await visitor.sees(words('organisations.connect.result.missing'))
      const lacking = words('organisations.connect.result.lacking')
      await visitor.sees(`DeviceManagementManagedDevices.Read.All ${lacking}`)
      await visitor.sees(`DeviceManagementApps.Read.All ${lacking}`)
      await visitor.sees(
        `DeviceManagementServiceConfig.Read.All ${words('organisations.connect.result.found')}`,
      )
    })

    await test.step('the right one is connected', async () => {
      await registers(readClient.clientId, readClient.secret)
      await visitor.presses(words('organisations.connect.test'))
      await visitor.sees(words('organisations.connect.result.complete'))
      await visitor.presses(words('organisations.connect.connect'))
      await visitor.seesInRow(
        words('organisations.tenants.table'),
        'Lindegaard',
        words('organisations.tenants.complete'),
      )
    })

    await test.step('the first reading fills the inventory', async () => {
      await visitor.visits(words('frame.navigation.overview'))
      await visitor.sees(words('overview.notRead.title'))
      await visitor.presses(words('readings.readNow'))
      await visitor.isMarked(words('readings.states.finished'))
      const { organisation, apns } = pomona.sandbox.control.truth()
      await visitor.sees(words('readings.counted', organisation))
      await visitor.follows(words('readings.seeInventory'))
      await visitor.seesInRow(
        words('inventory.servicesTitle'),
        words('services.apns.name'),
        ...[words('states.sharing'), `${apns.devices}`, `${apns.people}`],
      )
    })
  } finally {
    await pomona.end()
  }
})
