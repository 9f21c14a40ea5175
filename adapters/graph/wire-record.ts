/** A JSON object as it came over the wire: nothing about it is known yet. */
export type WireRecord = Readonly<Record<string, unknown>>

export const isWireRecord = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parsed JSON, or undefined when the text is not JSON: truncated, HTML of a proxy, empty. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Reads properties of a wire record by the names of Microsoft's typings, so that a misspelt name does not
 * compile, and takes any value without failing: what is not of the documented type is null.
 */
export const reading = <Shape>(record: WireRecord) => {
  const at = (name: keyof Shape & string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined)
  const text = (name: keyof Shape & string): string | null => textOf(at(name))
  const list = (name: keyof Shape & string): unknown[] => {
    const value = at(name)
    return Array.isArray(value) ? value : []
  }
  return {
    /** Trimmed; null when empty. */
    text,
    /** A key spelled as it came, since it may go back into an address; the all-zero GUID stands for none. */
    key: (name: keyof Shape & string): string | null => keyOf(text(name)),
    /** A key meant only for joining records of different collections: GUIDs compare without regard to case. */
    joinKey: (name: keyof Shape & string): string | null => {
      const key = keyOf(text(name))
      return key !== null && guid.test(key) ? key.toLowerCase() : key
    },
    /** Whether the property is there at all, be it null: a server that leaves it out did not select it. */
    has: (name: keyof Shape & string): boolean => at(name) !== undefined,
    flag: (name: keyof Shape & string): boolean | null => {
      const value = at(name)
      return typeof value === 'boolean' ? value : null
    },
    /** A whole number from 0; servers that fear for Int64 write numbers as text. */
    count: (name: keyof Shape & string): number | null => {
      const value = at(name)
      const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
      return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
    },
    instant: (name: keyof Shape & string): string | null => instantOf(text(name)),
    texts: (name: keyof Shape & string): string[] => list(name).flatMap((value) => textOf(value) ?? []),
    records: (name: keyof Shape & string): WireRecord[] => list(name).filter(isWireRecord),
    record: (name: keyof Shape & string): WireRecord => {
      const value = at(name)
      return isWireRecord(value) ? value : {}
    },
    /** Our word for one of Microsoft's enumerated values; case is ignored, a value not in the table is unknown. */
    word: <Word extends string>(
      name: keyof Shape & string,
      words: Readonly<Record<string, Word>>,
    ): Word | 'unknown' => wordOf(text(name), words),
  }
}

/** The last part of `@odata.type`, e.g. `iosVppApp`; null when the server does not say. */
export const typeOf = (record: WireRecord): string | null => {
  const type = textOf(record['@odata.type'])
  return type?.slice(type.lastIndexOf('.') + 1).replace(/^#/, '') ?? null
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

const wordOf = <Word extends string>(
  text: string | null,
  words: Readonly<Record<string, Word>>,
): Word | 'unknown' => {
  const written = text?.toLowerCase()
  const entry = Object.entries(words).find(([theirs]) => theirs.toLowerCase() === written)
  return entry ? entry[1] : 'unknown'
}

const isoStart = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i

/**
 * An Edm.DateTimeOffset in UTC, to the millisecond. Intune writes "never" as year 1. A time without a zone is
 * read as UTC: this machine's zone has nothing to do with it.
 */
const instantOf = (text: string | null): string | null => {
  if (!text || !isoStart.test(text)) return null
  const ms = Date.parse(hasZone.test(text) ? text : `${text}Z`)
  if (Number.isNaN(ms)) return null
  const instant = new Date(ms)
  return instant.getUTCFullYear() <= 1 ? null : instant.toISOString()
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const emptyGuid = '00000000-0000-0000-0000-000000000000'

const keyOf = (text: string | null): string | null => (text === emptyGuid ? null : text)
