import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Listens for a moment; rejects with the system's error (EADDRINUSE, EACCES) where that is refused. */
export const occupy = (port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => server.close(() => resolve(port)))
  })

/**
 * A port of this machine that is free now: the wanted one if it is. Any other is drawn from below the ports that
 * systems lend to outgoing connections (from 32768 on Linux, ip_local_port_range; from 49152 elsewhere, RFC 6335
 * section 6), so that none of those takes it before it is listened on.
 */
export const freePort = async (wanted = drawn()): Promise<number> => {
  for (let port = wanted, tries = 0; ; port = drawn(), tries++) {
    try {
      return await occupy(port, '127.0.0.1')
    } catch (error) {
      if (tries === 100) throw error
    }
  }
}

const drawn = (): number => randomInt(20_000, 32_768)
