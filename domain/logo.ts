/** In bytes: the largest picture that is taken for a logo. */
export const largestLogo = 2 * 1024 * 1024
