import list from './consumer-domains.json' with { type: 'json' }
import { type Custody, isBlank } from './custody.ts'
import type { DirectoryExtent, DirectoryState } from './directory.ts'
import type { Source } from './grade.ts'

/** Why a person should look at an Apple account, the gravest first. */
export const accountFlags = [
  'disabledInDirectory',
  'personalDomain',
  'notInDirectory',
  'noSecondHolder',
  'custodyUnknown',
] as const
export type AccountFlag = (typeof accountFlags)[number]

/** A flag with how it is known. `extent`: which addresses of the directory's users it rests on. */
export type RaisedFlag = { flag: AccountFlag; source: Source; extent?: DirectoryExtent }

export type FlagFacts = {
  appleId: string
  /** How it is known that this is the account's Apple ID. */
  named: Source
  custody: (Custody & { source: Source }) | null
  /** Null where nobody was asked, or nobody told. */
  directory: { state: DirectoryState; extent: DirectoryExtent; source: Source } | null
}

/** When the list of domains whose addresses are people's own was last gone through. */
export const consumerDomains = { edition: list.edition, recordedOn: list.recordedOn }
const consumers: ReadonlySet<string> = new Set(list.domains)

/** The domain of an address, in small letters; null where it has none. */
export const domainOf = (appleId: string): string | null => {
  const at = appleId.lastIndexOf('@')
  const domain =
    at < 0
      ? ''
      : appleId
          .slice(at + 1)
          .trim()
          .toLowerCase()
  return domain === '' ? null : domain
}

/** Whether an Apple ID is an address that people have for themselves: whoever leaves takes it along. */
export const isPersonal = (appleId: string): boolean => consumers.has(domainOf(appleId) ?? '')

const personal: ReadonlySet<AccountFlag> = new Set(['personalDomain', 'notInDirectory'])

/** Whether a flag says that an account may be a person's own rather than the organisation's. */
export const mayBePersonal = ({ flag }: Pick<RaisedFlag, 'flag'>): boolean => personal.has(flag)

/** Which flags an account in use raises. */
export const flagsOf = ({ appleId, named, custody, directory }: FlagFacts): RaisedFlag[] => {
  const raised: RaisedFlag[] = []
  if (directory?.state === 'disabled') {
    raised.push({ flag: 'disabledInDirectory', source: directory.source, extent: directory.extent })
  }
  if (isPersonal(appleId)) raised.push({ flag: 'personalDomain', source: named })
  if (directory?.state === 'absent') {
    raised.push({ flag: 'notInDirectory', source: directory.source, extent: directory.extent })
  }
  if (custody === null || isBlank(custody)) {
    raised.push({
      flag: 'custodyUnknown',
      source: { grade: 'unverifiable', why: 'accounts.why.custodyNotStated' },
    })
  } else if (custody.secondHolder === null) raised.push({ flag: 'noSecondHolder', source: custody.source })
  return raised
}
