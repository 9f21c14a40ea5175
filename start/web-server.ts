import { createServer } from 'node:http'
import next from 'next'
import { isDevelopment, settings } from '#adapters/env.ts'
import { wayIn } from './way-in.ts'

// The process of the web server: `node start/web-server.ts <host> <port>`.

const [, , host = '127.0.0.1', port = ''] = process.argv
const server = createServer()
const app = next({ dir: '.', dev: isDevelopment(), hostname: host, port: Number(port), httpServer: server })
await app.prepare()
server.on('request', wayIn(settings(), app.getRequestHandler()))
server.listen(Number(port), host)

/** What was asked for is answered, and what is left to do after answers is done. */
const stop = async (): Promise<void> => {
  await new Promise((resolve) => server.close(resolve))
  await app.close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
