import type { Source } from '../grade.ts'
import type { ConnectionKind } from '../service.ts'
import {
  accountsIn,
  countsOver,
  type Impact,
  idsOf,
  revocableIds,
  type Sentence,
  type Touched,
} from './impact.ts'
import { type Plan, wasGone } from './plan.ts'

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
  at: makersReadOn,
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
    /**
     * Of the devices those that Intune manages, or those of them that may have a profile nobody can remove; the people of
     * devices that it manages.
     */
    only?: 'managed' | 'fixed'
  } | null
}
/** `isSummed`: its numbers are sums over several connections, where what stands on two counts twice. */
export type ImpactList = { id: string; title: Sentence; items: ImpactItem[]; isSummed: boolean }

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
    const isSummed = idsOf(touched.plan, kind).length > 1
    return [
      ...(stops.length > 0
        ? [{ id: `stops ${kind}`, title: { key: at('stops'), values: { of } }, items: stops, isSummed }]
        : []),
      { id: `stays ${kind}`, title: { key: at('stays'), values: { of } }, items: stays, isSummed },
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
  const gone = idsOf(touched.plan, 'locationToken').filter((id) => wasGone(touched.plan, id))
  const { licences } = countsOver(touched, gone)
  return {
    stops: revocable.length > 0 ? uses(revocable, true) : [],
    stays: [
      ...(gone.length > 0
        ? [
            {
              ...counted('licencesUnrevoked', { key: at('licencesUnrevoked'), values: { licences } }),
              ...{ term: at('licences'), known: { unverifiable: 'reports.why.revocationNotSeen' } },
            },
          ]
        : []),
      ...(kept.length > 0 ? uses(kept, false) : []),
      accounts(touched.plan, 'locationToken'),
      books(touched),
      plain('installed', 'installedStay', 'microsoft'),
    ],
  }
}

/** Apple makes licences of books irrevocable. */
const books = ({ plan, impact }: Touched): ImpactItem => {
  if (impact.books === null)
    return { ...plain('books', 'booksStay', 'apple'), known: { unverifiable: at('booksWhy') } }
  const rows = { of: 'licences', over: idsOf(plan, 'locationToken') } as const
  return counted(
    'books',
    { key: at('booksCounted'), values: impact.books },
    impact.books.titles > 0 ? rows : null,
  )
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
      counted(
        'managed',
        { key: at('devicesUnreachable'), values: { devices } },
        { of: 'devices', over, only: 'managed' },
      ),
      counted('fixed', { key: at('fixedStay'), values: { fixed } }, { of: 'devices', over, only: 'fixed' }),
      counted(
        'people',
        { key: at('peopleOfDevices'), values: { people } },
        { of: 'people', over, only: 'managed' },
      ),
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
