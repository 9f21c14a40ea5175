import { createServer } from 'node:http'
import { makeAccessTokens } from './access-tokens.ts'
import { makeCalls } from './calls.ts'
import { type Control, makeControl } from './control.ts'
import { makeFaults } from './faults.ts'
import { makeListener } from './listener.ts'
import { makeOpenId } from './openid/provider.ts'
import { type Registration, registrations } from './registrations.ts'
import { makeSignIn } from './sign-in.ts'
import { openState, type State } from './state.ts'

export type SandboxOptions = {
  /** 0, or nothing: any free port. */
  port?: number
  /** Where changes are kept over restarts; nothing: in memory. */
  stateFile?: string
  /** A tenant of one's own; nothing: the one below. */
  state?: State
  /** Managed devices of the tenant. */
  devices?: number
  /** The clock: dates of the tenant, expiry of tokens, progress of revocations. */
  now?: () => Date
  /** How long access tokens live; Entra's are a little under an hour. */
  tokenSeconds?: number
  /** How long a revocation of licences takes. */
  revocationMilliseconds?: number
  /** Every so many Graph requests one is refused with 429 or 503; 0 for never. */
  throttleEvery?: number
  /** Hears what an operator should know. */
  warn?: (sentence: string) => void
}

export type Sandbox = {
  /** Base of sign-in and of Graph alike. */
  url: string
  control: Control
  close(): Promise<void>
}

/**
 * Starts the stand-in for Microsoft's sign-in and Graph on the loopback interface. Rejects with Node's error where
 * the port is taken or the state file cannot be written.
 */
export const startSandbox = async ({
  port = 0,
  stateFile,
  state: given,
  devices = 640,
  now = () => new Date(),
  tokenSeconds = 3599,
  revocationMilliseconds = 1500,
  throttleEvery = 0,
  warn = () => {},
}: SandboxOptions = {}): Promise<Sandbox> => {
  let url = ''
  const origin = () => url
  const registered: Registration[] = [...registrations]
  const state = given ?? openState({ stateFile, devices, now, revocationLasts: revocationMilliseconds, warn })
  const tokens = await makeAccessTokens({ audience: origin, lifetime: tokenSeconds, now })
  const signIn = makeSignIn({ origin, tokens, registrations: () => registered, now })
  const openId = makeOpenId(origin)
  const faults = makeFaults(throttleEvery)
  const calls = makeCalls()
  const register = (client: Registration) => registered.unshift(client)
  const control = makeControl({ state, faults, calls, openId, register })

  const listener = makeListener({ origin, state, tokens, signIn, openId, faults, calls, control, warn })
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.')
  url = `http://127.0.0.1:${address.port}`
  return {
    url,
    control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
