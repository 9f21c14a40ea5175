import { jobOf, type Moment, openWatch } from './kill.fixture.ts'
import {
  goesOn,
  type KillScene,
  type KillWorld,
  onlooker,
  openKillWorld,
  type Undisturbed,
} from './kill-world.fixture.ts'
import type { Reader } from './reader.ts'

/** Where a reading is stopped to be killed: after so many pages, or in its merge. */
export type Stop = { pages: number } | { merge: Moment }

/** The last page is where the merge begins. */
const afterEachPage = ({ pages }: Undisturbed): Stop[] =>
  Array.from({ length: pages - 1 }, (_, at) => ({ pages: at + 1 }))
const inMerge = (...moments: Moment[]): Stop[] => moments.map((merge) => ({ merge }))

/**
 * Every place to stop a reading at, in rounds of one worker each. A process merges six at once, which is the size of
 * its pool; nobody can have handed a device over before a first reading.
 */
export const roundsOf = (whole: Undisturbed, isFirst: boolean): Stop[][] => [
  [
    ...afterEachPage(whole),
    ...inMerge('account', 'connection', 'connection_fact', 'app', 'person', 'device'),
  ],
  [
    ...inMerge('device_share', 'person_share', 'inventory_count', 'reading', 'audit_event'),
    ...(isFirst ? [] : inMerge('device_past_user')),
  ],
]

/**
 * Where the first reading of a large organisation stands when its part is not yet there, filled, and taken in; a part
 * that is being filled tells nobody which row is written to it. Only one may stand where it is taken in: until its
 * transaction ends nobody else's can be.
 */
export const aroundPart: Stop[] = inMerge('connection', 'inventory_count', 'reading')

/** The same for the database, to which it makes no difference which page it was: some of them, in one round. */
export const someOf = (whole: Undisturbed): Stop[] => [
  ...afterEachPage(whole).filter((_, at) => at % 5 === 0),
  ...inMerge('account', 'person', 'device_share', 'inventory_count', 'reading', 'audit_event'),
]

/** Work for each of many, a few at a time. */
const each = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: 4 }, lane))
}

type Victim = {
  world: KillWorld
  readingId: string
  stop: Stop
  moment: string
  isUntouched(moment: string): Promise<void>
}

/**
 * One worker reads an organisation for each stop, all at once. When each stands where it is to be killed, `kill` kills,
 * and whoever looks sees what was there before; then every reading goes on, alone, and ends as if nothing had been.
 */
export const killRound = async (
  scene: KillScene,
  whole: Undisturbed,
  stops: readonly Stop[],
  reader: Reader,
  kill: () => Promise<void>,
): Promise<void> => {
  const watch = await openWatch()
  const victims: Victim[] = []
  try {
    await each(stops, async (stop) => {
      const world = await openKillWorld(scene)
      const readingId = await world.request()
      const moment = `killed at ${JSON.stringify(stop)}`
      if ('pages' in stop) world.allow(stop.pages)
      else await watch.holdMerge(world.organisationId, stop.merge)
      victims.push({ world, readingId, stop, moment, isUntouched: await onlooker(world, readingId) })
    })
    const stopped = victims.map(({ readingId, stop }) =>
      'pages' in stop ? watch.pages(readingId, stop.pages) : Promise.resolve(),
    )
    const readings = victims.map(({ world: { organisationId }, readingId }) => ({
      organisationId,
      readingId,
    }))
    await reader.start(jobOf(readings, scene.inBulk))
    await Promise.all(stopped)
    await watch.merges(stops.filter((stop) => 'merge' in stop).length)
    await kill()
  } finally {
    await watch.end()
  }
  for (const { world } of victims) world.open()
  await each(victims, async ({ world, readingId, moment, isUntouched }) => {
    await isUntouched(moment)
    await goesOn(world, readingId, whole, moment)
  })
}
