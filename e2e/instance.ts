import { spawn } from 'node:child_process'

const readyWithinMs = 180_000

export type Instance = {
  url: string
  process: number
  /** All that was printed so far. */
  said(): string
  /** Signals the supervisor and waits until it has ended. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<{ code: number | null }>
}

/**
 * Starts Pomona as `npm start` does, on this data and port and with these further settings, and waits until it is
 * ready or has said why not.
 */
export const startInstance = async (
  dataDir: string,
  port: number,
  settings: Record<string, string> = {},
): Promise<Instance> => {
  const own = { POMONA_DATA_DIR: dataDir, PORT: String(port), POMONA_LOG: 'warn', ...settings }
  const pomona = spawn('node_modules/.bin/node', ['start/main.ts'], {
    env: { ...process.env, ...noSettings, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<{ code: number | null }>((resolve) => {
    pomona.once('exit', (code) => resolve({ code }))
  })
  const end: Instance['end'] = (signal) => {
    pomona.kill(signal)
    return ended
  }
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Pomona is ready')) resolve()
    }
    pomona.stdout.on('data', hear)
    pomona.stderr.on('data', hear)
    ended.then(() => reject(new Error(`Pomona did not start. It said:\n${said}`)))
    setTimeout(() => reject(new Error(`Pomona took too long. It said:\n${said}`)), readyWithinMs).unref()
  })
  try {
    await ready
  } catch (error) {
    await end('SIGTERM')
    throw error
  }
  return { url: `http://localhost:${port}`, process: pomona.pid ?? 0, said: () => said, end }
}

/** Instances hear nothing of the settings of the person who runs the tests. An empty setting is none. */
const noSettings = {
  POMONA_METRICS_TOKEN: '',
  DATABASE_URL: '',
  DATABASE_APP_URL: '',
  DATABASE_QUEUE_URL: '',
  DATABASE_COPY_URL: '',
  POMONA_CLOUD_GRAPH_URL: '',
  POMONA_CLOUD_LOGIN_URL: '',
  POMONA_SIGN_IN_ISSUER: '',
  POMONA_SIGN_IN_CLIENT_ID: '',
  POMONA_SIGN_IN_CLIENT_SECRET: '',
  POMONA_DEMO: '',
  POMONA_EMBEDDED: '',
  POMONA_KEY: '',
  POMONA_MAIL_FROM: '',
  POMONA_MAIL_SERVER: '',
  POMONA_PREVIOUS_KEYS: '',
  POMONA_BACKUP_KEY: '',
  POMONA_URL: '',
}
