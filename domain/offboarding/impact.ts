import type { Source } from '../grade.ts'
import type { ConnectionKind, Service } from '../service.ts'
import { canRevoke, type Plan, type PlanCounts } from './plan.ts'

/** What is counted of one connection of a case. */
export type ConnectionCounts = { id: string } & Omit<PlanCounts, 'fixed'>

/** What is counted of connections: licences of location tokens alone, and whether devices are managed of all others. */
export const countedOf = ['devices', 'managed', 'people', 'licences'] as const
export type CountedOf = (typeof countedOf)[number]
export const isCounted = (kind: ConnectionKind, of: CountedOf): boolean =>
  of === 'licences' ? kind === 'locationToken' : of !== 'managed' || kind !== 'locationToken'

/** An enrolment profile, and the enrolment token that it is of. */
export type ImpactProfile = { id: string; name: string; isDefault: boolean; token: string }

/** Another connection that still uses an Apple account of a case. */
export type Sibling = { id: string; name: string; service: Service; appleId: string }

/** What stands in the last reading about the connections of a case: frozen with the plan when it is confirmed. */
export type Impact = {
  reading: { id: string; sequence: number; finishedAt: string } | null
  each: ConnectionCounts[]
  apps: { id: string; name: string; usedLicences: number | null }[]
  /** Enrolment profiles that install Company Portal from a token in scope. */
  profiles: ImpactProfile[]
  /** Enrolment profiles that go with an enrolment token in scope. */
  ownProfiles: ImpactProfile[]
  siblings: Sibling[]
}

/** A case as its impact is told from it. */
export type Touched = { plan: Plan; impact: Impact }

type Counts = {
  connections: number
  devices: number
  people: number
  apps: number
  licences: number
  managed: number
}

/** What a case counts over some of its connections; over its only one, what the plan itself says. */
const countsOver = ({ plan, impact }: Touched, over: readonly string[]): Counts => {
  if (plan.connections.length === 1 && over.length === 1) return { connections: 1, ...plan.counts }
  const counts = { connections: over.length, devices: 0, people: 0, apps: 0, licences: 0, managed: 0 }
  for (const { id, ...of } of impact.each) {
    if (!over.includes(id)) continue
    counts.devices += of.devices
    counts.people += of.people
    counts.apps += of.apps
    counts.licences += of.licences
    counts.managed += of.managed
  }
  return counts
}

/** The Apple accounts that Intune names behind connections of one kind. */
const accountsIn = ({ connections }: Plan, kind: ConnectionKind): string[] => [
  ...new Set(
    connections.flatMap((connection) =>
      connection.kind === kind ? (connection.account?.appleId ?? []) : [],
    ),
  ),
]

const idsOf = ({ connections }: Plan, kind: ConnectionKind): string[] =>
  connections.flatMap((connection) => (connection.kind === kind ? connection.id : []))

/** Location tokens whose licences Intune can still revoke, and those where it cannot. */
const revocableIds = (plan: Plan): { revocable: string[]; kept: string[] } => {
  const ids = idsOf(plan, 'locationToken')
  return {
    revocable: ids.filter((id) => canRevoke(plan, id)),
    kept: ids.filter((id) => !canRevoke(plan, id)),
  }
}

/** Over the connections of one kind. */
export const countsOfKind = (touched: Touched, kind: ConnectionKind): Counts =>
  countsOver(touched, idsOf(touched.plan, kind))

/** Over location tokens whose licences Intune can still revoke, and over those where it cannot. */
export const revocableCounts = (touched: Touched): { revocable: Counts; kept: Counts } => {
  const { revocable, kept } = revocableIds(touched.plan)
  return { revocable: countsOver(touched, revocable), kept: countsOver(touched, kept) }
}

/** A sentence by its full message key. */
export type Sentence = { key: string; values?: Record<string, string | number> }

/** Whose documentation says how their service behaves, and when that was last read. */
export type Maker = 'microsoft' | 'apple'
const makersReadOn = '2026-11-22'

/** The source of every number of a case's impact: the reading that they were counted in. */
export const countedIn = (
  reading: Pick<NonNullable<Impact['reading']>, 'id' | 'finishedAt'> | null,
): Source =>
  reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt }
    : { grade: 'unverifiable', why: 'offboardings.impact.neverRead' }

/** How a service behaves is known from whoever makes it, `by` its name in the words of whoever shows it. */
export const documentedBy = (by: string): Source => ({
  grade: 'stated',
  by,
  at: `${makersReadOn}T00:00:00Z`,
})

/** How an item is known, on the page and in the report alike. */
export const sourceOfItem = (
  { known }: Pick<ImpactItem, 'known'>,
  reading: Parameters<typeof countedIn>[0],
  nameOf: (maker: Maker) => string,
): Source => {
  if (known === 'counted') return countedIn(reading)
  if ('unverifiable' in known) return { grade: 'unverifiable', why: known.unverifiable }
  return documentedBy(nameOf(known.maker))
}

