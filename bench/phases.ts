import { queryOnce } from './database.ts'

/** Where the time of a reading went, in seconds, as its rows tell. */
export type Phases = { staged: number; merged: number; totals: { devices: number; people: number } }

/**
 * A collection notes when its last page was staged; what follows the last one is the merge, which ends with the reading
 * (`endedAt`, our clock).
 */
export const phasesOf = async (databaseUrl: string, readingId: string, seconds: number): Promise<Phases> => {
  const [found] = await queryOnce<{ staged: string; totals: Phases['totals'] }>(
    databaseUrl,
    `select extract(epoch from max(c.done_at) - r.started_at) as staged, r.totals
     from reading r join reading_collection c on c.organisation_id = r.organisation_id and c.reading_id = r.id
     where r.id = $1 and r.state = 'finished' group by r.started_at, r.totals`,
    [readingId],
  )
  if (!found) throw new Error('The reading did not finish.')
  const staged = Number(found.staged)
  return { staged, merged: seconds - staged, totals: found.totals }
}
