import { type Day, dayIn, daysAfter } from '#domain/day.ts'

/** As the demonstration counts its days: between 22 and 24 o'clock UTC Copenhagen has the next one already. */
export const dayFromNow = (days: number): Day => daysAfter(dayIn('Europe/Copenhagen', new Date()), days)
