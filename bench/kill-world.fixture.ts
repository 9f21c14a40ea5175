import { expect } from 'vitest'
import { listDevices } from '#features/devices/list-devices.ts'
import { inventory } from '#features/inventory/queries.ts'
import { listPeople } from '#features/people/list-people.ts'
import { readingsAtAGlance } from '#features/readings/queries.ts'
import { openTenantWorld, type Tenant, type TenantGraph } from '#features/readings/tenant.fixture.ts'
import { ownerPool } from './kill.fixture.ts'
import { stateRows } from './tenant-state.ts'

/** Marks follow from the tenant link's id: worlds that are compared have the same. */
const linkId = '01a00000-0000-7000-8000-00000000000a'

/** A token looked for by its own address is confirmed by another look at the list: two requests, one checkpoint. */
const looksUp = /\/(depOnboardingSettings|vppTokens)\/[^/]+$/

/** What is read: tenants one after the other, and whether as large ones are, into a part of the tables of their own. */
export type KillScene = { tenants: readonly Tenant[]; graph: TenantGraph; inBulk: boolean }

/**
 * A world that has read all tenants but the last, which is there to be read. Its Graph holds answers back when it is
 * told to.
 */
export const openKillWorld = async ({ tenants, graph, inBulk }: KillScene) => {
  const [begin, ...later] = tenants
  if (!begin) throw new Error('A world has a tenant.')
  const world = await openTenantWorld(begin, { graph, linkId, inBulk })
  for (const tenant of later) {
    await world.read()
    world.state.tenant = tenant
  }
  const from = world.calls.length
  let allowed = Number.POSITIVE_INFINITY
  let held: (() => void)[] = []
  let heard = (): void => {}
  world.state.onCall = ({ path }) => {
    heard()
    if (looksUp.test(path)) return
    allowed -= 1
    return allowed >= 0 ? undefined : new Promise((resolve) => held.push(resolve))
  }
  const { organisationId } = world
  return {
    ...world,
    /** Answers the requests for so many pages more; those after them wait. */
    allow: (pages: number): void => {
      allowed = pages
    },
    /** Resolves when the request of this number, counted from now, has arrived. */
    arrival: (count: number): Promise<void> =>
      new Promise((resolve) => {
        let arrived = 0
        heard = () => {
          arrived += 1
          if (arrived === count) resolve()
        }
      }),
    /** Answers everything. */
    open: (): void => {
      allowed = Number.POSITIVE_INFINITY
      for (const answer of held) answer()
      held = []
    },
    /** What was asked for of the last tenant, since the call of this number. */
    asked: (since = from): string[] =>
      world.calls
        .slice(since)
        .map(({ path, query }) => `${path}?${query.get('$skiptoken') ?? ''}`)
        .toSorted(),
    /** How many pages that were. */
    pagesAsked: (): number => world.calls.slice(from).filter(({ path }) => !looksUp.test(path)).length,
    /** What the tables hold. */
    state: () => stateRows(ownerPool(), organisationId),
    /** What somebody who looks is shown. */
    seen: async () => {
      const actor = world.actors.owner
      const { asOf: _, ...shown } = await inventory(actor, { lang: 'en' })
      const { last } = await readingsAtAGlance(actor)
      const devices = await listDevices(actor, { most: 1000 })
      const people = await listPeople(actor, { most: 1000 })
      return { shown, last, devices, people }
    },
  }
}
export type KillWorld = Awaited<ReturnType<typeof openKillWorld>>

/** Taken before a reading, to be asked for after a kill: nothing of a reading that did not finish shows. */
export const onlooker = async (world: KillWorld, readingId: string) => {
  const [state, seen] = [await world.state(), await world.seen()]
  return async (moment: string): Promise<void> => {
    const reading = await world.inside((tx) => tx.reading.findFirstOrThrow({ where: { id: readingId } }))
    expect(reading.state, moment).toBe('running')
    expect(await world.seen(), moment).toEqual(seen)
    expect(await world.state(), moment).toEqual(state)
  }
}

/** What a reading that nobody disturbs asks for, and what it leaves. */
export const undisturbed = async (scene: KillScene) => {
  const world = await openKillWorld(scene)
  await world.read()
  return { asked: world.asked(), pages: world.pagesAsked(), state: await world.state() }
}
export type Undisturbed = Awaited<ReturnType<typeof undisturbed>>

/** What is asked anew in every run (`tellsAbsence` of collect.ts), as path and as collection. */
const asksAnew = /\/(applePushNotificationCertificate|(depOnboardingSettings|vppTokens)(\/[^/]+)?)\?$/
const anew = ['pushCertificate', 'enrolmentTokens', 'locationTokens', 'gone']

const keptPages = async (world: KillWorld, readingId: string): Promise<number> => {
  const where = { readingId, collection: { notIn: anew } }
  const { _sum } = await world.inside((tx) =>
    tx.readingCollection.aggregate({ where, _sum: { pages: true } }),
  )
  return _sum.pages ?? 0
}

/**
 * The next worker finishes what the killed one left: of all that an undisturbed reading asks for, it asks for nothing
 * twice and for no page whose checkpoint is kept.
 */
export const goesOn = async (
  world: KillWorld,
  readingId: string,
  whole: Undisturbed,
  moment: string,
): Promise<void> => {
  const kept = await keptPages(world, readingId)
  const since = world.calls.length
  expect(await world.run(readingId), moment).toEqual({ ok: true, value: null })
  const asked = world.asked(since)
  const isAnew = (page: string) => asksAnew.test(page)
  expect(asked.filter(isAnew), moment).toEqual(whole.asked.filter(isAnew))
  const missing = asked.filter((page) => !isAnew(page))
  expect(new Set(missing).size, moment).toBe(missing.length)
  expect(whole.asked, moment).toEqual(expect.arrayContaining(missing))
  expect(asked.length, moment).toBe(whole.asked.length - kept)
  expect(await world.state(), moment).toEqual(whole.state)
}
