/** How long a session lasts however busy it is. One left alone ends after 8 hours: `session_open` in the migration. */
export const sessionSeconds = 12 * 60 * 60

/** For how long somebody who signed in counts as present for what cannot be undone or is veiled. */
export const recentSeconds = 15 * 60

export const isRecent = (provenAt: Date, now: Date): boolean =>
  now.getTime() - provenAt.getTime() < recentSeconds * 1000
