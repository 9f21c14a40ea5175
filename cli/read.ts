import type { Command } from 'commander'
import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { organisation as organisationOf } from '#features/organisations/queries.ts'
import { requestReading } from '#features/readings/commands.ts'
import { readingsAtAGlance } from '#features/readings/queries.ts'
import { act } from './act.ts'
import { followReading } from './follow-reading.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { definitions } from './table.ts'
import { moment, number, t } from './words.ts'

const input = z.object({ organisation: text })

/** Reads the tenants of an organisation, or joins the reading that is under way. */
export const addRead = (parent: Command): void => {
  organisationCommand(parent, 'read', t('cli.read.about')).action(
    act(input, async ({ organisation: named }, call) => {
      const found = await namedOrganisation(named)
      if (!found.ok) return found
      const { organisation, actor } = found.value
      const requested = await requestedOrUnderWay(actor)
      if (!requested.ok) return requested
      const reading = await followReading(actor, requested.value, call)
      if (reading.state === 'failed') return refused(reading.reason ?? 'fault', reading.reasonValues)
      if (reading.state === 'cancelled')
        return refused('readingCancelled', { name: reading.cancelledBy ?? '' })
      const { timeZone } = await organisationOf(actor)
      const { id, sequence, state, startedAt, finishedAt, devices, people } = reading
      return done({
        json: { organisation, reading: { id, sequence, state, startedAt, finishedAt, devices, people } },
        text: definitions([
          [t('cli.read.reading'), String(sequence)],
          [t('cli.read.finished'), moment(finishedAt, timeZone)],
          [t('cli.column.devices'), number(devices)],
          [t('cli.column.people'), number(people)],
        ]),
      })
    }),
  )
}

const requestedOrUnderWay = async (actor: Actor): Promise<Outcome<string>> => {
  const requested = await requestReading(actor)
  if (requested.ok) return done(requested.value.readingId)
  if (requested.reason !== 'readingUnderWay') return requested
  const { underWay } = await readingsAtAGlance(actor)
  return underWay ? done(underWay.id) : requested
}
