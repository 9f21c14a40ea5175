import { isFlowing, type LifeState } from '#domain/connection-life.ts'
import { restartOf, type Stay } from '#domain/restart.ts'

/** What the other stays of the same token say about one stay. */
export type Return = {
  /** The latest stay, once Intune lists the token again after it was gone, and when that was observed. */
  returnedAs: string | null
  returnedAt: Date | null
  /** Whether data flows over that stay. */
  sharesAgain: boolean
  /** How that stay stands; null where there is none. */
  returnedState: LifeState | null
  /** The earlier stay that had been ended, where data flows again over this one. */
  restarts: { id: string; disabledAt: Date | null } | null
}

type LoneStay = Stay & {
  tenantLinkId: string
  service: string
  externalId: string
  since: number
  observedSince: Date
  disabledAt: Date | null
}

/** Every stay, knowing the others of its token. */
export const withReturns = <Each extends LoneStay>(stays: readonly Each[]): (Each & Return)[] => {
  const tokens = Map.groupBy(
    stays.toSorted((a, b) => a.since - b.since),
    tokenOf,
  )
  return stays.map((stay) => ({ ...stay, ...returnOf(stay, tokens.get(tokenOf(stay)) ?? []) }))
}

/** Of the enrolment program's two services a token may change from one to the other. */
const tokenOf = ({ tenantLinkId, service, externalId }: LoneStay): string =>
  [tenantLinkId, service === 'asm' ? 'dep' : service, externalId.toLowerCase()].join(' ')

const returnOf = (stay: LoneStay, all: readonly LoneStay[]): Return => {
  const present = all.at(-1) ?? stay
  if (present.id !== stay.id) {
    const { id: returnedAs, observedSince: returnedAt, state } = present
    return { returnedAs, returnedAt, sharesAgain: isFlowing(state), returnedState: state, restarts: null }
  }
  const endedId = restartOf(stay, all.slice(0, -1))
  const ended = all.find(({ id }) => id === endedId)
  return {
    returnedAs: null,
    returnedAt: null,
    sharesAgain: false,
    returnedState: null,
    restarts: ended ? { id: ended.id, disabledAt: ended.disabledAt } : null,
  }
}
