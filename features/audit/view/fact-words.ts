/** Codes that an event keeps, by the name of the fact: where the word for each stands among the messages. */
const codes: Record<string, (code: string) => string> = {
  accountKind: (code) => `offboardings.account.kinds.${code}`,
  basis: (code) => `reviews.basis.${code}`,
  found: (code) => `offboardings.recheck.founds.${code}`,
  fileKind: (code) => `audit.values.fileKind.${code}`,
  logClass: (code) => `audit.retention.classes.${code}`,
  necessity: (code) => `reviews.necessityShort.${code}`,
  opinion: (code) => `audit.values.opinion.${code}`,
  origin: (code) => `audit.values.origin.${code}`,
  outcome: (code) => `audit.values.outcome.${code}`,
  role: (code) => `roles.${code}.name`,
  service: (code) => `services.${code}.short`,
  step: (code) => `offboardings.steps.${code}`,
  task: (code) => `offboardings.tasks.${code}.name`,
  type: (code) => `audit.values.type.${code}`,
  what: (code) => `offboardings.evidence.what.${code}`,
}

/** Facts that are several codes with spaces between, and the block of messages with the words for them. */
export const listsOfCodes: Record<string, string> = {
  columns: 'inventory.column',
  fields: 'audit.values.fields',
  groups: 'offboardings.informing.groups',
}

/** Where the word for a code stands, or null where a fact is no code. */
export const wordOfCode = (fact: string, code: string): string | null => codes[fact]?.(code) ?? null

/** Where what an event is about has its page, by its kind. */
const pagesOfSubjects: Record<string, string> = {
  account: '/accounts',
  connection: '/connections',
  offboarding: '/offboardings',
  reading: '/readings',
  report: '/reports',
  review: '/inventory',
  statedConnection: '/connections/stated',
  value: '/inventory',
}

/** The same of what its facts name beside it. */
const pagesOfFacts: Record<string, string> = {
  connectionId: '/connections',
  device: '/devices',
  offboardingId: '/offboardings',
}

const at = (path: string | undefined, id: string): string | null =>
  path === undefined || id === '' ? null : `${path}/${id}`

export const pageOfSubject = ({ kind, id }: { kind: string; id: string }): string | null =>
  at(pagesOfSubjects[kind], id)

export const pageOfFact = (fact: string, id: string): string | null => at(pagesOfFacts[fact], id)
