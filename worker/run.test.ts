import { spawn } from 'node:child_process'
import { expect, it, onTestFinished, vi } from 'vitest'
import { settings } from '#adapters/env.ts'
import { requestReading } from '#features/readings/commands.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 40 })

/** A worker as `npm start` starts it, in a process of its own. */
const startWorker = () => {
  const child = spawn(process.execPath, ['worker/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: settings().databaseUrl ?? '',
      POMONA_CLOUD_LOGIN_URL: sandbox().url,
      POMONA_CLOUD_GRAPH_URL: sandbox().url,
    },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  onTestFinished(() => end('SIGKILL'))
  return end
}
const devicesAsked = () =>
  sandbox()
    .control.calls()
    .some(({ path }) => path.includes('managedDevices'))

it('what a killed worker was at is taken up by the next within seconds', { timeout: 60_000 }, async () => {
  const { organisationId, actors } = await makeWorld()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisationId, registration)
  await requestReading(actors.admin)
  sandbox().control.fault({ kind: 'hang', match: 'managedDevices', times: 1 })
  const end = startWorker()
  await vi.waitUntil(devicesAsked, { timeout: 20_000 })
  await end('SIGKILL')
  startWorker()
  const state = async () => (await owner().reading.findFirst({ where: { organisationId } }))?.state
  await vi.waitUntil(async () => (await state()) !== 'running', { timeout: 30_000, interval: 200 })
  expect(await state()).toBe('finished')
})
