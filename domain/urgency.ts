/**
 * What about a connection waits for a person, the loudest first: that what was ended shares again, and half-stopped,
 * must not be overlooked.
 */
export const urgencies = ['restarted', 'disabled', 'expired', 'emptied', 'missing', 'expiring'] as const
export type Urgency = (typeof urgencies)[number]
