import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Outcome } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { readClient, tenantId, writeClient } from '#sandbox/registrations.ts'
import type { Sandbox } from '#sandbox/server.ts'
import { enterWriteAccess } from './access-commands.ts'
import { askForApproval, decideApproval } from './approval-commands.ts'
import { loadCase } from './case.ts'
import { answerStep, startOffboarding } from './commands.ts'
import { offboardingDetail } from './queries.ts'
import { confirmOffboarding } from './run-commands.ts'

// How a test comes to a case: an organisation that has read the sandbox tenant, and the steps up to where it begins.

export const must = <Value>(outcome: Outcome<Value>): Value => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome.value
}

export const readWorld = async () => {
  const world = await makeWorld()
  const { organisationId } = world
  const registration = { tenant: tenantId, tenantId, client: readClient.clientId, secret: readClient.secret }
  const link = await makeTenantLink(organisationId, registration)
  const inside = <Value>(work: (tx: Transaction) => Promise<Value>) => inOrganisation(organisationId, work)
  const clock = clockActor(organisationId)
  const read = async () => {
    const { readingId } = must(await requestReading(world.actors.admin))
    must(await runReading(clock, readingId, { signal: new AbortController().signal }))
  }
  await read()
  return {
    ...world,
    link,
    clock,
    inside,
    read,
    connection: (name: string) => inside((tx) => tx.connection.findFirstOrThrow({ where: { name } })),
    caseOf: (id: string) => inside((tx) => loadCase(tx, id, new Date())),
    audit: () =>
      inside(async (tx) =>
        (await tx.auditEvent.findMany({ orderBy: { sequence: 'asc' } }))
          .map(({ kind }) => kind)
          .filter((kind) => !kind.startsWith('reading.')),
      ),
  }
}
export type World = Awaited<ReturnType<typeof readWorld>>

export const started = async ({ actors, connection }: World, ...names: string[]) => {
  const connectionIds: string[] = []
  for (const name of names.length > 0 ? names : ['Skagen Kiosk'])
    connectionIds.push((await connection(name)).id)
  return must(await startOffboarding(actors.admin, { connectionIds })).offboardingId
}

export const readImpact = async ({ actors, caseOf }: World, id: string) => {
  const { version, planHash } = await caseOf(id)
  must(await answerStep(actors.admin, id, { step: 'impact', version, planHash: planHash ?? '' }))
  const informing = { groups: ['users' as const], note: 'By e-mail, a week before.' }
  const { version: next } = await caseOf(id)
  must(
    await answerStep(actors.admin, id, {
      step: 'informing',
      version: next,
      planHash: planHash ?? '',
      ...informing,
    }),
  )
  const { version: last } = await caseOf(id)
  must(await answerStep(actors.admin, id, { step: 'order', version: last, planHash: planHash ?? '' }))
}

export const asked = async (world: World, ...names: string[]) =>
  approvalAsked(world, await started(world, ...names))

export const approvalAsked = async (world: World, id: string) => {
  await readImpact(world, id)
  must(await askForApproval(world.actors.admin, id, { version: (await world.caseOf(id)).version }))
  return id
}

export const decide = async (
  { actors, caseOf }: World,
  id: string,
  decision: 'approved' | 'rejected' = 'approved',
) => {
  const { approval } = await caseOf(id)
  return decideApproval(actors.decider, id, {
    approvalId: approval?.id ?? '',
    decision,
    note: 'Agreed.',
    opinions: approval?.opinions.length ?? 0,
  })
}

export const enterAccess = ({ actors, link }: World, id: string) =>
  enterWriteAccess(actors.admin, id, {
    tenantLinkId: link.id,
    client: writeClient.clientId,
    credential: { kind: 'secret', secret: writeClient.secret },
  })

/** Everything but the typing. */
export const ready = async (world: World, ...names: string[]) => {
  const id = await asked(world, ...names)
  must(await decide(world, id))
  must(await enterAccess(world, id))
  return id
}

export const confirm = async ({ actors, caseOf }: World, id: string, grace = 0) => {
  const { version } = await caseOf(id)
  const { nameToType: typed } = await offboardingDetail(actors.admin, id)
  return confirmOffboarding(actors.admin, id, { version, typed, grace })
}

export const confirmed = async (world: World, ...names: string[]) => {
  const id = await ready(world, ...names)
  must(await confirm(world, id))
  return id
}

/** A case for all that is left to end, up to where it begins. */
export const confirmedForEverything = async (world: World) => {
  const everything = { group: { kind: 'everything', value: '' } } as const
  const { offboardingId: id } = must(await startOffboarding(world.actors.admin, everything))
  await approvalAsked(world, id)
  must(await decide(world, id))
  must(await enterAccess(world, id))
  must(await confirm(world, id))
  return id
}

/** Kills the worker at a write: what the trigger undoes is what a dead worker never recorded. */
export const dieAt = async (table: string, when: string) => {
  await owner().$executeRawUnsafe(`
    create or replace function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`)
  await owner().$executeRawUnsafe(
    `create trigger die before insert or update on ${table} for each row when (${when}) execute function die()`,
  )
  return () => owner().$executeRawUnsafe(`drop trigger die on ${table}`)
}

/** Where a worker can die: as an effect is recorded, or as a task reaches a state. */
export const recording = (what: string) => ['evidence', `new.content->>'what' = '${what}'`] as const
export const reaching = (kind: string, state: string) =>
  ['offboarding_task', `new.kind = '${kind}' and new.state = '${state}'`] as const

/** What the worker does until a case needs somebody or is over, with the waiting left out. */
export const carriedOut = async (
  { caseOf }: World,
  id: string,
  { once, wait }: { once: (id: string) => Promise<void>; wait: () => void },
) => {
  for (let looks = 0; looks < 80; looks += 1) {
    await once(id)
    const found = await caseOf(id)
    if (found.state !== 'running') return found
    wait()
  }
  throw new Error('the case goes on for ever')
}

/** What was changed in the tenant, in order. */
export const writesTo = ({ control }: Sandbox): string[] =>
  control
    .calls()
    .filter(({ method, path, status }) => method !== 'GET' && !path.endsWith('/token') && status < 300)
    .map(({ method, path }) => `${method} ${path}`)

export const isListedIn = ({ control }: Sandbox, externalId: string): boolean =>
  control.truth().connections.some((connection) => connection.externalId === externalId)
