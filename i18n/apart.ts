import type { DateTimeFormatOptions } from 'next-intl'

type Write = (at: Date, form: DateTimeFormatOptions) => string

/** Two moments that differ, written as days where that tells them apart, else with as much of the time as does. */
export const writtenApart = (write: Write, one: Date, other: Date): [string, string] => {
  const inForm = (form: DateTimeFormatOptions): [string, string] => [write(one, form), write(other, form)]
  const days = inForm({ dateStyle: 'medium' })
  if (days[0] !== days[1]) return days
  const minutes = inForm({ dateStyle: 'medium', timeStyle: 'short' })
  return minutes[0] !== minutes[1] ? minutes : inForm({ dateStyle: 'medium', timeStyle: 'medium' })
}
