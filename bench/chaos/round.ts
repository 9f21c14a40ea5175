import { setTimeout as delay } from 'node:timers/promises'
import type { RunContender } from '../contender.ts'
import type { ChaosCaseJob } from '../contenders/chaos-case.ts'
import type { ChaosOrganisation } from '../contenders/chaos-organisation.ts'
import type { Account } from './account.ts'
import { type Browser, password } from './browser.ts'
import { effectsFinding } from './effects.ts'
import type { ChaosFault } from './faults.ts'
import type { Instance } from './instance.ts'
import { inventoryFinding } from './inventory.ts'
import { eventsFinding, type Finding, keptFinding } from './kept.ts'
import { type ReadingWatch, watchReadings } from './watch.ts'
import { beginWork, signInAll, type Work } from './work.ts'

export type Round = {
  fault: string
  /** Milliseconds from the beginning of the work to the fault. */
  after: number
  /** Seconds from its end until everything answered again; null where it did not. */
  recovered: number | null
  findings: Finding[]
  sent: number
  lost: number
  acknowledged: number
  /** Refusals by their reason. */
  refused: Record<string, number>
  readings: number
  /** Tasks of the case that waited for a person, who tried them again. */
  triedAgain: number
}

export type Ground = { instance: Instance; account: Account; run: RunContender; signal: AbortSignal }

const lookEveryMs = 250
const patienceMs = 150_000

/** Looks again and again until it is so; the seconds it took, or null when it never is. */
const secondsUntil = async (isSo: () => Promise<boolean>, signal: AbortSignal): Promise<number | null> => {
  const startedAt = performance.now()
  while (!(await isSo().catch(() => false))) {
    signal.throwIfAborted()
    if (performance.now() - startedAt > patienceMs) return null
    await delay(lookEveryMs)
  }
  return (performance.now() - startedAt) / 1000
}

/**
 * An organisation of its own and a tenant as on its first day; work that goes on all the time, and a case that ends every
 * location token; then the fault. Once everything answers again it goes on for a while, and then everything is looked at.
 */
export const playRound = async (ground: Ground, fault: ChaosFault, chance: () => number): Promise<Round> => {
  const { instance, account, run, signal } = ground
  account.reset()
  const name = `Chaos ${Math.floor(chance() * 1e9)}`
  const { found: organisation } = await run<ChaosOrganisation>(
    'chaos-organisation',
    { password, name },
    await instance.environment(),
  )
  const { organisationId, tenantLinkId } = organisation
  const watch = watchReadings(instance, organisationId)
  try {
    const browsers = await signInAll(instance, organisation, `10.0.0.${1 + Math.floor(chance() * 250)}`)
    await browsers.admin?.act('requestReadingAction', '/readings', {})
    if ((await secondsUntil(async () => watch.finished() > 0, signal)) === null)
      throw new Error('The first reading did not finish.')
    const job: ChaosCaseJob = { organisationId, tenantLinkId }
    const begun = await run<{ offboardingId: string }>('chaos-case', job, await instance.environment())
    const { offboardingId } = begun.found
    const work = beginWork({ instance, organisation, offboardingId }, browsers)
    const after = Math.round(chance() * 6000)
    await delay(after)
    const before = await instance.processes()
    await fault.strike({ instance, account, chance })
    const recovered = await recovery(ground, fault, { before, watch, browser: browsers.auditor })
    await delay(6000)
    await work.stop()
    const place = { ...ground, organisationId, offboardingId, browsers }
    const settled = await settle(place)
    const findings = [
      await keptFinding(place, work.acknowledged),
      await eventsFinding(place),
      await chainFinding(place),
      await effectsFinding(place, account.effects()),
      await inventoryFinding(place, account.truths(), watch),
      stuckFinding(recovered, settled.left),
      await sessionsFinding(browsers, work),
    ]
    const { sent, lost, acknowledged, refused } = work
    const counts = { sent, lost, refused, acknowledged: acknowledged.length, readings: watch.finished() }
    return { fault: fault.name, after, recovered, findings, ...counts, triedAgain: settled.triedAgain }
  } finally {
    await watch.stop().catch(() => {})
  }
}

