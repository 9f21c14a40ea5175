import { Logger, runOnce } from 'graphile-worker'
import { expect, test, vi } from 'vitest'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { toLog } from './queue-log.ts'

useTestDatabase()

const payload = { organisationId: 'an organisation', readingId: 'a reading' }

/** What the log is told, and nothing else, when a job of the queue ends in this. */
const toldAbout = async (error: unknown) => {
  const told = vi.spyOn(log, 'error').mockReturnValue()
  await owner().$executeRaw`select graphile_worker.add_job('runReading', ${JSON.stringify(payload)}::json)`
  await runOnce({
    connectionString: databaseUrlOf(settings(), 'queue'),
    taskList: {
      runReading: async () => {
        throw error
      },
    },
    logger: new Logger(toLog),
    noHandleSignals: true,
  })
  return told.mock.calls
}

test('a job that fails is told once, under a reference, and the words of the error are the log’s to shorten', async () => {
  const error = new Error('a fault')
  const reference = expect.stringMatching(/^[0-9A-F]{6}$/)
  expect(await toldAbout(error)).toEqual([
    [{ reference, job: 'runReading', payload, attempt: 1, of: 25, err: error }, 'a job failed'],
  ])
})
