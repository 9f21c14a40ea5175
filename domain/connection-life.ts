import { kindOf, type Service } from './service.ts'

/**
 * Where a connection stands between sharing and stopped. `disabled` is half-way: the token is gone from Intune, the
 * Apple account still exists, so Apple still holds the data. `missing` is not gone: one reading did not list it. Nor is
 * `emptied`: Intune still has the record of a push certificate, and it names no Apple account any more.
 */
export const lifeStates = [
  'sharing',
  'expiring',
  'expired',
  'missing',
  'emptied',
  'disabled',
  'stopped',
  'accountKept',
] as const
export type LifeState = (typeof lifeStates)[number]

/** What is recorded about a connection, one stay of it in Intune. */
export type LifeFacts = {
  service: Service
  /** The last complete reading still held it: no reading has closed the row. */
  isCurrent: boolean
  isMissing: boolean
  expiresAt: Date | null
  /** When this stay was first observed: a deletion stated earlier speaks of an account that was evidently alive. */
  observedSince: Date
  /** The `Disablement`: when the token was found gone. */
  disabledAt: Date | null
  /** The `AccountDeletion` of the account behind it; one is only ever stated of today or an earlier day. */
  accountDeletion: { statedAt: Date } | null
  /** The `AccountKeeping`: when it was decided that the account lives on. */
  accountKeptAt: Date | null
}

/** Days ahead of its expiry from which a connection counts as expiring, unless an organisation says otherwise. */
export const expiringDays = 30

const dayMs = 86_400_000

/**
 * The state of one connection at `now`. Stopped needs both halves, the token gone and the account deleted, so an
 * account deleted behind a token that is still there stops nothing; expired is not revoked, so it is not gone either.
 */
export const lifeOf = (facts: LifeFacts, now: Date, warnDays: number = expiringDays): LifeState => {
  const isGone = facts.disabledAt !== null || !facts.isCurrent
  if (isGone) {
    if (isAccountDeleted(facts)) return 'stopped'
    return facts.accountKeptAt === null ? 'disabled' : 'accountKept'
  }
  // Graph has the record of a push certificate or answers 404 for it: one that is neither there nor gone was emptied.
  if (facts.isMissing) return kindOf(facts.service) === 'pushCertificate' ? 'emptied' : 'missing'
  if (facts.expiresAt === null) return 'sharing'
  const left = facts.expiresAt.getTime() - now.getTime()
  if (left <= 0) return 'expired'
  return left <= warnDays * dayMs ? 'expiring' : 'sharing'
}

/** Whether the account's deletion was stated of the account behind this very stay. */
const isAccountDeleted = ({
  accountDeletion,
  observedSince,
}: Pick<LifeFacts, 'accountDeletion' | 'observedSince'>): boolean =>
  accountDeletion !== null && accountDeletion.statedAt >= observedSince

/** The state of a service: `none` when no connection of it was ever known. */
export const serviceStates = ['none', 'sharing', 'emptied', 'disabled', 'stopped', 'accountKept'] as const
export type ServiceState = (typeof serviceStates)[number]

export const flowingStates = ['sharing', 'expiring', 'expired', 'missing'] as const satisfies LifeState[]
const flowing: ReadonlySet<LifeState> = new Set(flowingStates)

/** Whether data may still go to Apple over a connection in this state. */
export const isFlowing = (state: LifeState): boolean => flowing.has(state)

/**
 * Whether a count of what went over a connection or service in this state is to be said as nobody any more: a zero would
 * read as though nobody had ever been concerned.
 */
export const isNobodyAnyMore = (count: number | null, state: LifeState | ServiceState): boolean =>
  count === 0 && state !== 'none' && !isFlowing(state)

export const goneStates = ['disabled', 'stopped', 'accountKept'] as const satisfies LifeState[]
const gone: ReadonlySet<LifeState> = new Set(goneStates)

/**
 * Whether a connection in this state is gone from Intune. An emptied push certificate is not: nothing goes over it as it
 * stands, and what is uploaded to its record has it share again.
 */
export const isGone = (state: LifeState): boolean => gone.has(state)

/** The state of a service from its connections', worst first: it has stopped only when all of them have. */
export const serviceState = (states: readonly LifeState[]): ServiceState => {
  if (states.length === 0) return 'none'
  if (states.some(isFlowing)) return 'sharing'
  if (states.includes('emptied')) return 'emptied'
  if (states.includes('disabled')) return 'disabled'
  return states.includes('accountKept') ? 'accountKept' : 'stopped'
}
