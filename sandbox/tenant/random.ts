/** A stream of repeatable choices: the same seed always tells the same story. */
export type Random = {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number, at least 0, less than `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** `length` characters of `alphabet`. */
  letters(length: number, alphabet: string): string
  guid(): string
}

const hex = '0123456789abcdef'

/**
 * A stream named by a text. Each area of the tenant has its own stream, so that a change in one leaves the
 * identifiers of the others as they were. The generator is mulberry32 over an FNV-1a hash of the name.
 */
export const randomFrom = (seed: string): Random => {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const letters = (length: number, alphabet: string): string => {
    let word = ''
    while (word.length < length) word += alphabet.charAt(below(alphabet.length))
    return word
  }
  return {
    next,
    below,
    letters,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const item = list[below(list.length)]
      if (item === undefined) throw new RangeError('There is nothing to pick from.')
      return item
    },
    guid: () =>
      `${letters(8, hex)}-${letters(4, hex)}-4${letters(3, hex)}-${letters(1, '89ab')}${letters(3, hex)}-${letters(12, hex)}`,
  }
}
