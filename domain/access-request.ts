import { type Day, daysBetween, monthsAfter } from './day.ts'

/** How a request for access (GDPR Art. 15) ends. */
export const requestEnds = ['answered', 'refused', 'withdrawn'] as const
export type RequestEnd = (typeof requestEnds)[number]

/** Whom a request turned out to be about. `nobody`: looked for, and nothing is known of them. */
export const requestSubjects = ['person', 'device', 'account', 'nobody'] as const
export type RequestSubject = (typeof requestSubjects)[number]

/** What comes next: in this order, until it is over. */
export const requestSteps = ['find', 'identify', 'extract', 'answer', 'over'] as const
export type RequestStep = (typeof requestSteps)[number]

/**
 * The last day of an answer: one month after receipt, three where it was extended (GDPR Art. 12(3)). A month ends on the
 * same date, or the last one where it has none. A day that is a holiday or at a weekend would end later (Regulation 1182/71,
 * Art. 3(4)); which days are holidays is not known here, and earlier is never too late.
 */
export const dueOn = (receivedOn: Day, { isExtended }: { isExtended: boolean }): Day =>
  monthsAfter(receivedOn, isExtended ? 3 : 1)

/** After how many months a request that is over is erased, as an organisation may choose. */
export const requestMonthsOffered = [12, 36, 60] as const

/** After how many days the copy of an extract is erased: long enough to send it once more. */
export const copyDays = 90

type Standing = {
  subject: RequestSubject | null
  isIdentified: boolean
  extracts: number
  end: RequestEnd | null
}

/** Nothing about a person is handed out before it is known who they are, and that it is they who ask. */
export const stepOf = ({ subject, isIdentified, extracts, end }: Standing): RequestStep => {
  if (end !== null) return 'over'
  if (subject === null) return 'find'
  if (!isIdentified) return 'identify'
  return extracts === 0 ? 'extract' : 'answer'
}

/** Days that are left for an answer; negative where it is late. */
export const daysLeft = (due: Day, today: Day): number => daysBetween(today, due)
