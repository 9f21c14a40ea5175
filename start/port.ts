import { occupy } from '#adapters/free-port.ts'
import { NotStarted } from './not-started.ts'

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
    if (code === 'EADDRNOTAVAIL') {
      throw new NotStarted(
        `${host} is no address of this machine. Set POMONA_LISTEN to one, or leave it out.`,
      )
    }
    if (code === 'EACCES') {
      throw new NotStarted(`Port ${port} is not open to this account. Set PORT to a port above 1023.`)
    }
    throw error
  }
}
