import { datesHere } from '#i18n/dates.ts'

/** Writes a day out, in the organisation's time zone unless another is named. */
export const longDays = async (): Promise<(at: Date, timeZone?: string) => string> => {
  const date = await datesHere()
  return (at, timeZone) => date(at, { dateStyle: 'long', ...(timeZone && { timeZone }) })
}