/** Something that stops or stays, and how it is known: as the reading counted it, why nobody can, or on whose word. */
export type ImpactItem = {
  id: string
  /** A full message key. */
  term: string
  said: Sentence | { names: readonly string[] }
  known: 'counted' | { unverifiable: string } | { maker: Maker }
  /** Whose rows a number is of, and over which connections they are shared. */
  rows: {
    of: 'devices' | 'people' | 'licences'
    over: readonly string[]
    /** Of the devices those that Intune manages, or those of them that may have a profile nobody can remove. */
    only?: 'managed' | 'fixed'
  } | null
}
export type ImpactList = { id: string; title: Sentence; items: ImpactItem[] }

const at = (name: string) => `offboardings.impact.${name}`

const counted = (
  id: string,
  said: Sentence,
  rows: ImpactItem['rows'] = null,
  term: string = at(id),
): ImpactItem => ({ id, term, said, known: 'counted', rows })

/** How a service behaves, whatever is in the tenant. */
const plain = (id: string, said: string, maker: Maker): ImpactItem => ({
  ...{ id, term: at(id), said: { key: at(said) }, known: { maker }, rows: null },
})

const accounts = (plan: Plan, kind: ConnectionKind): ImpactItem => ({
  ...{ id: 'account', term: at('account'), known: 'counted', rows: null },
  said: { names: accountsIn(plan, kind) },
})

/** What ending connections of each kind stops, and what stays at Apple: for the page, and for the report of it. */
export const impactLists = (touched: Touched): ImpactList[] => {
  const kinds = new Set(touched.plan.connections.map(({ kind }) => kind))
  return (['locationToken', 'enrolmentToken', 'pushCertificate'] as const).flatMap((kind) => {
    if (!kinds.has(kind)) return []
    const of = kinds.size > 1 ? kind : 'one'
    const { stops, stays } = itemsOf[kind](touched)
    return [
      ...(stops.length > 0
        ? [{ id: `stops ${kind}`, title: { key: at('stops'), values: { of } }, items: stops }]
        : []),
      { id: `stays ${kind}`, title: { key: at('stays'), values: { of } }, items: stays },
    ]
  })
}

type Items = { stops: ImpactItem[]; stays: ImpactItem[] }

const ofLocationTokens = (touched: Touched): Items => {
  const { revocable, kept } = revocableIds(touched.plan)
  // Licences that Intune cannot revoke do not stop: they stay with everything else that Apple keeps.
  const uses = (over: string[], isRevocable: boolean): ImpactItem[] => {
    const { licences, apps, devices, people } = countsOver(touched, over)
    return [
      counted(
        'licences',
        { key: at('licencesOf'), values: { licences, apps, revocable: String(isRevocable) } },
        { of: 'licences', over },
      ),
      counted(
        'devices',
        { key: at(isRevocable ? 'devicesLose' : 'devicesKeep'), values: { devices } },
        { of: 'devices', over },
      ),
      counted(
        'people',
        { key: at(isRevocable ? 'peopleLose' : 'peopleKeep'), values: { people } },
        { of: 'people', over },
      ),
    ]
  }
  return {
    stops: revocable.length > 0 ? uses(revocable, true) : [],
    stays: [
      ...(kept.length > 0 ? uses(kept, false) : []),
      accounts(touched.plan, 'locationToken'),
      { ...plain('books', 'booksStay', 'apple'), known: { unverifiable: at('booksWhy') } },
      plain('installed', 'installedStay', 'microsoft'),
    ],
  }
}

const ofEnrolmentTokens = (touched: Touched): Items => {
  const over = idsOf(touched.plan, 'enrolmentToken')
  const { devices, people, managed } = countsOver(touched, over)
  return {
    stops: [
      counted(
        'devices',
        { key: at('serialsStop'), values: { devices, tokens: over.length } },
        { of: 'devices', over },
      ),
      counted(
        'managed',
        { key: at('managedStay'), values: { managed } },
        { of: 'devices', over, only: 'managed' },
      ),
      counted('people', { key: at('peopleOfDevices'), values: { people } }, { of: 'people', over }),
      plain('newDevices', 'newDevicesStop', 'microsoft'),
    ],
    stays: [plain('owned', 'ownedStay', 'apple'), accounts(touched.plan, 'enrolmentToken')],
  }
}

const ofPushCertificates = (touched: Touched): Items => {
  const over = idsOf(touched.plan, 'pushCertificate')
  const { devices, people } = countsOver(touched, over)
  const { fixed } = touched.plan.counts
  return {
    stops: [
      counted('managed', { key: at('devicesUnreachable'), values: { devices } }, { of: 'devices', over }),
      counted('fixed', { key: at('fixedStay'), values: { fixed } }, { of: 'devices', over, only: 'fixed' }),
      counted('people', { key: at('peopleOfDevices'), values: { people } }, { of: 'people', over }),
      plain('newDevices', 'noEnrolment', 'microsoft'),
    ],
    stays: [plain('again', 'newTopic', 'apple'), accounts(touched.plan, 'pushCertificate')],
  }
}

const itemsOf: Record<ConnectionKind, (touched: Touched) => Items> = {
  locationToken: ofLocationTokens,
  enrolmentToken: ofEnrolmentTokens,
  pushCertificate: ofPushCertificates,
}
