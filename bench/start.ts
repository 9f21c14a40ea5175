import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#adapters/free-port.ts'
import { answered, born, run } from './born.ts'
import { startDatabases } from './database.ts'
import { median } from './measure.ts'
import { table } from './table.ts'

export type StartBench = {
  /** The first start of an empty folder, with the build at hand, in seconds. */
  first: number
  /** Starts on what the first one left, in seconds, in order. */
  again: number[]
  /** The web server alone, over a database that runs already, until its first answer, in seconds. */
  floor: number[]
}

/**
 * How long a person waits after `npm start`, beside what the web server alone takes. Starts and floors take turns, each
 * in processes of their own; the build is made before. Ends what it started when `signal` says so.
 */
export const benchStart = async (
  { runs }: { runs: number },
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<StartBench> => {
  say('Building, where that is needed…')
  await run(['start/build.ts'], {}, signal)
  const folder = await mkdtemp(join(tmpdir(), 'pomona-bench-start-'))
  // Where this runs as root, PostgreSQL runs as another account, which must be able to pass.
  await chmod(folder, 0o711)
  const databases = await startDatabases()
  try {
    const environment = databases.environment(await databases.fresh(), 'http://127.0.0.1:1')
    const start = () => timed(['start/main.ts'], { POMONA_DATA_DIR: folder }, signal)
    const first = await start()
    const again: number[] = []
    const floor: number[] = []
    for (let turn = 1; turn <= runs; turn += 1) {
      say(`Start ${turn} of ${runs}…`)
      again.push(await start())
      floor.push(await timed(['node_modules/next/dist/bin/next', 'start'], environment, signal))
    }
    return { first, again, floor }
  } finally {
    await databases.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Seconds from the birth of a process to its first answer; it is ended after. */
const timed = async (
  parameters: string[],
  environment: Record<string, string | undefined>,
  signal: AbortSignal,
): Promise<number> => {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const before = performance.now()
  const child = born(parameters, { ...environment, PORT: port, POMONA_URL: url }, signal)
  const ended = once(child, 'exit')
  await answered(child, url)
  const seconds = (performance.now() - before) / 1000
  child.kill('SIGTERM')
  await ended
  return seconds
}

export const startText = ({ first, again, floor }: StartBench): string => {
  const least = median(floor)
  const line = (name: string, seconds: number): string[] => [
    name,
    seconds.toFixed(2),
    (seconds / least).toFixed(2),
  ]
  return table(
    [
      { header: 'what is started' },
      { header: 'seconds', numeric: true },
      { header: '÷ floor', numeric: true },
    ],
    [
      line('floor: the web server alone', least),
      line('Pomona, a second start', median(again)),
      line('Pomona, the first start', first),
    ],
  )
}
