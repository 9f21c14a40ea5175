import { EventEmitter } from 'node:events'
import { constants, setPriority } from 'node:os'
import { run, type WorkerEvents } from 'graphile-worker'
import { closeDatabase } from '#adapters/db.ts'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { showPresence } from './presence.ts'
import { runnerOptions } from './runner-options.ts'

// Somebody waits for a page, nobody for a reading; what draws reports inherits it.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

const events: WorkerEvents = new EventEmitter()
let stop = async (): Promise<void> => {}
let stopping = false

const end = async (code: number): Promise<void> => {
  if (stopping) return
  stopping = true
  await stop().catch((error: unknown) => log.error({ err: error }, 'the worker did not stop cleanly'))
  process.exit(code)
}

for (const name of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(name, () => end(0))

const connectionString = databaseUrlOf(settings(), 'queue')
const leave = await showPresence(connectionString, events, (error) => {
  log.error({ err: error }, 'the worker lost its connection to the queue')
  end(1)
})
const runner = await run(runnerOptions(connectionString, events))
stop = async () => {
  await runner.stop()
  await leave()
  await closeDatabase()
}
runner.promise.catch((error: unknown) => {
  log.error({ err: error }, 'the worker failed')
  end(1)
})
