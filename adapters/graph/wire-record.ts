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
export const reading = <Shape>(record: WireRecord): WireReader<Shape> => new WireReader(record)

/** A class, because one is made for each of millions of rows: an object of closures would weigh a kilobyte. */
class WireReader<Shape> {
  readonly #record: WireRecord

  constructor(record: WireRecord) {
    this.#record = record
  }

  /** Trimmed; null when empty. */
  text(name: keyof Shape & string): string | null {
    return textOf(this.#record[name])
  }

  /** A key spelled as it came, since it may go back into an address; the all-zero GUID stands for none. */
  key(name: keyof Shape & string): string | null {
    return keyOf(this.text(name))
  }

  /** A key meant only for joining records of different collections: GUIDs compare without regard to case. */
  joinKey(name: keyof Shape & string): string | null {
    const key = this.key(name)
    return key !== null && guid.test(key) ? key.toLowerCase() : key
  }

  /** Whether the property is there at all, be it null: a server that leaves it out did not select it. */
  has(name: keyof Shape & string): boolean {
    return this.#record[name] !== undefined
  }

  flag(name: keyof Shape & string): boolean | null {
    const value = this.#record[name]
    return typeof value === 'boolean' ? value : null
  }

  /** A whole number from 0; servers that fear for Int64 write numbers as text. */
  count(name: keyof Shape & string): number | null {
    const value = this.#record[name]
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
  }

  instant(name: keyof Shape & string): string | null {
    return instantOf(this.text(name))
  }

  texts(name: keyof Shape & string): string[] {
    return this.#list(name).flatMap((value) => textOf(value) ?? [])
  }

  records(name: keyof Shape & string): WireRecord[] {
    return this.#list(name).filter(isWireRecord)
  }

  record(name: keyof Shape & string): WireRecord {
    const value = this.#record[name]
    return isWireRecord(value) ? value : {}
  }

  /** Our word for one of Microsoft's enumerated values; case is ignored, a value not in the table is unknown. */
  word<Word extends string>(
    name: keyof Shape & string,
    words: Readonly<Record<string, Word>>,
  ): Word | 'unknown' {
    const written = this.text(name)
    if (written === null) return 'unknown'
    const known = Object.hasOwn(words, written) ? words[written] : undefined
    return known ?? wordOf(written, words)
  }

  #list(name: keyof Shape & string): unknown[] {
    const value = this.#record[name]
    return Array.isArray(value) ? value : []
  }
}

/** The last part of `@odata.type`, e.g. `iosVppApp`; null when the server does not say. */
export const typeOf = (record: WireRecord): string | null => {
  const type = textOf(record['@odata.type'])
  return type?.slice(type.lastIndexOf('.') + 1).replace(/^#/, '') ?? null
}

const textOf = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' ? null : text
}

const wordOf = <Word extends string>(
  written: string,
  words: Readonly<Record<string, Word>>,
): Word | 'unknown' => {
  const lower = written.toLowerCase()
  const entry = Object.entries(words).find(([theirs]) => theirs.toLowerCase() === lower)
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
