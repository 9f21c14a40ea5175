/** Codes that an event keeps, by the name of the fact: where the word for each stands among the messages. */
const codes: Record<string, (code: string) => string> = {
  accountKind: (code) => `offboardings.account.kinds.${code}`,
  basis: (code) => `reviews.basis.${code}`,
  found: (code) => `offboardings.recheck.founds.${code}`,
  fileKind: (code) => `audit.values.fileKind.${code}`,
  necessity: (code) => `reviews.necessityShort.${code}`,
  opinion: (code) => `audit.values.opinion.${code}`,
  origin: (code) => `audit.values.origin.${code}`,
  outcome: (code) => `audit.values.outcome.${code}`,
  role: (code) => `roles.${code}.name`,
  service: (code) => `services.${code}.short`,
  step: (code) => `offboardings.steps.${code}`,
  task: (code) => `offboardings.tasks.${code}.name`,
  what: (code) => `offboardings.evidence.what.${code}`,
}

/** Where the word for a code stands, or null where a fact is no code. */
export const wordOfCode = (fact: string, code: string): string | null => codes[fact]?.(code) ?? null

const pages: Record<string, string> = {
  account: '/accounts',
  connection: '/connections',
  connectionId: '/connections',
  device: '/devices',
  offboarding: '/offboardings',
  offboardingId: '/offboardings',
  reading: '/readings',
  report: '/reports',
  review: '/inventory',
  statedConnection: '/connections/stated',
  value: '/inventory',
}

/** The page of what an event names, by its kind or by the name of the fact; null where it has none. */
export const pageOf = (kind: string, id: string): string | null => {
  const path = pages[kind]
  return path === undefined || id === '' ? null : `${path}/${id}`
}
