import { userInfo } from 'node:os'

/** The operating-system account, under which the record keeps what is done here. */
export const operator = (): string => {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that no account has.
    return `uid ${process.getuid?.() ?? '?'}`
  }
}
