import { rm, stat } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fillLog } from './audit-log.ts'
import { contenderRunner } from './contender.ts'
import type { LogJob } from './contenders/audit-database.ts'
import type { FileJob } from './contenders/audit-floor.ts'
import { startDatabases } from './database.ts'
import { type Measured, makeRecord, median, rowsPerSecond } from './measure.ts'
import { machine, measuredHere } from './result.ts'
import { table } from './table.ts'

export type AuditBenchOptions = { events: number; runs: number }
export type AuditBench = { postgres: string; loadBefore: number; fileBytes: number; measured: Measured[] }

const contenders = {
  floor: 'floor: SHA-256 and JSON.parse of the file',
  file: 'verify audit-file',
  database: 'verify audit',
  export: 'audit export',
}

/** Verifies the same log from its tables and from the file it was taken along as; each run takes it along anew. */
export const benchAudit = async (
  { events, runs }: AuditBenchOptions,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<AuditBench> => {
  const [loadBefore = 0] = loadavg()
  const databases = await startDatabases()
  try {
    say(`Making a log of ${events} events…`)
    const databaseUrl = await databases.fresh()
    const organisationId = await fillLog(databaseUrl, events)
    const environment = databases.environment(databaseUrl, 'http://127.0.0.1:1')
    const file = join(databases.folder, 'audit.jsonl')
    const run = contenderRunner(signal)
    const record = makeRecord()
    let fileBytes = 0
    const measure = async (name: keyof typeof contenders, job: FileJob | LogJob) => {
      await databases.settle()
      const before = databases.processorSeconds()
      const { found, ...performance } = await run<{ events: number }>(`audit-${name}`, job, environment)
      const after = databases.processorSeconds()
      const databaseSeconds = before === null || after === null ? null : after - before
      // An export is recorded, so the log grows by one a run.
      record.add(contenders[name], found.events, { ...performance, databaseSeconds })
    }
    for (let turn = 1; turn <= runs; turn += 1) {
      signal.throwIfAborted()
      say(`Run ${turn} of ${runs}…`)
      await measure('export', { organisationId, file })
      fileBytes = (await stat(file)).size
      await measure('floor', { file })
      await measure('file', { file })
      await measure('database', { organisationId })
      await rm(file)
    }
    return { postgres: databases.version, loadBefore, fileBytes, measured: record.all() }
  } finally {
    await databases.stop()
  }
}

/** The same as data. */
export const auditJson = (options: AuditBenchOptions, bench: AuditBench) => ({
  ...measuredHere(),
  options,
  ...bench,
})

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const megabyte = 1024 ** 2

export const auditText = ({ events, runs }: AuditBenchOptions, bench: AuditBench): string => {
  const floor = bench.measured.find(({ name }) => name === contenders.floor)
  const right = { numeric: true }
  return [
    `${whole(events)} events, ${whole(bench.fileBytes / megabyte)} MB as a file; median of ${runs}; aim: verify ≥ 100,000 events/s`,
    `${machine()}; Node ${process.version}, PostgreSQL ${bench.postgres}; load before ${bench.loadBefore.toFixed(1)}; ${new Date().toISOString().slice(0, 10)}`,
    '',
    table(
      [
        { header: 'what is done' },
        { header: 'seconds', ...right },
        { header: 'events/s', ...right },
        { header: '÷ floor', ...right },
        { header: 'processor: own + database', ...right },
        { header: 'peak memory', ...right },
      ],
      bench.measured.map((each) => [
        each.name,
        median(each.seconds).toFixed(2),
        whole(rowsPerSecond(each)),
        floor ? (median(each.seconds) / median(floor.seconds)).toFixed(2) : '',
        `${median(each.processor.own).toFixed(2)} + ${databaseSeconds(each)}`,
        `${whole(Math.max(...each.peakBytes) / megabyte)} MB`,
      ]),
    ),
  ].join('\n')
}

const databaseSeconds = ({ processor: { database } }: Measured): string => {
  const known = database.filter((value) => value !== null)
  return known.length === database.length ? median(known).toFixed(2) : '?'
}
