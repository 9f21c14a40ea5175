import { z } from 'zod'

/** RFC 5321, 4.5.3.1.3, less the angle brackets. */
const longest = 254
const shape = z.email().max(longest)

/**
 * An e-mail address as it is kept: one of letters that any mail server takes, in small letters, so that one address is
 * not two. Null for any other text: line breaks, which would begin another header, are in none.
 */
export const mailAddressOf = (text: string): string | null =>
  shape.safeParse(text.trim()).data?.toLowerCase() ?? null

export type Sender = { name: string; address: string }

/** Whom a mail is from: an address alone, or a name before it in angle brackets. */
export const senderOf = (text: string): Sender | null => {
  const [, name = '', between] = /^([^<>\p{Cc}"\\]*)<([^<>]*)>$/u.exec(text.trim()) ?? []
  const address = mailAddressOf(between ?? text)
  return address === null ? null : { name: name.trim(), address }
}
