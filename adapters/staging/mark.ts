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
  /** Whether the mark is current; from now on it counts as met. */
  meet(mark: Mark): boolean
  /** Forgets what was met, to read a collection again. */
  forget(): void
  unmet(): Iterable<Mark>
}

/** Takes marks one after the other, 16 bytes each, and makes the table of them once all are there. */
export type MarkGatherer = {
  /** `at`: where in `bytes` the mark begins. */
  add(bytes: Buffer, at: number): void
  marks(): Marks
}

export const gatherMarks = (): MarkGatherer => {
  let lanes = new Uint32Array(4096)
  let length = 0
  return {
    add: (bytes, at) => {
      if (length === lanes.length) {
        const longer = new Uint32Array(length * 2)
        longer.set(lanes)
        lanes = longer
      }
      for (let lane = 0; lane < 4; lane += 1) lanes[length + lane] = bytes.readUInt32LE(at + lane * 4)
      length += 4
    },
    marks: () => marksOf(lanes.subarray(0, length)),
  }
}

/**
 * An open-addressed table of 128-bit keys, 16 bytes and a flag each: a million rows take some 23 MB, where a Set of
 * strings would take eight times that.
 */
const marksOf = (lanes: Uint32Array): Marks => {
  // Three quarters full: a mark is found within three looks, one that is not there within nine.
  const capacity = Math.ceil(lanes.length / 3) + 1
  const keys = new Uint32Array(capacity * 4)
  const met = new Uint8Array(capacity)

  const isTaken = (at: number): boolean =>
    keys[at] !== 0 || keys[at + 1] !== 0 || keys[at + 2] !== 0 || keys[at + 3] !== 0
  const slotOf = (a: number, b: number, c: number, d: number): number => {
    let slot = a % capacity
    for (;;) {
      const at = slot * 4
      if (!isTaken(at)) return slot
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) return slot
      slot = slot + 1 === capacity ? 0 : slot + 1
    }
  }
  const laneOf = (mark: Mark, from: number): number =>
    (mark.charCodeAt(from) |
      (mark.charCodeAt(from + 1) << 8) |
      (mark.charCodeAt(from + 2) << 16) |
      (mark.charCodeAt(from + 3) << 24)) >>>
    0

  for (let at = 0; at < lanes.length; at += 4) {
    const slot = slotOf(lanes[at] ?? 0, lanes[at + 1] ?? 0, lanes[at + 2] ?? 0, lanes[at + 3] ?? 0)
    for (let lane = 0; lane < 4; lane += 1) keys[slot * 4 + lane] = lanes[at + lane] ?? 0
  }

  return {
    meet: (mark) => {
      const slot = slotOf(laneOf(mark, 0), laneOf(mark, 4), laneOf(mark, 8), laneOf(mark, 12))
      if (!isTaken(slot * 4)) return false
      met[slot] = 1
      return true
    },
    forget: () => {
      met.fill(0)
    },
    *unmet() {
      const bytes = Buffer.alloc(16)
      for (let slot = 0; slot < capacity; slot += 1) {
        if (met[slot] === 1 || !isTaken(slot * 4)) continue
        for (let lane = 0; lane < 4; lane += 1) bytes.writeUInt32LE(keys[slot * 4 + lane] ?? 0, lane * 4)
        yield bytes.toString('latin1')
      }
    },
  }
}
