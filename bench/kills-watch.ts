import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { stateHashes } from './tenant-state.ts'

const lookEveryMs = 20
const patienceMs = 15 * 60 * 1000

/** Looks again and again until it is so. Rejects when it never is, and when the signal aborts. */
export const until = async (isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
  const startedAt = performance.now()
  while (!(await isSo())) {
    signal.throwIfAborted()
    if (performance.now() - startedAt > patienceMs) throw new Error('The reading stands still.')
    await delay(lookEveryMs)
  }
}

/** Looks at one reading from outside, as long as the database lives. */
export const openLook = async (databaseUrl: string, organisationId: string, readingId: string) => {
  const client = new pg.Client({ connectionString: databaseUrl })
  // It goes with a database that is killed.
  client.on('error', () => {})
  await client.connect()
  const one = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await client.query<Row>(sql, values)).rows[0]
  return {
    /** Pages with a checkpoint. */
    pages: async (): Promise<number> => {
      const found = await one<{ pages: number }>(
        'select coalesce(sum(pages), 0)::int as pages from reading_collection where reading_id = $1',
        [readingId],
      )
      return found?.pages ?? 0
    },
    /** The merge alone writes accounts, first of all, and keeps its lock on the table to its end. */
    isMerging: async (): Promise<boolean> => {
      const found = await one<{ merges: boolean }>(
        `select exists (select from pg_locks where relation = 'account'::regclass and mode = 'RowExclusiveLock'
           and database = (select oid from pg_database where datname = current_database())) as merges`,
      )
      return found?.merges === true
    },
    isFinished: async (): Promise<boolean> => {
      const found = await one<{ state: string }>('select state from reading where id = $1', [readingId])
      return found?.state === 'finished'
    },
    hashes: () => stateHashes(client, organisationId),
    close: () => client.end().catch(() => {}),
  }
}
export type Look = Awaited<ReturnType<typeof openLook>>

/** What the stand-in was asked since it was last told to forget. */
export const askedOf = async (graphUrl: string): Promise<string[]> => {
  const response = await fetch(`${graphUrl}/_sandbox/calls`)
  const calls: { path: string; query: string }[] = await response.json()
  return calls
    .filter(({ path }) => !path.startsWith('/_sandbox') && !path.endsWith('/token'))
    .map(({ path, query }) => `${path}?${query}`)
}

export const forgetAsked = async (graphUrl: string): Promise<void> => {
  await fetch(`${graphUrl}/_sandbox/reset`, { method: 'POST' })
}
