import type { Performance } from './contender.ts'

/** One line of the result: a contender over all runs. */
export type Measured = {
  name: string
  /** Rows on the wire: devices, identities and licences. */
  rows: number
  /** Of each run, in order. */
  seconds: number[]
  peakBytes: number[]
  phases?: { staged: number[]; merged: number[] }
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

export const rowsPerSecond = ({ rows, seconds }: Measured): number => rows / median(seconds)

/** Collects the runs of each contender, in the order they first came. */
export const makeRecord = () => {
  const measured = new Map<string, Measured>()
  return {
    add: (
      name: string,
      rows: number,
      { seconds, peakBytes }: Pick<Performance<unknown>, 'seconds' | 'peakBytes'>,
      phases?: { staged: number; merged: number },
    ): void => {
      const known = measured.get(name) ?? { name, rows, seconds: [], peakBytes: [] }
      known.seconds.push(seconds)
      known.peakBytes.push(peakBytes)
      if (phases) {
        known.phases ??= { staged: [], merged: [] }
        known.phases.staged.push(phases.staged)
        known.phases.merged.push(phases.merged)
      }
      measured.set(name, known)
    },
    all: (): Measured[] => [...measured.values()],
  }
}
