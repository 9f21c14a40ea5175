import { createHash } from 'node:crypto'

/** Numbers from 0 up to, not including, 1; the same for the same seed, on every day and machine. */
export const seededChance = (seed: string): (() => number) => {
  let drawn = 0
  return () => {
    drawn += 1
    return createHash('sha256').update(`${seed} ${drawn}`).digest().readUInt32BE() / 2 ** 32
  }
}
