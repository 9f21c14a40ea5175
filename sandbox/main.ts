import { parseArgs } from 'node:util'
import { startSandbox } from './server.ts'

/**
 * The sandbox as a process: `node sandbox/main.ts --port 0 --state FILE --devices 640`. Prints one line of JSON,
 * `{"url":"http://127.0.0.1:PORT"}`, when it can be asked; ends on SIGTERM and SIGINT.
 */
const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
}

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d+$/.test(text)) throw new RangeError(`--${name} takes a whole number, not "${text}".`)
  return Number(text)
}

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
      devices: { type: 'string', default: '640' },
      'token-seconds': { type: 'string', default: '3599' },
      'throttle-every': { type: 'string', default: '97' },
    },
  })
  const sandbox = await startSandbox({
    port: wholeNumber('port', values.port),
    devices: wholeNumber('devices', values.devices),
    tokenSeconds: wholeNumber('token-seconds', values['token-seconds']),
    throttleEvery: wholeNumber('throttle-every', values['throttle-every']),
    warn: say,
    ...(values.state === undefined ? {} : { stateFile: values.state }),
  })
  const stop = () => {
    sandbox.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.stdout.write(`${JSON.stringify({ url: sandbox.url })}\n`)
}

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'EADDRINUSE' ? 'the port is taken.' : error.message
}

run().catch((error: unknown) => {
  say(`The sandbox cannot start: ${causeOf(error)}`)
  process.exit(1)
})
