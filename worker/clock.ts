import { type CronItem, parseCronItems } from 'graphile-worker'
import { log } from '#adapters/log.ts'
import { clockActor } from '#features/access/minting.ts'
import { checkpointsDue, makeCheckpoint } from '#features/audit/checkpoints.ts'
import { beginMailing } from '#features/audit/mailing-commands.ts'
import { mailingsDue } from '#features/audit/mailing-queries.ts'
import { beginRechecks, rechecksDue } from '#features/offboardings/rechecks-due.ts'
import { requestReading } from '#features/readings/commands.ts'
import { beginErasure } from '#features/readings/retention-commands.ts'
import { erasuresDue } from '#features/readings/retention-queries.ts'
import { readingsDue } from '#features/readings/timetable-queries.ts'

/** Every minute, by whichever worker comes first. A minute that nobody saw is not made up for: what is due stays due. */
const everyMinute: CronItem = {
  task: 'lookAtClock',
  match: '* * * * *',
  options: { queueName: 'clock', jobKey: 'clock', maxAttempts: 1 },
}
export const cronItems = parseCronItems([everyMinute])

/** Asks for what the organisations of this installation have planned for now or earlier. */
export const lookAtClock = async (): Promise<void> => {
  const now = new Date()
  await forEach(await readingsDue(now), (id) => requestReading(clockActor(id), { isTimetabled: true }))
  await forEach(await erasuresDue(), (id) => beginErasure(clockActor(id), now))
  await forEach(await rechecksDue(), (id) => beginRechecks(clockActor(id)))
  await forEach(await checkpointsDue(), (id) => makeCheckpoint(clockActor(id)))
  await forEach(await mailingsDue(), (id) => beginMailing(clockActor(id), now))
}

/** What goes wrong for one organisation must not keep the others waiting; it is due again in a minute. */
const forEach = async (organisationIds: string[], ask: (id: string) => Promise<unknown>): Promise<void> => {
  for (const organisationId of organisationIds) {
    try {
      await ask(organisationId)
    } catch (error) {
      log.error({ organisationId, err: error }, 'the clock could not ask for what is due')
    }
  }
}
