import { atHour, dayIn, daysAfter } from './day.ts'

/** To how many addresses the checkpoints of an organisation are mailed. */
export const mostAddressees = 5

/** The hours of the day that can be chosen. */
export const mailHours = Array.from({ length: 24 }, (_, hour) => hour)

/** Why a mail was not taken. A sentence for each stands in `messages.audit.mailing.faults`. */
export const mailFaults = [
  'mailNotSetUp',
  'mailServerUnreachable',
  'mailNotEncrypted',
  'mailCertificateRefused',
  'mailSignInRefused',
  'mailAddressRefused',
  'mailRefused',
] as const
export type MailFault = (typeof mailFaults)[number]

/** The next time after a moment that it is this hour in a zone (IANA name). */
export const nextMailing = (after: Date, timeZone: string, hour: number): Date => {
  const today = dayIn(timeZone, after)
  const at = atHour(today, hour, timeZone)
  return at > after ? at : atHour(daysAfter(today, 1), hour, timeZone)
}

/** What somebody typed as a list of addresses: one a line, or with commas or semicolons between. */
export const typedAddresses = (text: string): string[] =>
  text
    .split(/[\r\n,;]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '')
