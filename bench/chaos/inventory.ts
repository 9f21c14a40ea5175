import type { TruthSince } from './account.ts'
import type { Finding, Place } from './kept.ts'
import type { ReadingWatch, Window } from './watch.ts'

type Count = { reading: string; state: string; name: string; devices: number; people: number }

type Counts = { devices: number; people: number }

const countsOf = ({ devices, people }: Counts): string => `${devices}/${people}`
const wordsOf = (counts: Counts | undefined): string => (counts ? countsOf(counts) : 'nothing')

/**
 * Graph shows no moment as a whole: a location token is read app by app, and what is revoked in between is in one and not
 * in the next. So of what did not change the number is exact, and else one between the least and the most there was.
 */
const mayBe = (found: Counts | undefined, possible: readonly (Counts | undefined)[]): boolean => {
  if (!found) return possible.includes(undefined)
  const within = (of: (counts: Counts) => number): boolean => {
    const all = possible.map((each) => (each ? of(each) : 0))
    return of(found) >= Math.min(...all) && of(found) <= Math.max(...all)
  }
  return within(({ devices }) => devices) && within(({ people }) => people)
}

/** What was true at some moment of a window. */
const truthsIn = (truths: readonly TruthSince[], { from, until }: Window): TruthSince['truth'][] =>
  truths.flatMap(({ since, truth }, at) => {
    const ends = truths[at + 1]?.since ?? Number.POSITIVE_INFINITY
    return ends >= from && since <= (until ?? Number.POSITIVE_INFINITY) ? [truth] : []
  })

/**
 * Of each reading that finished, every connection has what the stand-in had for it while it was read, and where nothing
 * changed meanwhile the whole organisation has. Of one that did not finish nothing is there.
 */
export const inventoryFinding = async (
  { instance, organisationId }: Place,
  truths: readonly TruthSince[],
  watch: Pick<ReadingWatch, 'stop' | 'windows'>,
): Promise<Finding> => {
  // In this order: of what finishes meanwhile nothing is asked for.
  const done = await instance.query<{ id: string }>(
    "select id from reading where organisation_id = $1 and state = 'finished'",
    [organisationId],
  )
  const counts = await instance.query<Count>(
    `select n.reading_id as reading, r.state, n.devices::int as devices, n.people::int as people,
       case n.scope when 'organisation' then 'organisation' else c.service || ' ' || c.external_id end as name
     from inventory_count n join reading r on r.organisation_id = n.organisation_id and r.id = n.reading_id
     left join connection c on c.organisation_id = n.organisation_id and c.id::text = n.scope_id
     where n.organisation_id = $1 and n.element = '' and n.scope in ('connection', 'organisation')`,
    [organisationId],
  )
  await watch.stop()
  const finished = watch.windows().filter(({ id }) => done.some((each) => each.id === id))
  const violations = counts
    .filter(({ state }) => state !== 'finished')
    .map(({ reading, name }) => `${name} shows of reading ${reading}, which did not finish`)
  for (const window of finished) {
    const then = truthsIn(truths, window)
    const told = new Map(
      counts.flatMap((count) => (count.reading === window.id ? [[count.name, count]] : [])),
    )
    const names = new Set(then.flatMap(({ connections }) => connections.map(nameOf)))
    for (const name of new Set([...names, ...told.keys()])) {
      if (name === 'organisation') continue
      const possible = then.map(({ connections }) => connections.find((each) => nameOf(each) === name))
      const found = told.get(name)
      if (!mayBe(found, possible))
        violations.push(
          `reading ${window.id}: ${name} has ${wordsOf(found)}, not ${possible.map(wordsOf).join(' or ')}`,
        )
    }
    const [only, ...others] = then
    const whole = told.get('organisation')
    if (only && others.length === 0 && (!whole || countsOf(whole) !== countsOf(only.organisation)))
      violations.push(`reading ${window.id}: in all ${wordsOf(whole)}, not ${countsOf(only.organisation)}`)
  }
  return { what: 'no partial inventory', looked: finished.length, violations }
}

const nameOf = ({ service, externalId }: { service: string; externalId: string }): string =>
  `${service} ${externalId}`
