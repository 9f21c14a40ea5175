/** ISO 8601 of an instant so many days after (or before) the day the tenant was made. */
export type Calendar = (days: number) => string

const dayInMilliseconds = 86_400_000

export const calendarFrom =
  (since: Date): Calendar =>
  (days) =>
    new Date(since.getTime() + Math.round(days * dayInMilliseconds)).toISOString().replace('.000Z', 'Z')

/** Intune's "never": date properties are not nullable there. */
export const never = '0001-01-01T00:00:00Z'
