import { hash } from 'node:crypto'

/** A row's mark: 128 bits as 16 characters of one byte each. */
export type Mark = string

/**
 * The mark of what a row says. Equal values give equal marks; that two unequal rows of one tenant ever share one is out
 * of reach (the first half of SHA-256). `kind` keeps the rows of different collections, tenants and tokens apart.
 */
export const markOf = (kind: string, values: readonly (string | boolean | null)[]): Mark => {
  let text = kind
  // With its length before it no value can pass for two, nor an empty one for none.
  for (const value of values) text += typeof value === 'string' ? `\n${value.length} ${value}` : `\n${value}`
  return hash('sha256', text, 'binary').slice(0, 16)
}

/** As PostgreSQL reads a uuid. */
export const markText = (mark: Mark): string => Buffer.from(mark, 'latin1').toString('hex')

/** Which marks are current, and which of them this reading has met. */
export type Marks = {
  add(mark: Buffer): void
  /** Whether the mark is current; from now on it counts as met. */
  meet(mark: Mark): boolean
  /** Forgets what was met, to read a collection again. */
  forget(): void
  unmet(): Iterable<Mark>
}

/**
 * An open-addressed table of 128-bit keys, 16 bytes and a flag each: a million rows take some 35 MB, where a Set of
 * strings would take five times that.
 */
export const openMarks = (): Marks => {
  let capacity = 1024
  let size = 0
  let keys = new Uint32Array(capacity * 4)
  let met = new Uint8Array(capacity)

  const slotOf = (a: number, b: number, c: number, d: number): number => {
    let slot = a & (capacity - 1)
    for (;;) {
      const at = slot * 4
      const isEmpty = keys[at] === 0 && keys[at + 1] === 0 && keys[at + 2] === 0 && keys[at + 3] === 0
      if (isEmpty) return slot
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) return slot
      slot = (slot + 1) & (capacity - 1)
    }
  }
  const isTaken = (slot: number): boolean => {
    const at = slot * 4
    return keys[at] !== 0 || keys[at + 1] !== 0 || keys[at + 2] !== 0 || keys[at + 3] !== 0
  }
  const put = (a: number, b: number, c: number, d: number): void => {
    const slot = slotOf(a, b, c, d)
    if (isTaken(slot)) return
    keys.set([a, b, c, d], slot * 4)
    size += 1
  }
  const grow = (): void => {
    const old = keys
    capacity *= 2
    keys = new Uint32Array(capacity * 4)
    met = new Uint8Array(capacity)
    size = 0
    for (let at = 0; at < old.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [old[at], old[at + 1], old[at + 2], old[at + 3]]
      if (a !== 0 || b !== 0 || c !== 0 || d !== 0) put(a, b, c, d)
    }
  }
  const laneOf = (mark: Mark, from: number): number =>
    (mark.charCodeAt(from) |
      (mark.charCodeAt(from + 1) << 8) |
      (mark.charCodeAt(from + 2) << 16) |
      (mark.charCodeAt(from + 3) << 24)) >>>
    0

  return {
    add: (mark) => {
      if (size * 3 > capacity * 2) grow()
      put(mark.readUInt32LE(0), mark.readUInt32LE(4), mark.readUInt32LE(8), mark.readUInt32LE(12))
    },
    meet: (mark) => {
      const slot = slotOf(laneOf(mark, 0), laneOf(mark, 4), laneOf(mark, 8), laneOf(mark, 12))
      if (!isTaken(slot)) return false
      met[slot] = 1
      return true
    },
    forget: () => {
      met.fill(0)
    },
    *unmet() {
      const lanes = Buffer.alloc(16)
      for (let slot = 0; slot < capacity; slot += 1) {
        if (met[slot] === 1 || !isTaken(slot)) continue
        for (let lane = 0; lane < 4; lane += 1) lanes.writeUInt32LE(keys[slot * 4 + lane] ?? 0, lane * 4)
        yield lanes.toString('latin1')
      }
    },
  }
}
