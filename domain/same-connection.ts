import type { Day } from './day.ts'
import { kindOf, type Service } from './service.ts'

/** What tells one connection from another, as a member stated it or as a reading found it. */
export type Traits = {
  service: Service
  name: string
  topic: string | null
  appleId: string | null
  /** Of a location token: the organisation at Apple. */
  organisationName: string | null
  expiresOn: Day | null
}

/** On what ground two are held to be one connection. */
export const sameGrounds = ['topic', 'name', 'account', 'organisation'] as const
export type SameGround = (typeof sameGrounds)[number]

/**
 * Whether what a member stated and what a reading found are the same connection, and why; null where nothing says so. A
 * push certificate is its topic: where both are known, nothing else counts. For the others the name decides, or the
 * Apple ID or organisation together with the day of expiry, since one account stands behind many tokens. Whether an
 * enrolment token is of Apple School Manager, only Apple's answer tells, so a member may have it otherwise.
 */
export const sameConnection = (stated: Traits, found: Traits): SameGround | null => {
  if (kindOf(stated.service) !== kindOf(found.service)) return null
  if (stated.topic !== null && found.topic !== null) {
    return isSame(stated.topic, found.topic) ? 'topic' : null
  }
  if (isSame(stated.name, found.name)) return 'name'
  if (stated.expiresOn === null || stated.expiresOn !== found.expiresOn) return null
  if (isSame(stated.appleId, found.appleId)) return 'account'
  return isSame(stated.organisationName, found.organisationName) ? 'organisation' : null
}

/** One word in another spelling of capitals, accents or spaces. */
export const isSame = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && folded(one) === folded(other)

const folded = (text: string): string =>
  text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('en')

/** Whether a text is the topic of a push certificate for managed devices. */
export const isPushTopic = (text: string): boolean => /^com\.apple\.mgmt\.[A-Za-z0-9.-]{1,150}$/.test(text)

/** What two can say otherwise of one connection. */
const comparable = ['appleId', 'organisationName', 'expiresOn'] as const
export type Difference = { trait: (typeof comparable)[number]; stated: string; found: string }

/** In what a statement and a reading contradict each other; what only one of them knows is no contradiction. */
export const differences = (stated: Traits, found: Traits): Difference[] =>
  comparable.flatMap((trait) => {
    const [one, other] = [stated[trait], found[trait]]
    return one === null || other === null || isSame(one, other) ? [] : [{ trait, stated: one, found: other }]
  })
