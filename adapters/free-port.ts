import { createServer } from 'node:net'

/** Listens for a moment; rejects with the system's error (EADDRINUSE, EACCES) where that is refused. Port 0 is any. */
export const occupy = (port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : resolve(port)))
    })
  })

/** A port of this machine that is free now: the wanted one if it is. */
export const freePort = (wanted = 0): Promise<number> =>
  occupy(wanted, '127.0.0.1').catch(() => occupy(0, '127.0.0.1'))
