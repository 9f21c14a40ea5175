/** What is stated of who keeps an Apple account: where its codes go, and who can get in. */
export const custodyFields = ['mailbox', 'phone', 'holder', 'secondHolder', 'note'] as const
export type CustodyField = (typeof custodyFields)[number]
export type Custody = Record<CustodyField, string | null>

export const nothingStated: Custody = {
  mailbox: null,
  phone: null,
  holder: null,
  secondHolder: null,
  note: null,
}

/** What differs between two versions. */
export const changedFields = (before: Custody, after: Custody): CustodyField[] =>
  custodyFields.filter((field) => before[field] !== after[field])

/** A version that says nothing: whatever was stated has been taken back. */
export const isBlank = (custody: Custody): boolean => changedFields(nothingStated, custody).length === 0

const dots = '•••'

/** An address one recognises without being able to write to it: `m•••@lindegaard.example`. */
export const maskedMailbox = (mailbox: string): string => {
  const at = mailbox.lastIndexOf('@')
  const [first = ''] = mailbox
  return at < 1 ? `${first}${dots}` : `${first}${dots}${mailbox.slice(at)}`
}

/** The end of a number, as Apple shows it beside the code that it sends: `••• 42`. A short one is hidden whole. */
export const maskedPhone = (phone: string): string => {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length < 6 ? dots : `${dots} ${digits.slice(-2)}`
}

/** What is shown to whoever may not see where codes go. Names and notes stay: they say who to ask. */
export const masked = (custody: Custody): Custody => ({
  ...custody,
  mailbox: custody.mailbox && maskedMailbox(custody.mailbox),
  phone: custody.phone && maskedPhone(custody.phone),
})
