import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Child, keepRunning, startChild } from './children.ts'
import { NotStarted } from './not-started.ts'
import { freePort } from './port.ts'

/** What the sandbox prints once it can be asked. */
const announcement = z.object({ url: z.url() })

/**
 * Runs the stand-in for Microsoft that the demonstration reads. What changes in it is kept in `dataDir`, and so is
 * its port where that stays free. Resolves with its address.
 */
export const startSandboxProcess = async (
  dataDir: string,
  say: (sentence: string) => void,
): Promise<{ url: string; end: Child['end'] }> => {
  const folder = join(dataDir, 'sandbox')
  await mkdir(folder, { recursive: true })
  const port = await stablePort(join(folder, 'port'))
  const parameters = ['sandbox/main.ts', '--port', String(port), '--state', join(folder, 'state.json')]

  return new Promise((resolve, reject) => {
    const start = () => {
      const child = startChild({
        arguments: parameters,
        // A stranger to us: it gets neither key nor database.
        environment: { NODE_ENV: 'production' },
        onLine: (line) => resolve({ url: announcement.parse(JSON.parse(line)).url, end: kept.end }),
      })
      child.ended.then((how) => {
        reject(new NotStarted(`The sandbox did not start (${how}).`))
      })
      return child
    }
    const kept = keepRunning(start, (how, pause) =>
      say(`The sandbox ended (${how}). It starts again in ${pause} s.`),
    )
  })
}

/** The port of the last start where it is free: the demonstration's links name it. */
const stablePort = async (file: string): Promise<number> => {
  const known = Number(await readFile(file, 'utf8').catch(() => '0'))
  const port = await freePort(Number.isInteger(known) && known > 0 && known < 65_536 ? known : 0)
  await writeFile(file, String(port))
  return port
}