const recovery = async (
  { instance, signal }: Ground,
  { recovers }: ChaosFault,
  {
    before,
    watch,
    browser,
  }: {
    before: Awaited<ReturnType<Instance['processes']>>
    watch: ReadingWatch
    browser: Browser | undefined
  },
): Promise<number | null> => {
  if (recovers === 'graph') {
    const finished = watch.finished()
    return secondsUntil(async () => watch.finished() > finished, signal)
  }
  /** Whoever lives that did not, or whoever lived all the time; a page is shown, and the worker is at its queue. */
  return secondsUntil(async () => {
    const { web, worker, server } = await instance.processes()
    if (web === null || worker === null || server === null || !(await instance.isReady())) return false
    if (before.web === null) return false
    const [queue] = await instance.query<{ count: number }>(
      "select count(*)::int as count from pg_locks where locktype = 'advisory' and classid = hashtext('pomona worker')::oid",
    )
    return (queue?.count ?? 0) > 0 && (await browser?.page('/')) === 200
  }, signal)
}

type Place = Ground & { organisationId: string; offboardingId: string; browsers: Record<string, Browser> }

const underWay = `
  select 'reading ' || state as what from reading where organisation_id = $1 and state in ('waiting', 'running')
  union all select 'report ' || state from report where organisation_id = $1 and state in ('waiting', 'rendering')
  union all select 'case ' || state from offboarding where organisation_id = $1
    and state in ('confirmed', 'running', 'needsAttention')`

/** Waits until nothing is under way any more; what waits for a person is tried again by one. */
const settle = async ({ instance, signal, organisationId, offboardingId, browsers }: Place) => {
  let left: string[] = []
  let triedAgain = 0
  let stillLooks = 0
  await secondsUntil(async () => {
    left = (await instance.query<{ what: string }>(underWay, [organisationId])).map(({ what }) => what)
    const waiting = await instance.query<{ position: number; reason: string }>(
      "select position, reason from offboarding_task where organisation_id = $1 and state = 'needsAttention'",
      [organisationId],
    )
    for (const { position, reason } of waiting) {
      const given = { offboarding: offboardingId, position: String(position), currentPassword: password }
      // Of a token that has expired nothing can be revoked: the case asks a person whether to go on.
      const isRemainder = reason === 'licencesNotRevoked'
      const action = isRemainder ? 'acceptRemainderAction' : 'retryTaskAction'
      await browsers.admin?.act(action, `/offboardings/${offboardingId}`, { ...given, why: 'They stay.' })
      if (!isRemainder) triedAgain += 1
    }
    // A case that ends asks for a reading a moment later.
    stillLooks = left.length === 0 ? stillLooks + 1 : 0
    return stillLooks > 6
  }, signal)
  return { left, triedAgain }
}

const chainFinding = async ({ run, instance, organisationId }: Place): Promise<Finding> => {
  const environment = await instance.environment()
  const { found } = await run<{ checked: number; fault: string | null }>(
    'chaos-chain',
    { organisationId },
    environment,
  )
  const violations =
    found.fault === null ? [] : [`the log breaks after event ${found.checked}: ${found.fault}`]
  return { what: 'the audit chain holds', looked: found.checked, violations }
}

const stuckFinding = (recovered: number | null, left: readonly string[]): Finding => ({
  what: 'nothing stands still',
  looked: 1,
  violations: [
    ...(recovered === null ? ['the instance did not recover'] : []),
    ...left.map((what) => `${what} for ever`),
  ],
})

const sessionsFinding = async (browsers: Record<string, Browser>, { signedOut }: Work): Promise<Finding> => {
  const violations = signedOut > 0 ? [`${signedOut} times somebody had to sign in again`] : []
  for (const [role, browser] of Object.entries(browsers)) {
    const status = await browser.page('/')
    if (status !== 200) violations.push(`${role} is shown ${status}`)
  }
  return { what: 'members stay signed in', looked: Object.keys(browsers).length, violations }
}
