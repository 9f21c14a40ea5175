/** How long a session lasts however busy it is. One left alone ends after 8 hours: `session_open` in the migration. */
export const sessionSeconds = 12 * 60 * 60
