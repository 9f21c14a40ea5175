/** An event as a line of the log has it: the body that is hashed, and everything that stands beside it. */
export type LoggedEvent = {
  sequence: number
  at: string
  kind: string
  body: string
  previousHash: string
  hash: string
  salt: string | null
  detail: string | null
}

/** What is left of an event that was pruned: its hash, the sequence of the event that tells of it, and the digest up to it. */
export type LoggedStub = { sequence: number; hash: string; pruning: number; digest: string }

/**
 * What stands before the body of a line holds it nowhere: only numbers, hexadecimal digits and strings, in which a
 * quotation mark is escaped.
 */
const beforeBody = ',"body":'

/** Checked by hand: a schema takes several times as long as all the rest of an event. */
export const readLine = (line: string): LoggedEvent | LoggedStub | null => {
  const end = line.indexOf(beforeBody)
  if (!line.endsWith('}')) return null
  return end < 0
    ? stubOf(parsed(line))
    : eventOf(parsed(`${line.slice(0, end)}}`), line.slice(end + beforeBody.length, -1))
}

const eventOf = (beside: Read, body: string): LoggedEvent | null => {
  const { sequence, at, kind, previousHash, hash, salt, detail } = beside ?? {}
  if (typeof sequence !== 'number' || typeof at !== 'string' || typeof kind !== 'string') return null
  if (typeof previousHash !== 'string' || typeof hash !== 'string') return null
  if (!isTextOrNull(salt) || !isTextOrNull(detail)) return null
  return { sequence, at, kind, body, previousHash, hash, salt, detail }
}
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'

const stubOf = (read: Read): LoggedStub | null => {
  const { sequence, hash, pruning, digest, ...others } = read ?? {}
  if (typeof sequence !== 'number' || typeof pruning !== 'number' || Object.keys(others).length > 0)
    return null
  if (typeof hash !== 'string' || hash.length !== 64 || typeof digest !== 'string') return null
  return { sequence, hash, pruning, digest }
}

type Read = Partial<Record<string, unknown>> | null

/** What was written over behind our back may be no JSON any more. */
export const parsed = (text: string): Read => {
  try {
    const value: Read = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
