/** How long a session lasts however busy it is. */
export const sessionSeconds = 12 * 60 * 60

/** How long one that is left alone lasts; `session_open` and `session_lives` in the migrations hold to it. */
export const idleHours = 8

/** How many a member has at once; `session_start` in the migrations ends the oldest beyond them. */
export const mostSessions = 20

/** The longest name, password or code that is looked at: nobody's is longer. */
export const longestShown = 200

/** For how long somebody who signed in counts as present for what cannot be undone or is veiled. */
export const recentSeconds = 15 * 60

export const isRecent = (provenAt: Date, now: Date): boolean =>
  now.getTime() - provenAt.getTime() < recentSeconds * 1000
