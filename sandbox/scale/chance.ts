/**
 * A repeatable number for each index, at least 0 and less than 1. Unlike a stream it can be asked for any index at any
 * time, so that a row never depends on the rows before it. FNV-1a over the name, MurmurHash3's last step over the index.
 */
export const chanceOf = (name: string): ((index: number) => number) => {
  let start = 0x811c9dc5
  for (const character of name) start = Math.imul(start ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (index) => {
    let mixed = start ^ Math.imul(index + 1, 0x9e3779b1)
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296
  }
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** A shuffling of 0 to `count` - 1: each place once, neighbours far apart. Another `turn` gives another one. */
export const shuffleOf = (count: number, turn: number): ((place: number) => number) => {
  let step = Math.max(1, Math.round(count * (0.382 + (turn % 97) / 400)))
  while (divisor(count, step) !== 1) step += 1
  return (place) => (turn * 7919 + place * step) % count
}
