/**
 * Events of Intune's own audit log that concern what is shared with Apple. Microsoft documents neither the categories nor
 * the types it writes there (Graph: "auditEvent resource type"), so an event is recognised by its words, and one whose
 * words are not known by the object it names.
 */
export const eventSubjects = [
  'pushCertificate',
  'enrolmentToken',
  'enrolmentProfile',
  'locationToken',
  'sharingAuthorisation',
] as const
export type EventSubject = (typeof eventSubjects)[number]

const subjectWords: readonly [EventSubject, RegExp][] = [
  ['sharingAuthorisation', /(?:data\s*sharing|admin)\s*consent|consent\s*to\s*data\s*sharing/i],
  ['pushCertificate', /apple\s*push\s*notification|\bapns\b|push\s*certificate/i],
  ['enrolmentProfile', /(?:\bdep|apple)\w*\s*enrollment\s*(?:base\s*)?profile/i],
  ['enrolmentToken', /dep\s*(?:onboarding|token)|enrollment\s*program\s*token/i],
  ['locationToken', /vpp\s*token|location\s*token/i],
]

/** Intune keeps the consent to Google's services in the same place, under the same type. */
const otherVendor = /android|google/i

/**
 * What Intune's words (types, activities) speak of; null when they speak of nothing of Apple's that is known. `names`
 * were given by people and prove nothing, but they tell Google's consents apart.
 */
export const subjectOf = (words: string, names = ''): EventSubject | null => {
  const found = subjectWords.find(([, pattern]) => pattern.test(words))
  return found && !otherVendor.test(`${words} ${names}`) ? found[0] : null
}

/** What was done, in our words; `other` where Intune's own words must do. */
export const deeds = [
  'created',
  'renewed',
  'changed',
  'removed',
  'synchronised',
  'revoked',
  'agreed',
  'assigned',
  'other',
] as const
export type Deed = (typeof deeds)[number]

type Deeds = { activity: string; operation: string; changed: readonly string[] }

/** The first rule that fits. A token or certificate is renewed when its expiry date changes or a new one is uploaded. */
const deedRules: readonly [Deed, (said: Deeds) => boolean][] = [
  ['synchronised', ({ activity }) => /sync/i.test(activity)],
  ['revoked', ({ activity }) => /revoke/i.test(activity)],
  ['agreed', ({ activity }) => /consent/i.test(activity)],
  [
    'removed',
    ({ activity, operation }) => /^delete/i.test(operation) || /^(?:delete|remove)/i.test(activity),
  ],
  ['created', ({ operation }) => /^create/i.test(operation)],
  [
    'renewed',
    ({ activity, changed }) => /renew|upload/i.test(activity) || changed.some((name) => /expir/i.test(name)),
  ],
  ['assigned', ({ activity }) => /assign/i.test(activity)],
  [
    'changed',
    ({ activity, operation }) =>
      /^(?:patch|update|set)/i.test(operation) || /^(?:patch|update|set)/i.test(activity),
  ],
]

export const deedOf = (said: Deeds): Deed => deedRules.find(([, fits]) => fits(said))?.[0] ?? 'other'

/** Whether what was tried came about. Intune writes `Success`; other words are taken for what they say. */
export const isSuccess = (result: string): boolean => /^success/i.test(result)
