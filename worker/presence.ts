import type { WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { log } from '#adapters/log.ts'

/** How long a claim is left alone: a new pool claims work a moment before its presence shows. */
const graceSeconds = 5

/**
 * graphile-worker gives a job that died with its worker back after four hours. Here each pool of workers, under whose
 * id graphile-worker claims (the ids of the workers in it never reach the database), holds an advisory lock for as
 * long as its connection lives, and every process looks for claims of pools that hold none: theirs are given back
 * within seconds. `onLost` is called when this process can no longer show that it is alive.
 */
export const showPresence = async (
  queueUrl: string,
  events: WorkerEvents,
  onLost: (error: Error) => void,
  { everyMs = 5_000 }: { everyMs?: number } = {},
) => {
  // One connection that is never given up: the locks live and die with it.
  const connection = new pg.Pool({
    connectionString: queueUrl,
    keepAlive: true,
    max: 1,
    idleTimeoutMillis: 0,
  })
  connection.on('error', onLost)
  const mine: string[] = []

  events.on('pool:create', ({ workerPool: { id } }) => {
    mine.push(id)
    connection.query(`select pg_advisory_lock(${keyOf('$1')})`, [id]).catch(onLost)
  })

  const sweep = async (): Promise<void> => {
    const { rows } = await connection.query<{ id: string }>(claimsOfTheDead, [mine, graceSeconds])
    if (rows.length === 0) return
    await connection.query('select graphile_worker.force_unlock_workers($1)', [rows.map((row) => row.id)])
    log.warn({ workers: rows.length }, 'gave back the jobs of workers that died')
  }
  await sweep()
  const timer = setInterval(() => sweep().catch(onLost), everyMs)

  return async () => {
    clearInterval(timer)
    await connection.end()
  }
}

const keyOf = (id: string) => `hashtext('pomona worker'), hashtext(${id})`

const claimsOfTheDead = `
  select id from (
    select locked_by as id, locked_at from graphile_worker._private_jobs where locked_by is not null
    union all
    select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
  ) claim
  where id <> all ($1::text[])
  group by id
  having max(locked_at) < now() - make_interval(secs => $2) and pg_try_advisory_xact_lock(${keyOf('id')})`
