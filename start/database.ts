import { setTimeout as delay } from 'node:timers/promises'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { pauseMs, wellMs } from './children.ts'
import { explain } from './not-started.ts'

const lookEveryMs = 500

/**
 * Runs the embedded PostgreSQL and keeps it running: one that ended, killed or stopped or out of room, is started again at
 * growing intervals, on the port that web server and worker were told of. `onEnd` hears why.
 */
export const keepDatabase = async (
  dataDir: string,
  { key, previousKeys }: { key: Buffer; previousKeys: readonly Buffer[] },
  onEnd: (why: string, pauseSeconds: number) => void,
): Promise<{ databaseUrl: string; end: () => Promise<void> }> => {
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres(dataDir, key, { previousKeys })
  const { databaseUrl } = postgres
  const port = Number(new URL(databaseUrl).port)
  const ending = new AbortController()
  const pass = (ms: number) => delay(ms, undefined, { signal: ending.signal }).catch(() => {})
  let failures = 0
  let startedAt = Date.now()

  const startAgain = async (why: string): Promise<void> => {
    failures = Date.now() - startedAt > wellMs ? 1 : failures + 1
    const pause = pauseMs(failures)
    onEnd(why, pause / 1000)
    await pass(pause)
    if (ending.signal.aborted) return
    startedAt = Date.now()
    try {
      postgres = await startEmbeddedPostgres(dataDir, key, { previousKeys, port })
    } catch (error) {
      await startAgain(explain(error, dataDir))
    }
  }
  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await pass(lookEveryMs)
      if (!ending.signal.aborted && !(await postgres.isRunning())) await startAgain('The database ended.')
    }
  }
  const watching = watch()
  return {
    databaseUrl,
    end: async () => {
      ending.abort()
      await watching
      await postgres.stop('fast')
    },
  }
}
