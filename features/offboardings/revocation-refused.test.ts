import { expect, test } from 'vitest'
import { useTestDatabase } from '#prisma/testing.ts'
import { confirmed, must } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { retryTask } from './run-commands.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 60 })

test('a revocation that Intune refused is not told as done once the token is gone', async () => {
  const { externalId } = await tenant.world.connection('Skagen Kiosk')
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  tenant.sandbox.control.fault({ match: 'revokeLicenses', status: 403 })
  const refused = (await tenant.carryOut(id)).tasks.find(({ state }) => state === 'needsAttention')
  expect(refused).toMatchObject({ kind: 'revokeLicences', reason: 'missingPermission' })
  tenant.sandbox.control.change({ removeToken: externalId })
  must(await retryTask(tenant.world.actors.admin, id, refused?.position ?? -1))
  const { tasks } = await tenant.carryOut(id)
  expect(tasks.find(({ kind }) => kind === 'revokeLicences')).toMatchObject({
    state: 'skipped',
    reason: 'tokenAlreadyGone',
  })
})
