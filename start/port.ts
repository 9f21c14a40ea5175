import { createServer } from 'node:net'
import { NotStarted } from './not-started.ts'

const occupy = (port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : resolve(port)))
    })
  })

/** Says so when the web server could not listen there, before anything else is started. */
export const requirePort = async (port: number, host: string): Promise<void> => {
  try {
    await occupy(port, host)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') {
      throw new NotStarted(
        `Port ${port} is taken by another program. Stop that program, or set PORT to a free port (PORT=${port === 65_535 ? 3000 : port + 1} npm start).`,
      )
    }
    if (code === 'EACCES') {
      throw new NotStarted(`Port ${port} is not open to this account. Set PORT to a port above 1023.`)
    }
    throw error
  }
}

/** The wanted port where it is free, else any free one. */
export const freePort = (wanted: number): Promise<number> =>
  occupy(wanted, '127.0.0.1').catch(() => occupy(0, '127.0.0.1'))
