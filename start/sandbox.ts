import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '#adapters/folder.ts'
import { freePort } from '#adapters/free-port.ts'
import { type Child, keepRunning, startChild } from './children.ts'
import { NotStarted } from './not-started.ts'

/** What the sandbox prints once it can be asked. Any other line, of Node or a debugger, is not for us. */
const announcement = z
  .string()
  .transform((line, context) => {
    try {
      return JSON.parse(line)
    } catch {
      context.addIssue('no JSON')
      return z.NEVER
    }
  })
  .pipe(z.object({ url: z.url() }))

/**
 * Runs the stand-in for Microsoft that the demonstration reads. What changes in it is kept in `dataDir`, and so is
 * its port where that stays free. Resolves with its address; throws NotStarted when it ends before it has told it, or
 * has not after `patienceMs`.
 */
export const startSandboxProcess = async (
  dataDir: string,
  say: (sentence: string) => void,
  { program = 'sandbox/main.ts', patienceMs = 60_000 } = {},
): Promise<{ url: string; end: Child['end'] }> => {
  const folder = join(dataDir, 'sandbox')
  makeFolder(folder)
  const port = await stablePort(join(folder, 'port'))
  const parameters = [program, '--port', String(port), '--state', join(folder, 'state.json')]

  return new Promise((resolve, reject) => {
    const start = () => {
      const child = startChild({
        arguments: parameters,
        // A stranger to us: it gets neither key nor database.
        environment: { NODE_ENV: 'production' },
        onLine: (line) => {
          const announced = announcement.safeParse(line)
          if (!announced.success) return
          clearTimeout(limit)
          resolve({ url: announced.data.url, end: kept.end })
        },
      })
      child.ended.then((how) => {
        clearTimeout(limit)
        reject(new NotStarted(`The sandbox did not start (${how}).`))
      })
      return child
    }
    const limit = setTimeout(() => {
      kept.end(0)
      reject(new NotStarted(`The sandbox did not tell its address within ${patienceMs / 1000} s.`))
    }, patienceMs)
    const kept = keepRunning(start, (how, pause) =>
      say(`The sandbox ended (${how}). It starts again in ${pause} s.`),
    )
  })
}

/** The port of the last start where it is free: the demonstration's links name it. */
const stablePort = async (file: string): Promise<number> => {
  const known = Number(await readFile(file, 'utf8').catch(() => '0'))
  const port = await freePort(Number.isInteger(known) && known > 0 && known < 65_536 ? known : undefined)
  await writeFile(file, String(port))
  return port
}
