import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startScaleSandbox } from './server.ts'

/**
 * The stand-in with a large tenant as a process: `node sandbox/scale/main.ts --folder F --devices 1000000 --asked JSON`.
 * Prints one line of JSON, `{"url","rows","truth"}`, when it can be asked; ends on SIGTERM and SIGINT.
 */
const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
}

const asked = z.object({
  managedDevices: z.string(),
  identities: z.string(),
  iosLicences: z.string(),
  macLicences: z.string(),
})

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: '' },
      devices: { type: 'string', default: '' },
      changed: { type: 'string', default: '0' },
      seed: { type: 'string', default: 'Lindegaard' },
      asked: { type: 'string', default: '' },
      'throttle-every': { type: 'string', default: '0' },
    },
  })
  const options = z
    .object({
      folder: z.string().min(1),
      devices: z.coerce.number().int().min(10),
      changed: z.coerce.number().min(0).max(0.5),
      seed: z.string(),
      asked: z.string().transform((text) => asked.parse(JSON.parse(text))),
      'throttle-every': z.coerce.number().int().min(0),
    })
    .parse(values)
  const { folder, 'throttle-every': throttleEvery, ...tenant } = options
  const sandbox = await startScaleSandbox(folder, tenant, { warn: say, throttleEvery })
  const stop = () => {
    sandbox.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const { url, rows, truth } = sandbox
  process.stdout.write(`${JSON.stringify({ url, rows, truth })}\n`)
}

run().catch((error: unknown) => {
  say(`The sandbox of scale cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
