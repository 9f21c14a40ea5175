import type { ChangedFact } from './changes-facts.ts'
import type { Words } from './document.ts'

/** Their names are words of ours; what has none is told by its key. */
const own: Readonly<Record<string, string>> = Object.fromEntries([
  ...['appleId', 'expiresAt', 'granted', 'grantedAt', 'grantedBy', 'isDefault', 'name', 'platform'].map(
    named,
  ),
  ...[
    'removalDisabled',
    'shareApnsData',
    'standing',
    'supportDepartment',
    'supportPhone',
    'termsUrl',
    'total',
    'used',
  ].map(named),
  ...['accountType', 'consentGranted', 'country', 'locationName', 'organisationName', 'serialNumber'].map(
    told,
  ),
  ...['sharedWithSchoolDataSync', 'state', 'topic', 'type'].map(told),
])

function named(key: string): [string, string] {
  return [key, `readings.difference.fields.${key}`]
}
function told(key: string): [string, string] {
  return [key, `connections.facts.${key}`]
}

/** Of what is no longer listed as it was, and not gone. */
const lacking = { missing: 'readings.difference.notListed', emptied: 'states.emptied' } as const

const days: ReadonlySet<string> = new Set(['expiresAt', 'grantedAt'])

/** What was said of something before and is said now, in one sentence. */
export const changedWords = (fact: ChangedFact, words: Words): string => {
  const { what, before, after } = changedParts(fact, words)
  if (before === null || after === null) return what
  // The name of a state may hold a comma and end in a time.
  const sentence = fact.key === 'standing' ? 'reports.difference.turned' : 'readings.difference.changed'
  return words.t(sentence, { what, before, after })
}

/** The same in parts; what was and is said is null where the first part says it all. */
export const changedParts = (
  { key, before, after }: ChangedFact,
  words: Words,
): { what: string; before: string | null; after: string | null } => {
  if (key === 'missing' || key === 'emptied') {
    const what = after === null ? 'readings.difference.listedAgain' : lacking[key]
    return { what: words.t(what), before: null, after: null }
  }
  const said = (value: string | null): string => {
    if (value === null) return words.t('readings.difference.nothing')
    if (key === 'standing') return words.t(`states.${value}`)
    if (days.has(key)) return words.date(value, 'minute')
    if (value === 'true' || value === 'false')
      return words.t(`connections.${value === 'true' ? 'yes' : 'no'}`)
    return value
  }
  const what = own[key]
  return { what: what ? words.t(what) : key, before: said(before), after: said(after) }
}
