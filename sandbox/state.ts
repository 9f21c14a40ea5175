import { type Beginning, openJournal } from './journal.ts'
import type { Json } from './json.ts'
import { applyMutation, type Mutation, type Verb, type World } from './mutations.ts'
import type { Pages } from './pages.ts'
import { settleRevocations } from './revocation.ts'
import type { Tenant } from './tenant/records.ts'
import { makeTenant } from './tenant.ts'
import { type Truth, truthOf } from './truth.ts'

/** The tenant over time. Every look settles what has come due, so that nothing runs in the background. */
export type State = {
  tenant(): Tenant
  world(): World
  now(): Date
  /** Changes the tenant and writes the change to the state file before answering. */
  change(verb: Verb, ids: readonly string[], body?: Json): void
  truth(): Truth
  reset(): void
  /** Collections too large to be held as records. */
  pages: Pages | null
}

export type StateOptions = {
  stateFile: string | undefined
  devices: number
  now: () => Date
  revocationLasts: number
  warn: (sentence: string) => void
}

const play = (world: World, mutation: Mutation) => {
  settleRevocations(world.tenant, world.revocations, Date.parse(mutation.at))
  applyMutation(world, mutation)
}

export const openState = ({ stateFile, devices, now, revocationLasts, warn }: StateOptions): State => {
  const begin = ({ since, devices: count }: Beginning): World => ({
    tenant: makeTenant(since, count),
    since,
    revocations: [],
    revocationLasts,
  })
  const journal = openJournal(stateFile, { since: now(), devices }, warn)
  let world = begin(journal.beginning)
  for (const mutation of journal.mutations) play(world, mutation)

  const current = (): World => {
    settleRevocations(world.tenant, world.revocations, now().getTime())
    return world
  }
  return {
    now,
    pages: null,
    world: current,
    tenant: () => current().tenant,
    change: (verb, ids, body = null) => {
      const mutation = { at: now().toISOString(), verb, ids: [...ids], body }
      play(world, mutation)
      journal.append(mutation)
    },
    truth: () => truthOf(current().tenant),
    reset: () => {
      const beginning = { since: now(), devices }
      journal.restart(beginning)
      world = begin(beginning)
    },
  }
}
