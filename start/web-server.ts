import { createServer } from 'node:http'
import next from 'next'
import { isDevelopment, settings } from '#adapters/env.ts'
import { wayIn } from './way-in.ts'

// The process of the web server.

const { listen, port } = settings()
const server = createServer()
const app = next({ dir: '.', dev: isDevelopment(), hostname: listen, port, httpServer: server })
await app.prepare()
server.on('request', wayIn(settings(), app.getRequestHandler()))
server.listen(port, listen)

/** What was asked for is answered, and what is left to do after answers is done. */
const stop = async (): Promise<void> => {
  await new Promise((resolve) => server.close(resolve))
  await app.close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
