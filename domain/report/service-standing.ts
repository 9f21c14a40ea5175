import type { DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import type { Line, Words } from './document.ts'
import { stateSource } from './service-state-source.ts'
import { markOf } from './source-words.ts'

/** Whether a reading looked at the service. Nobody knows of an unread one whether it is connected. */
export const isRead = (service: Pick<DisclosedService, 'state'>, { reading }: DisclosureFacts): boolean =>
  reading !== null || service.state !== 'none'

/** How a service stands. One that nobody has read is not the same as one that is not connected. */
export const standingLine = (service: DisclosedService, facts: DisclosureFacts, words: Words): Line => ({
  ...(isRead(service, facts)
    ? { text: words.t(`states.${service.state}`), state: service.state }
    : { text: words.t('inventory.stateNotKnown'), state: 'missing' }),
  mark: markOf(stateSource(service, facts), words),
})

/** What stands where a number would claim that somebody had looked. */
export const notReadLine = (words: Words): Line => ({
  text: words.t('reports.document.notKnown'),
  style: 'quiet',
  mark: markOf({ grade: 'unverifiable', why: 'inventory.why.notRead' }, words),
})
