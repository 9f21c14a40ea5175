import type pg from 'pg'
import type { BackupJob } from './format.ts'

/**
 * What waits in the queue. A job that runs at this moment is told as one that waits, with the attempt it is at not yet
 * made: whoever ran it is not there where it is restored.
 */
export const jobsOf = async (queue: pg.Client): Promise<BackupJob[]> => {
  const { rows: found } = await queue.query(
    "select to_regclass('graphile_worker._private_jobs') is not null as present",
  )
  if (!found[0]?.present) return []
  const { rows } = await queue.query<BackupJob>(
    `select t.identifier as task, j.payload, q.queue_name as queue,
       to_char(j.run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "runAt",
       (j.attempts - case when j.locked_at is null then 0 else 1 end)::int as attempts, j.max_attempts::int as "maxAttempts",
       j.priority::int as priority, j.key,
       (select array_agg(flag) from jsonb_object_keys(j.flags) flag) as flags
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by j.id`,
  )
  return rows
}

/** In the queue's transaction: these jobs and no others. */
export const replaceJobs = async (queue: pg.Client, jobs: readonly BackupJob[]): Promise<void> => {
  await queue.query('delete from graphile_worker._private_jobs')
  for (const job of jobs) {
    const { rows } = await queue.query<{ id: string }>(
      `select id from graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4::timestamptz, max_attempts => $5,
         job_key => $6, priority => $7, flags => $8)`,
      [
        job.task,
        JSON.stringify(job.payload),
        job.queue,
        job.runAt,
        job.maxAttempts,
        job.key,
        job.priority,
        job.flags,
      ],
    )
    await queue.query('update graphile_worker._private_jobs set attempts = $2 where id = $1', [
      rows[0]?.id,
      job.attempts,
    ])
  }
}
